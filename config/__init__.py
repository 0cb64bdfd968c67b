"""The Celery application is made with the settings, so that `shared_task` finds it in the web processes too."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
