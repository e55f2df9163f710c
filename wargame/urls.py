"""Every address of Parley begins here."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.urls import include, path

from wargame import status

# One sign-in page for staff, with its limits and its second factor, also in front of the admin.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# Its form would show what a second factor rests on.
admin.site.unregister(Authenticator)

handler500 = "wargame.outages.stumbled"

urlpatterns = [
    path("", include("exercises.web.urls")),
    path("api/v1/", include("exercises.api.urls")),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("health/", status.health, name="health"),
    path("metrics/", status.metrics, name="metrics"),
]
