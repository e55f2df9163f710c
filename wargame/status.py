"""What machines ask about this process: is it well, and what are its figures."""

from __future__ import annotations

from http import HTTPStatus

import prometheus_client
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe


@require_safe
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view's signature
    """200 when the database answers, else 503. It tells strangers nothing more."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return JsonResponse({"status": "ok"})


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The process's figures for whoever brings METRICS_TOKEN; without that setting there is no such page."""
    offered = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(offered, f"Bearer {settings.METRICS_TOKEN}"):
        raise Http404
    return HttpResponse(prometheus_client.generate_latest(), content_type=prometheus_client.CONTENT_TYPE_LATEST)
