"""Doing the waiting work rows. Apps register how each kind of work is done."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.utils import timezone

from core.exceptions import DomainError
from documents.domain import work
from documents.models import Attachment, WorkItem

logger = logging.getLogger(__name__)

Handler = Callable[[WorkItem], Attachment | None]
_handlers: dict[str, Handler] = {}


def register(kind: str, handler: Handler) -> None:
    """Say how work of this kind is done. The handler raises DomainError with a Vietnamese sentence when it cannot."""
    _handlers[kind] = handler


def run_waiting(*, most: int = 50) -> int:
    """Claim and do waiting rows one after another. Returns how many were finished."""
    finished = 0
    for _ in range(most):
        item = work.claim(now=timezone.now())
        if item is None:
            break
        handler = _handlers.get(item.kind)
        if handler is None:
            work.fail(item, "Hệ thống chưa biết làm việc này. Hãy báo người quản trị.", now=timezone.now())
            continue
        try:
            result = handler(item)
        except DomainError as error:
            work.fail(item, str(error), now=timezone.now())
        except Exception:
            logger.exception("work %s %s failed", item.kind, item.pk)
            work.fail(item, "Có lỗi khi thực hiện. Hãy thử lại; nếu vẫn lỗi, báo người quản trị.", now=timezone.now())
        else:
            work.finish(item, result=result, now=timezone.now())
            finished += 1
    return finished
