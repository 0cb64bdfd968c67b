"""States and kinds of files, issued papers and long work."""

from __future__ import annotations

from django.db import models


class WorkState(models.TextChoices):
    QUEUED = "queued", "Đang chờ"
    RUNNING = "running", "Đang làm"
    DONE = "done", "Xong"
    FAILED = "failed", "Không làm được"
