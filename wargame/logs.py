"""One log line per fact, to standard error: coloured text for a person, JSON for a collector."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from typing import TextIO

# Uvicorn's access lines would repeat what the proxy writes, with join tokens in their paths.
QUIET = (
    "axes",
    "uvicorn.access",
    "celery.beat",
    "celery.app.trace",
    "celery.worker.strategy",
    "django.channels.server",
)


def configure(form: str, stream: TextIO) -> None:
    """Send both structlog and the standard library's loggers through one formatter; `form` is "text" or "json"."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *ending(form, stream)],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def ending(form: str, stream: TextIO) -> list[Any]:
    """Answer the last processors, which make the line. A trace shows no local variables: some of them are secrets."""
    if form == "json":
        plain = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        return [structlog.processors.ExceptionRenderer(plain), structlog.processors.JSONRenderer()]
    return [structlog.dev.ConsoleRenderer(colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback)]
