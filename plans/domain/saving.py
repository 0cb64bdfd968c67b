"""Saving a row only if nobody else saved it since it was opened."""

from __future__ import annotations

from typing import TypeVar

from django.db import models
from django.db.models import F
from django.db.models.functions import Now

from core.exceptions import EditConflict
from core.models import Timestamped

M = TypeVar("M", bound=models.Model)


def save_seen(row: M, *, seen: int, fields: tuple[str, ...]) -> M:
    """Write these fields of `row` if its stored version is still `seen`, and count the version up.

    One conditional UPDATE, so that of two writers exactly one wins on either database. Raises
    EditConflict with what is stored now; the caller shows both texts and nothing typed is lost.
    """
    manager = type(row)._default_manager
    values: dict[str, object] = {name: getattr(row, name) for name in fields}
    if isinstance(row, Timestamped):
        values["updated_at"] = Now()
    written = manager.filter(pk=row.pk, version=seen).update(**values, version=F("version") + 1)
    if written == 0:
        now = manager.filter(pk=row.pk).values(*fields, "version").first()
        if now is None:
            raise EditConflict("Dòng này vừa bị người khác xóa. Nội dung ông/bà nhập vẫn còn ở dưới.", theirs={})
        raise EditConflict(
            "Người khác vừa sửa chỗ này trong lúc ông/bà đang nhập. Hãy xem hai bản và chọn bản giữ lại.", theirs=now
        )
    row.version = seen + 1  # type: ignore[attr-defined]
    return row
