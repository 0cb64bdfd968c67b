"""Background work of notices. The rows are the work; these only wake it."""

from __future__ import annotations

from celery import shared_task


@shared_task(name="notifications.sweep")
def sweep() -> int:
    """Send what waits. Running it twice at once is harmless."""
    from django.utils import timezone

    from notifications.domain.delivering import send_waiting

    return send_waiting(at=timezone.now())


@shared_task(name="notifications.sweep_texts")
def sweep_texts() -> int:
    from django.utils import timezone

    from notifications.domain.texting import send_waiting_texts

    return send_waiting_texts(at=timezone.now())


@shared_task(name="notifications.digests")
def digests() -> int:
    """Write the morning e-mails that are due; a missed morning is made good by the next tick."""
    from django.utils import timezone

    from notifications.domain.mornings import write_digests

    return write_digests(at=timezone.now())


@shared_task(name="notifications.forget")
def forget() -> int:
    from django.utils import timezone

    from notifications.domain.forgetting import forget_old

    return forget_old(at=timezone.now())
