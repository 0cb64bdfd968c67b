"""The queue in files, while it is being written and read at once."""

from __future__ import annotations

import os
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from kombu import Connection

from config.broker import Transport


def test_a_message_is_taken_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = str(tmp_path)
    options = {"data_folder_in": folder, "data_folder_out": folder, "control_folder": folder}
    with Connection(transport=Transport, transport_options=options) as connection:
        channel = connection.default_channel
        replace, seen = os.replace, []

        def look_first(*paths: Any) -> None:
            with pytest.raises(Empty):
                channel._get("work")
            seen.append(paths)
            replace(*paths)

        monkeypatch.setattr(os, "replace", look_first)
        channel._put("work", {"body": "việc"})
        assert seen
        assert channel._get("work") == {"body": "việc"}
    assert not list(tmp_path.glob("*.part"))
