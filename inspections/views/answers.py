"""What the views of inspections have in common: sending a form, and telling what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from core.exceptions import DomainError, EditConflict, NotAllowed
from core.http import redirect_to
from organisations.http import StaffRequest

CONFLICT = (
    "Người khác vừa sửa chỗ này trong lúc ông/bà đang nhập. Nội dung ông/bà nhập còn nguyên ở dưới; "
    "hãy mở trang cuộc kiểm tra ở cửa sổ khác để xem bản vừa lưu, rồi bấm lần nữa nếu vẫn muốn ghi bản này."
)


def url(request: StaffRequest, name: str, **kwargs: Any) -> str:
    """An address inside the organisation of this request."""
    return reverse(f"inspections:{name}", kwargs={"org": request.organisation.code, **kwargs})


def sent(request: StaffRequest) -> tuple[Any, ...]:
    """What a form is filled with: what was sent, or nothing."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def saved(form: Any, request: StaffRequest) -> bool:
    """Do it; False when the reason now stands in the form. NotAllowed goes on to the refused page.

    When somebody else was first, the form carries the version that is stored now: what was typed stays.
    """
    if not form.is_valid():
        return False
    now = timezone.now()
    try:
        form.result = form.save(by=request.access, today=timezone.localdate(now), at=now)
    except NotAllowed:
        raise
    except EditConflict as conflict:
        form.conflict = True
        form.data = form.data.copy()
        form.data["seen"] = str(conflict.theirs.get("version", 0))
        form.add_error(None, CONFLICT)
        return False
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    return True


def answer(
    request: StaffRequest, form: Any, *, title: str, button: str, back: str, done: str, template: str = "form",
    after: str = "", **context: Any,
) -> HttpResponse:  # fmt: skip
    """GET shows the form; POST saves and goes to `after` (`back` by default), or shows what was typed (422, 409)."""
    if request.method == "POST" and saved(form, request):
        messages.success(request, done)
        return redirect_to(request, after or back)
    status = 200
    if form.is_bound and form.errors:
        status = 409 if getattr(form, "conflict", False) else 422
    shown = {"form": form, "title": title, "button": button, "back": back, **context}
    return render(request, f"inspections/{template}.html", shown, status=status)
