"""The background worker and its timetable.

The row in the database is the work; a message or a tick only wakes the sweep that does it. A message lost with a
killed worker therefore delays a piece of work until the next tick and loses nothing.
"""

from __future__ import annotations

import logging
import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

logging.getLogger("kombu.connection").setLevel(logging.ERROR)  # a folder as broker has no host name to warn about

MINUTE = 60
HOUR = 60 * MINUTE

TRANSPORT_ALIASES["filesystem"] = "config.broker:Transport"
app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_time_limit=10 * MINUTE,
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=500,
    worker_hijack_root_logger=False,
    worker_proc_alive_timeout=60,
    broker_connection_retry_on_startup=True,
    timezone="Asia/Ho_Chi_Minh",
    accept_content=["json"],
)
app.autodiscover_tasks(related_name="jobs")


@app.task(name="config.clear_sessions")
def clear_sessions() -> None:
    """Deletes the rows of ended log-ins."""
    from django.core.management import call_command

    call_command("clearsessions")


def tick(job: str, schedule: Any, *, expires: int) -> dict[str, Any]:
    """One line of the timetable: a tick not taken up within `expires` seconds is dropped; the next does its work."""
    return {"task": job, "schedule": schedule, "options": {"expires": expires}}


app.conf.beat_schedule = {
    "documents-sweep": tick("documents.sweep", 20.0, expires=15),
    "notices-sweep": tick("notifications.sweep", 20.0, expires=15),
    "notices-texts": tick("notifications.sweep_texts", 20.0, expires=15),
    "morning-digests": tick("notifications.digests", crontab(minute="*/5"), expires=4 * MINUTE),
    "forget-notices": tick("notifications.forget", crontab(hour=3, minute=50), expires=6 * HOUR),
    "prune-prints": tick("documents.prune_prints", crontab(hour=3, minute=40), expires=6 * HOUR),
    "sweep-unclaimed-files": tick("documents.sweep_unclaimed", crontab(hour=4, minute=0), expires=6 * HOUR),
    "forget-reminders": tick("work.forget_reminders", crontab(hour=4, minute=10), expires=6 * HOUR),
    "forget-absent-and-link-holders": tick("organisations.forget", crontab(hour=4, minute=20), expires=6 * HOUR),
    "extend-milestones": tick("work.extend", crontab(hour=2, minute=30), expires=6 * HOUR),
    "recount-milestones": tick("work.recount", crontab(hour=2, minute=50), expires=6 * HOUR),
    # Before the morning e-mails are written; the later ticks make good what was missed and else do nothing.
    "remind": tick("work.remind", crontab(hour="6-12", minute=0), expires=50 * MINUTE),
    "forget-sign-ins": tick("accounts.forget_sign_ins", crontab(hour=3, minute=20), expires=6 * HOUR),
    "forget-editing": tick("plans.forget_editing", crontab(hour=3, minute=30), expires=6 * HOUR),
    "clear-sessions": tick("config.clear_sessions", crontab(hour=3, minute=10), expires=6 * HOUR),
}
