"""How far a letter or text has come."""

from django.db import models


class Sending(models.TextChoices):
    COMPOSING = "composing", "Đang viết"
    QUEUED = "queued", "Chờ gửi"
    SENDING = "sending", "Đang gửi"
    SENT = "sent", "Đã gửi"
    FAILED = "failed", "Không gửi được"
    MERGED = "merged", "Đã gộp vào thư sau"
