"""Fields for text that is printed: what a keyboard or a copy from Word brings in is made plain."""

from __future__ import annotations

from typing import Any

from django import forms

from core.text import plain_text

LONGEST_LINE = 20_000  # characters; a longer paste is a whole document and belongs to "Nhập từ văn bản"


class PrintedField(forms.CharField):
    """One run of text. Refused above `max_length` with the typed text kept in the form."""

    def __init__(self, *, rows: int = 0, max_length: int = LONGEST_LINE, **kwargs: Any) -> None:
        if rows:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)
        # The length is checked here and not by the browser, which would cut a paste off without a word.
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        return super().to_python(plain_text(value) if isinstance(value, str) else value) or ""


class LinesField(PrintedField):
    """A list, one entry a line; empty lines are left out."""

    def __init__(self, *, rows: int = 3, most: int = 20, longest: int = 300, **kwargs: Any) -> None:
        self.most, self.longest = most, longest
        super().__init__(rows=rows, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        if len(lines) > self.most:
            raise forms.ValidationError(f"Nhiều nhất {self.most} dòng; hiện có {len(lines)} dòng.")
        for line in lines:
            if len(line) > self.longest:
                raise forms.ValidationError(f"Mỗi dòng nhiều nhất {self.longest} ký tự: “{line[:60]}…”.")
        return lines
