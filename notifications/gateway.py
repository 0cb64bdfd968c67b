"""The gateway that texts (SMS) go through: a folder, or a provider's HTTP address. Knows no rows."""

from __future__ import annotations

import datetime as dt
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

Gateway = Callable[[str, str, str], None]  # phone, text, a reference that stays the same when it is sent once more
LONGEST_ANSWER = 20_000


class GatewayAway(Exception):
    """Nobody answers, or it is about our account: the sweep stops and tries later."""


class TextRefused(Exception):
    """The gateway answered and did not take this text."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The secret goes to the address of the settings and to no other."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def gateway_of(settings: Any) -> Gateway:
    """By SMS_GATEWAY: "file" or "http"; system check notifications.E001 refuses anything else at start."""
    if settings.SMS_GATEWAY == "file":
        folder = Path(settings.SMS_FOLDER)
        return lambda phone, text, reference: _write_file(folder, phone, text, reference)
    return lambda phone, text, reference: _send_http(settings, phone, text, reference)


def _write_file(folder: Path, phone: str, text: str, reference: str) -> None:
    """One file a text, named by its reference: written twice it is one file."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        words = {"phone": phone, "text": text, "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds")}
        (folder / f"{reference}.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
    except OSError as error:
        raise GatewayAway("Không ghi được vào thư mục tin nhắn.") from error


def filled(body: str, content_type: str, phone: str, text: str, reference: str) -> bytes:
    """The body of the settings with its placeholders filled, escaped as JSON or as a form."""

    def escaped(value: str) -> str:
        return json.dumps(value, ensure_ascii=False)[1:-1] if "json" in content_type else urllib.parse.quote_plus(value)

    values = {"{phone}": phone, "{text}": text, "{reference}": reference}
    return re.sub(r"\{(?:phone|text|reference)\}", lambda found: escaped(values[found[0]]), body).encode()


def _send_http(settings: Any, phone: str, text: str, reference: str) -> None:
    body = filled(settings.SMS_BODY, settings.SMS_CONTENT_TYPE, phone, text, reference)
    headers = {"Content-Type": settings.SMS_CONTENT_TYPE}
    name, _, value = settings.SMS_HEADER.partition(":")
    if name.strip():
        headers[name.strip()] = value.strip()
    request = urllib.request.Request(settings.SMS_URL, data=body, headers=headers, method=settings.SMS_METHOD)
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=settings.SMS_TIMEOUT) as answer:
            said = answer.read(LONGEST_ANSWER).decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        if error.code in (400, 404, 409, 413, 422):
            raise TextRefused(f"Cổng tin nhắn không nhận ({error.code}).") from error
        raise GatewayAway(f"Cổng tin nhắn trả lời {error.code}.") from error
    except (OSError, ValueError) as error:
        raise GatewayAway("Không kết nối được cổng tin nhắn.") from error
    if settings.SMS_SUCCESS_PATTERN and not re.search(settings.SMS_SUCCESS_PATTERN, said):
        raise TextRefused("Cổng tin nhắn trả lời không như mong đợi.")
