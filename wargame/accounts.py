"""Accounts are for staff and are made by staff. Participants sit down with a join link and need none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter

if TYPE_CHECKING:
    from django.http import HttpRequest


class StaffAccounts(DefaultAccountAdapter):
    """The account pages without a door for strangers."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the adapter's signature
        """Nobody signs up alone."""
        return False
