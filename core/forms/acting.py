"""Calling the domain from a page: its refusal becomes a sentence where the person is looking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from core.exceptions import DomainError, NotAllowed


def succeeds(form: forms.BaseForm, action: Callable[[], Any]) -> bool:
    """Do it; a DomainError is shown above the form. NotAllowed goes on to the refused page."""
    try:
        action()
    except NotAllowed:
        raise
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    return True


def tell(request: HttpRequest, action: Callable[[], Any], done: str) -> bool:
    """Do it from a button without a form; success and refusal are told as messages."""
    try:
        action()
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return False
    messages.success(request, done)
    return True
