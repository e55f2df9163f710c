"""House rules for every page: private pages are not kept, static files are, and staff have a second factor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from whitenoise.middleware import WhiteNoiseMiddleware

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase
    from whitenoise.responders import StaticFile

    Answer = Callable[[HttpRequest], HttpResponseBase]


SECOND_FACTOR = "Set up your second factor first, on your account's page."


class StaticFiles(WhiteNoiseMiddleware):
    """Static files, each answered in one piece: they are small, and a file's chunks would be read on the event loop."""

    def serve(self, static_file: StaticFile, request: HttpRequest) -> HttpResponse:
        """Answer the file, or that the browser's copy is still good."""
        response = super().serve(static_file, request)
        whole = HttpResponse(
            b"".join(response.streaming_content), status=response.status_code, headers=response.headers
        )
        response.close()
        return whole


def private_pages(get_response: Answer) -> Answer:
    """Mark every answer that did not say otherwise as not to be stored: a seat's page must not outlive its seat."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return answer


def staff_second_factor(get_response: Answer) -> Answer:
    """Lead staff who have no second factor yet to the page that sets one up, and nowhere else."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not owes_second_factor(request):
            return get_response(request)
        if request.path.startswith("/api/"):
            return JsonResponse({"code": "second_factor", "detail": SECOND_FACTOR, "fields": {}}, status=403)
        return redirect("mfa_activate_totp")

    return answer


def owes_second_factor(request: HttpRequest) -> bool:
    """Say whether this is a signed-in member of staff without a second factor, outside the account pages."""
    if not settings.STAFF_SECOND_FACTOR or request.path.startswith("/accounts/"):
        return False
    user = request.user
    return user.is_authenticated and user.is_staff and not is_mfa_enabled(user)
