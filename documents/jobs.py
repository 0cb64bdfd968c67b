"""Background work of documents: each job names rows and calls one domain function."""

from __future__ import annotations

from celery import shared_task


@shared_task(name="documents.sweep")
def sweep() -> int:
    """Do what waits, row by row, until nothing waits. Running it twice at once is harmless."""
    from documents.domain.running import run_waiting

    return run_waiting()


@shared_task(name="documents.render_issued", autoretry_for=(OSError,), retry_backoff=True, max_retries=3)
def render_issued(issued_id: int) -> None:
    from documents.domain.printing import keep_issued_pdf

    keep_issued_pdf(issued_id)


@shared_task(name="documents.prune_prints")
def prune_prints() -> int:
    from documents.domain.printing import prune

    return prune()


@shared_task(name="documents.sweep_unclaimed")
def sweep_unclaimed() -> int:
    from django.utils import timezone

    from documents.domain.attachments import sweep_unclaimed as sweep_of

    return sweep_of(now=timezone.now())
