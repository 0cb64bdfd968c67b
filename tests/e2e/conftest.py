"""Browser journeys: Debian's Chromium, the live server, and a page that must stay free of script errors."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import expect

# Playwright's synchronous interface holds an event loop, which Django would take for an asynchronous caller.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

PATIENCE = 60_000  # milliseconds a journey waits for what it looks for; a busy machine needs some of them
expect.set_options(timeout=PATIENCE)
HERE = Path(__file__).parent
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("e2e")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A file, as in an office: an open page asks several things at once, and SQLite in memory locks whole tables."""
    database = connections["default"]
    if database.vendor == "sqlite":
        database.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "portal.sqlite3")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, "Cần gói chromium của Debian (scripts/test tự cài khi được phép)."
    return {**browser_type_launch_args, "executable_path": chromium, "args": CHROMIUM_ARGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "reduced_motion": "reduce",  # a click waits until nothing moves any more
    }


@pytest.fixture(scope="session")
def base_url(live_server: Any) -> str:
    """`page.goto("/…")` opens the live server."""
    return str(live_server.url)


@pytest.fixture(autouse=True)
def _no_script_errors(context: Any) -> Iterator[None]:
    """A script error or a breach of the content security policy fails the journey it happened in."""
    errors: list[str] = []

    def note_console(message: Any) -> None:
        # A refused form (422) or page (403) is reported by the browser as an error though it is meant.
        if message.type == "error" and "Failed to load resource" not in message.text:
            errors.append(message.text)

    context.set_default_timeout(PATIENCE)
    context.on("console", note_console)
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield
    assert not errors, "Lỗi trong trình duyệt: " + " | ".join(errors)
