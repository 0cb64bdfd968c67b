"""What an officer sends through Zalo: short, what, by when, where. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from core.days import weekday, written
from villages.totals import names

LONGEST = 400  # characters of the thing asked; a message on a phone is read in one look


def short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _day(due_on: dt.date) -> str:
    return f"{weekday(due_on)}, {written(due_on)}"


def personal_text(office: str, village: str, holder: str, what: str, due_on: dt.date, link: str = "") -> str:
    """For one village head. Without a `link` it says where his own is: the portal keeps none it could repeat."""
    who = f"Kính gửi ông/bà {holder} ({village})." if holder else f"Kính gửi {village}."
    ask = f"{office[:1].upper()}{office[1:]} nhờ: {short(what)}"
    return "\n".join([who, _ended(ask), f"Hạn: {_day(due_on)}.", _where(link)])


def _where(link: str) -> str:
    if link:
        return f"Mở đường dẫn riêng này để trả lời, không cần mật khẩu: {link}\nXin giữ lại để dùng cho lần sau."
    return "Ông/bà mở đường dẫn riêng đã được gửi (trong Zalo hoặc trên tờ giấy có mã QR) để trả lời."


def group_text(office: str, what: str, due_on: dt.date, owing: Sequence[str] = ()) -> str:
    """For the group of all village heads; no link in it opens anybody's page."""
    lines = [
        "Kính gửi các ông/bà trưởng thôn, tổ trưởng.",
        _ended(f"{office[:1].upper()}{office[1:]} nhờ: {short(what)}"),
        f"Hạn: {_day(due_on)}.",
        "Mỗi ông/bà mở đường dẫn riêng đã được gửi để trả lời.",
    ]
    if owing:
        lines.append(f"Còn chờ: {names(owing)}.")
    return "\n".join(lines)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."
