"""A refusal says which rule spoke and with what figures; the edge that caught it puts it into words."""

from __future__ import annotations


class Refusal(Exception):
    """A command that the rules do not allow. Nothing has changed.

    `code` names the rule, `params` hold plain values for the sentence, `status` is the HTTP answer:
    400 malformed, 403 forbidden, 404 not there for this viewer, 409 the state has moved on.
    """

    def __init__(self, code: str, /, status: int = 409, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.params = params

    def __repr__(self) -> str:
        return f"Refusal({self.code!r}, {self.params!r})"
