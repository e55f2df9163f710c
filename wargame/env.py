"""Typed readers of the environment. Every mistake is collected, so that one start names them all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off", ""})


class MistakenEnvironment(Exception):
    """The environment holds values that cannot be meant. The message has one line for each."""


class Environment:
    """Reads named values from a mapping; `finish` raises once if any of them was wrong.

    A reader that finds a mistake notes it and answers the default, so that reading goes on to the next one.
    """

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values
        self.mistakes: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        """Answer the value without surrounding blanks; an empty value counts as unset."""
        return self.values.get(name, "").strip() or default

    def words(self, name: str, default: str = "") -> list[str]:
        """Answer a comma-separated list without blanks and empty parts."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Answer a yes or a no. Anything else is a mistake: a typing error must never switch a guard off."""
        value = self.values.get(name)
        if value is None:
            return default
        if value.strip().lower() not in YES | NO:
            self.mistake(f"{name} is {value!r}; write 1, true, yes, on or 0, false, no, off.")
            return default
        return value.strip().lower() in YES

    def number(self, name: str, default: int, *, low: int, high: int) -> int:
        """Answer a whole number between `low` and `high`, both included."""
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
            self.mistake(f"{name} is {value!r}; write a whole number from {low} to {high}.")
            return default
        return int(value)

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        """Answer one of the allowed words."""
        value = self.text(name, default)
        if value not in allowed:
            self.mistake(f"{name} is {value!r}; write one of {', '.join(allowed)}.")
            return default
        return value

    def secret(self, name: str) -> str:
        """Answer a secret from NAME, or from the file that NAME_FILE points to, or the empty string."""
        path = self.text(f"{name}_FILE")
        if not path:
            return self.text(name)
        if self.text(name):
            self.mistake(f"{name} and {name}_FILE are both set; keep one.")
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            self.mistake(f"{name}_FILE is {path!r}, which cannot be read: {error}.")
            return ""

    def mistake(self, sentence: str) -> None:
        """Note a mistake that a reader or the settings found."""
        self.mistakes.append(sentence)

    def finish(self) -> None:
        """Raise MistakenEnvironment with every mistake, if there was one."""
        if self.mistakes:
            raise MistakenEnvironment("The environment is not right:\n  " + "\n  ".join(self.mistakes))
