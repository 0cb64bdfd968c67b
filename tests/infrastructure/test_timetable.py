"""The timetable names jobs that exist, and no tick outlives its turn."""

from __future__ import annotations

from config.celery import app


def test_every_tick_is_a_known_job_and_expires() -> None:
    app.loader.import_default_modules()
    for name, entry in app.conf.beat_schedule.items():
        assert entry["task"] in app.tasks, f"{name}: no job {entry['task']}"
        assert entry["options"]["expires"] > 0, name


def test_a_killed_worker_gives_its_work_back() -> None:
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1
