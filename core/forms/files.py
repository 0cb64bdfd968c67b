"""Several files at once, as a phone gives them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """No, one or several files as a list; each at most `limit_mb`, together at most `most` of them.

    What they are, the domain tells from their bytes; only number and size are looked at before they are read.
    """

    widget = SeveralFilesInput

    def __init__(self, *, most: int, limit_mb: int, **kwargs: Any) -> None:
        super().__init__(required=False, allow_empty_file=True, **kwargs)
        self.most, self.limit_mb = most, limit_mb

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        files = [super(SeveralFilesField, self).clean(each, initial) for each in given if each]
        if len(files) > self.most:
            raise forms.ValidationError(f"Mỗi lần gửi nhiều nhất {self.most} tệp. Hãy gửi làm nhiều lần.")
        heavy = [each for each in files if each.size > self.limit_mb * 1024 * 1024]
        if heavy:
            raise forms.ValidationError(
                f"“{heavy[0].name[:60]}” nặng {heavy[0].size // 1024 // 1024} MB, quá mức {self.limit_mb} MB. "
                "Hãy chọn tệp nhỏ hơn."
            )
        return files
