"""What holds for every page: the headers, and the second factor of staff."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def director():
    return User.objects.create_user("director", password="a long pass phrase", is_staff=True, is_superuser=True)


def test_every_page_carries_the_strict_policy(client):
    headers = client.get("/accounts/login/").headers
    directives = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert directives["default-src"] == directives["frame-ancestors"] == directives["base-uri"] == "'none'"
    assert directives["script-src"] == directives["style-src"] == "'self'"
    assert "ws://testserver" in directives["connect-src"].split()
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_static_file_is_answered_whole_and_may_be_kept(client):
    answer = client.get("/static/admin/css/base.css")
    assert (answer.status_code, answer.streaming) == (200, False)
    assert b"--primary" in answer.content
    assert "max-age" in answer.headers["Cache-Control"]
    again = client.get("/static/admin/css/base.css", headers={"If-Modified-Since": answer.headers["Last-Modified"]})
    assert (again.status_code, again.content) == (304, b"")


def test_private_page_is_not_stored(client):
    assert "no-store" in client.get("/accounts/login/").headers["Cache-Control"]


def test_staff_without_a_second_factor_are_led_to_it(client, director, settings):
    settings.STAFF_SECOND_FACTOR = True
    client.force_login(director)
    assert client.get("/admin/").headers["Location"] == "/accounts/2fa/totp/activate/"


def test_staff_with_a_second_factor_pass(client, director, settings):
    settings.STAFF_SECOND_FACTOR = True
    Authenticator.objects.create(user=director, type=Authenticator.Type.TOTP, data={})
    client.force_login(director)
    assert client.get("/admin/").status_code == 200


def test_nobody_can_open_an_account_alone(client):
    fields = {"username": "stranger", "password1": "a long pass phrase", "password2": "a long pass phrase"}
    client.post("/accounts/signup/", fields)
    assert not User.objects.filter(username="stranger").exists()


def test_admin_sends_strangers_to_the_one_sign_in_page(client):
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/accounts/login/")


def test_password_guessing_is_locked_out(client, director):
    guess = {"login": "director", "password": "wrong"}
    assert [client.post("/accounts/login/", guess).status_code for _ in range(5)] == [200, 200, 200, 200, 429]
    client.post("/accounts/login/", {"login": "director", "password": "a long pass phrase"})
    assert "_auth_user_id" not in client.session
