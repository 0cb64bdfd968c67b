"""What the views of work have in common: sending a form, and telling what came of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone

from core.exceptions import DomainError, EditConflict, NotAllowed
from organisations.http import StaffRequest
from work.forms.acts import ActForm
from work.models import Milestone


def url(request: StaffRequest, name: str, **kwargs: Any) -> str:
    """An address inside the organisation of this request."""
    return reverse(f"work:{name}", kwargs={"org": request.organisation.code, **kwargs})


def saved(form: Any, request: StaffRequest, *arguments: Any) -> bool:
    """Do it; False when the reason now stands in the form. NotAllowed goes on to the refused page.

    When somebody else was first, the form carries the version that is stored now: what was typed stays,
    and sending it again adds it after theirs.
    """
    if not form.is_valid():
        return False
    try:
        form.save(*arguments, by=request.access, at=timezone.now())
    except NotAllowed:
        raise
    except EditConflict:
        _seen_now(form)
        return False
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    return True


def status_of(form: forms.Form) -> int:
    if getattr(form, "conflict", None) is not None:
        return 409
    return 422 if form.is_bound and form.errors else 200


def _seen_now(form: ActForm) -> None:
    stored = Milestone.objects.filter(pk=form.milestone.pk).first()
    entry = stored.entries.order_by("-at", "-pk").first() if stored else None
    form.conflict = entry or stored  # type: ignore[attr-defined]
    if stored is not None:
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["seen"] = str(stored.version)  # type: ignore[index]
        form.milestone = stored
    who = f"{entry.by_name} vừa ghi “{entry.get_kind_display()}”" if entry else "Người khác vừa sửa việc này"
    form.add_error(
        None, f"{who} trong lúc ông/bà đang nhập. Nội dung ông/bà nhập còn nguyên; xem lại rồi bấm gửi lần nữa."
    )
