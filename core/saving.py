"""Writing one row with its constraints told as a sentence."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from core.exceptions import DomainError

M = TypeVar("M", bound=models.Model)


def save_checked(obj: M) -> M:
    """Validate and save. Lengths, formats and constraints that are not met raise DomainError.

    Two people writing the same thing at once is met by the database, and told the same way.
    """
    try:
        obj.full_clean()
    except ValidationError as error:
        raise DomainError(_sentence(obj, error)) from None
    try:
        with transaction.atomic():
            obj.save()
    except IntegrityError:
        raise DomainError("Nội dung này vừa được người khác ghi. Hãy tải lại trang rồi kiểm tra.") from None
    return obj


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
