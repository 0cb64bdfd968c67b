"""What the forms of inspections share: sent once, seen in a version, kept when it is refused."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet

from core.text import plain_text
from inspections.domain.planning import LONGEST


class WordsArea(forms.CharField):
    """A few lines; what a copy brings in is made plain, and what is too long is told and not cut."""

    def __init__(self, *, rows: int = 3, longest: int = LONGEST, **kwargs: Any) -> None:
        super().__init__(max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        return super().to_python(plain_text(value) if isinstance(value, str) else value) or ""


class FileField(forms.FileField):
    """A file to be kept. What it is, the domain tells from its bytes; only its size is looked at before reading."""

    widget = forms.FileInput(
        attrs={"accept": ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.jpg,.jpeg,.png,.webp", "data-shrink": ""}
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, **{"required": False, **kwargs})
        self.help_text = f"Ảnh, PDF, Word, Excel; tối đa {settings.UPLOAD_LIMIT_MB} MB."

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if upload and upload.size > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
            raise forms.ValidationError(
                f"Tệp nặng {upload.size // 1024 // 1024} MB, quá mức {settings.UPLOAD_LIMIT_MB} MB. "
                "Hãy xuất lại ở dung lượng nhỏ hơn."
            )
        return upload


class OnceForm(forms.Form):
    """`key` names the sending; `seen` is the version before the eyes, where something is changed."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *args: Any, version: int | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), "seen": version, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    @property
    def seen_version(self) -> int:
        return int(self.cleaned_data["seen"] or 0)


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """What a field of rows offers."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
