"""Writing one row: its constraints told as a sentence, and of two who save at once exactly one wins."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.db.models.functions import Now

from core.exceptions import DomainError, EditConflict
from core.models import Timestamped

M = TypeVar("M", bound=models.Model)


def save_checked(obj: M) -> M:
    """Validate and save. Lengths, formats and constraints that are not met raise DomainError.

    Two people writing the same thing at once is met by the database, and told the same way.
    """
    require_sound(obj)
    try:
        with transaction.atomic():
            obj.save()
    except IntegrityError:
        raise DomainError("Nội dung này vừa được người khác ghi. Hãy tải lại trang rồi kiểm tra.") from None
    return obj


def require_sound(obj: models.Model) -> None:
    """What the model itself asks of a row, told as a sentence (DomainError); for writers that pass by `save`."""
    try:
        obj.full_clean()
    except ValidationError as error:
        raise DomainError(_sentence(obj, error)) from None


def _sentence(obj: models.Model, error: ValidationError) -> str:
    """ "Tên bộ phận: …" for a field, the constraint's own sentence otherwise."""
    parts = []
    for name, messages in error.message_dict.items():
        label = ""
        if name != "__all__":
            field = str(getattr(obj._meta.get_field(name), "verbose_name", name))
            label = field[:1].upper() + field[1:] + ": "
        parts += [label + message for message in messages]
    return " ".join(parts)


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
