"""What an officer sends through Zalo: short, what, by when, where. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from core.days import weekday, written
from plans.deadlines import DeadlineKind, find
from villages.totals import names

LONGEST = 400  # characters of the thing asked; a message on a phone is read in one look
_LEFT = 15  # characters; a sentence that is hardly more than its time is kept whole


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


_EMPTY = re.compile(
    r"\(\s*(?:hoàn thành|xong)?\s*\)|\b(?:hoàn thành|xong|thời hạn|thời gian)\s*:?\s*(?=[;.)]|$)", re.IGNORECASE
)
_DATED = (DeadlineKind.DATE, DeadlineKind.RANGE, DeadlineKind.QUARTER)  # what comes again stays in the sentence
_VERB = re.compile(r"gửi(?: báo cáo)?\b", re.IGNORECASE)
_LOOSE = re.compile(r"\s+(?=[,.;:)])|(?<=\()\s+|[,;:]\s*(?=[.;])|^[\s,;:.]+")


def without_deadlines(text: str, plan_year: int) -> str:
    """The sentence of a plan without its time: the day is said beside it, and an extension may have moved it."""
    out = text
    for found in reversed(find(text, plan_year=plan_year)):
        if found.rule.kind in _DATED:
            kept = _VERB.match(found.text)
            out = out[: found.start + (kept.end() if kept else 0)] + out[found.end :]
    if out == text:
        return text
    out = " ".join(_LOOSE.sub("", " ".join(_EMPTY.sub("", out).split())).split()).rstrip(" ,;:")
    return out[:1].upper() + out[1:] if len(out) >= _LEFT else text
