"""The queue in files, with a worker that notices within half a second that it is asked to stop."""

from __future__ import annotations

from typing import Any

from kombu.transport.filesystem import Transport as FilesystemTransport

LONGEST_LOOK = 0.5  # seconds; Celery asks for looks of two, and takes another after the request to stop


class Transport(FilesystemTransport):
    def drain_events(self, connection: Any, timeout: float | None = None, **kwargs: Any) -> None:
        super().drain_events(connection, timeout=min(timeout or LONGEST_LOOK, LONGEST_LOOK), **kwargs)
