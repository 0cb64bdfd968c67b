"""The queue in files, with a worker that notices within half a second that it is asked to stop."""

from __future__ import annotations

import os
import time
import uuid
from pathlib import Path
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport.filesystem import Channel as FilesystemChannel
from kombu.transport.filesystem import Transport as FilesystemTransport
from kombu.utils.json import dumps

LONGEST_LOOK = 0.5  # seconds; Celery asks for looks of two, and takes another after the request to stop


class Channel(FilesystemChannel):
    def _put(self, queue: Any, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        """A message gets its name when it is whole: the worker takes what is named, also half written."""
        name = f"{round(time.monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        whole = Path(self.data_folder_out, name)
        part = whole.with_name(f"{name}.part")
        try:
            part.write_text(dumps(payload), encoding="utf-8")
            os.replace(part, whole)
        except OSError as error:
            raise ChannelError(f"Cannot add file {name!r} to the queue") from error


class Transport(FilesystemTransport):
    Channel = Channel

    def drain_events(self, connection: Any, timeout: float | None = None, **kwargs: Any) -> None:
        super().drain_events(connection, timeout=min(timeout or LONGEST_LOOK, LONGEST_LOOK), **kwargs)
