"""What a village can be asked for."""

from __future__ import annotations

from django.db import models


class QuestionKind(models.TextChoices):
    PHOTO = "photo", "Ảnh"
    NUMBER = "number", "Con số"
    WORDS = "words", "Câu trả lời ngắn"
    DONE = "done", "Đã làm hay chưa"
