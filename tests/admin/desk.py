"""A trainer's browser: the forms of a page as they would be sent."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from exercises.services import authoring
from tests import factories


def trainer(**fields: Any) -> tuple[Any, Client]:
    """A member of staff who is signed in."""
    user = factories.user(is_staff=True, **fields)
    client = Client()
    client.force_login(user)
    return user, client


def draft_of(user: Any, code: str = "first-watch") -> Any:
    return authoring.open_text(factories.library_text(code), user)


def page(model: str, name: str, *args: Any) -> str:
    return reverse(f"admin:exercises_{model}_{name}", args=args)


def filled(response: Any, **changes: Any) -> dict[str, Any]:
    """What the form of a page would send, with changes by the names of the fields."""
    data: dict[str, Any] = {}
    whole = [response.context["adminform"].form]
    for formset in response.context["inline_admin_formsets"]:
        whole += [formset.formset.management_form, *formset.formset.forms]
    for form in whole:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                data[field.html_name] = value
    return {**data, **changes}


def row_prefix(response: Any, name: str, **where: Any) -> Any:
    """The prefix of one row of a list on the page, such as `injects-3`."""
    formset = next(each.formset for each in response.context["inline_admin_formsets"] if each.formset.prefix == name)
    return next(
        form.prefix
        for form in formset.forms
        if all(getattr(form.instance, key) == value for key, value in where.items())
    )


def errors(response: Any) -> dict[str, list[str]]:
    """Every message at a field, by the field's name."""
    forms = [response.context["adminform"].form]
    for formset in response.context["inline_admin_formsets"]:
        forms += formset.formset.forms
    return {form.add_prefix(name): list(said) for form in forms for name, said in form.errors.items()}
