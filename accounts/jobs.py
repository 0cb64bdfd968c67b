"""Personal data has an end: what the sign-in log no longer needs."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone


@shared_task(name="accounts.forget_sign_ins")
def forget_sign_ins() -> None:
    from accounts.domain.users import forget_old_sign_ins

    forget_old_sign_ins(now=timezone.now())
