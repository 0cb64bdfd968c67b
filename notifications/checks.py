"""Settings that would be found wrong only by the first text."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

GATEWAYS = ("none", "file", "http")


@register()
def sms_settings(**_: Any) -> list[CheckMessage]:
    problems: list[CheckMessage] = []

    def wrong(hint: str) -> None:
        problems.append(Error(hint, id="notifications.E001"))

    if settings.SMS_GATEWAY not in GATEWAYS:
        wrong(f"SMS_GATEWAY phải là một trong: {', '.join(GATEWAYS)}.")
    if settings.SMS_GATEWAY == "http":
        if not settings.SMS_URL.startswith(("https://", "http://")):
            wrong("SMS_GATEWAY=http cần SMS_URL bắt đầu bằng https:// (hoặc http:// trong mạng nội bộ).")
        if settings.SMS_METHOD not in ("POST", "PUT"):
            wrong("SMS_METHOD phải là POST hoặc PUT.")
        if "{phone}" not in settings.SMS_BODY or "{text}" not in settings.SMS_BODY:
            wrong("SMS_BODY phải có {phone} và {text}.")
        if settings.SMS_HEADER and ":" not in settings.SMS_HEADER:
            wrong("SMS_HEADER phải có dạng “Tên: giá trị”.")
        try:
            re.compile(settings.SMS_SUCCESS_PATTERN)
        except re.error:
            wrong("SMS_SUCCESS_PATTERN không phải biểu thức chính quy hợp lệ.")
    return problems
