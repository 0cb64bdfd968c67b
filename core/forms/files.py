"""Several files at once, as a phone gives them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """No, one or several files as a list, at most `most` of them, none heavier than the portal takes.

    What they are, the domain tells from their bytes; only number and size are looked at before they are read.
    """

    widget = SeveralFilesInput

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(required=False, allow_empty_file=True, **kwargs)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        files = [super(SeveralFilesField, self).clean(each, initial) for each in given if each]
        if len(files) > self.most:
            raise forms.ValidationError(f"Mỗi lần gửi nhiều nhất {self.most} tệp. Hãy gửi làm nhiều lần.")
        limit = settings.UPLOAD_LIMIT_MB
        heavy = [each for each in files if each.size > limit * 1024 * 1024]
        if heavy:
            raise forms.ValidationError(
                f"“{heavy[0].name[:60]}” nặng {heavy[0].size // 1024 // 1024} MB, quá mức {limit} MB. "
                "Hãy chọn tệp nhỏ hơn."
            )
        return files
