"""What was understood, said back in Vietnamese; dates as Nghị định 30/2020 writes them (01/4/2024)."""

from __future__ import annotations

from datetime import date

from plans.deadlines.dates import written, written_month
from plans.deadlines.rule import DeadlineKind, DeadlineRule, Term, TermUnit
from plans.deadlines.schedule import last_day

_DAYS = {
    "MO": "thứ Hai",
    "TU": "thứ Ba",
    "WE": "thứ Tư",
    "TH": "thứ Năm",
    "FR": "thứ Sáu",
    "SA": "thứ Bảy",
    "SU": "Chủ nhật",
}
_NTH = {"1": "đầu tiên", "2": "thứ hai", "-1": "cuối cùng"}


def label(rule: DeadlineRule) -> str:
    """A short Vietnamese sentence for the person who typed the phrase; never empty."""
    if rule.kind is DeadlineKind.OPEN:
        return _term(rule.term) if rule.term else "chưa có ngày cụ thể"
    if rule.kind is DeadlineKind.RECURRING:
        text = "; ".join(_recurring(part.strip(), rule.exclusive) for part in (rule.rrule or "").split("|"))
        return text + _bounds(rule)
    if rule.kind is DeadlineKind.CONTINUOUS:
        return "thường xuyên" + _bounds(rule)
    if rule.kind is DeadlineKind.DATE:
        return _day(rule)
    if rule.repeats and len(rule.periods) > 1:
        return "mỗi kỳ một kết quả: " + ", ".join(written(end) for _, end in rule.periods)
    return _span(rule)


def _term(term: Term) -> str:
    unit = {TermUnit.DAY: "ngày", TermUnit.WORKING_DAY: "ngày làm việc", TermUnit.MONTH: "tháng"}[term.unit]
    words = "ngày ban hành kế hoạch" if term.from_issue else term.event
    return f"{abs(term.count):02d} {unit} {'trước' if term.count < 0 else 'kể từ'} {words}"


def _day(rule: DeadlineRule) -> str:
    if rule.end is None:
        return "chưa có ngày cụ thể"
    if rule.exclusive:
        return f"trước ngày {written(rule.end)} (chậm nhất {written(last_day(rule) or rule.end)})"
    return f"chậm nhất ngày {written(rule.end)}"


def _span(rule: DeadlineRule) -> str:
    if rule.start is None and rule.end is None:
        return "chưa có ngày cụ thể"
    if rule.end is None and rule.start is not None:
        return f"từ {written(rule.start)} trở đi, kiểm điểm vào 31/12 hằng năm"
    if rule.start is None:
        return f"đến hết ngày {written(last_day(rule) or date.max)}"
    return f"{written(rule.start)} – {written(last_day(rule) or date.max)}"


def _bounds(rule: DeadlineRule) -> str:
    start, end = rule.start, rule.end
    if start and end:
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
            return f" trong năm {start.year}" if start.year == end.year else f" từ năm {start.year} đến năm {end.year}"
        return f", {written(start)} – {written(end)}"
    if start:
        return f" từ {written(start)}"
    return f" đến hết ngày {written(end)}" if end else ""


def _recurring(part: str, exclusive: bool) -> str:
    terms = dict(term.split("=", 1) for term in part.split(";") if "=" in term)
    interval = int(terms.get("INTERVAL", "1"))
    months = [int(m) for m in terms["BYMONTH"].split(",")] if "BYMONTH" in terms else []
    base = _base(terms.get("FREQ", ""), interval, months)
    when = _when(terms, months, exclusive)
    return f"{base}, {when}" if when else base


def _base(freq: str, interval: int, months: list[int]) -> str:
    if (freq == "MONTHLY" and interval == 3) or months in ([3, 6, 9, 12], [1, 4, 7, 10], [2, 5, 8, 11]):
        return "mỗi quý"
    unit = {"DAILY": "ngày", "WEEKLY": "tuần", "MONTHLY": "tháng", "YEARLY": "năm"}.get(freq, "kỳ")
    return f"mỗi {interval} {unit}" if interval > 1 else f"mỗi {unit}"


def _when(terms: dict[str, str], months: list[int], exclusive: bool) -> str:
    of_months = ("tháng " if len(months) == 1 else "các tháng ") + ", ".join(str(m) for m in months) if months else ""
    if "BYDAY" in terms:
        return _weekdays(terms, of_months, exclusive)
    days = [int(d) for d in terms.get("BYMONTHDAY", "").split(",") if d]
    if not days:
        if terms.get("FREQ") in ("DAILY", "WEEKLY"):
            return ""
        return f"hạn cuối {of_months}" if of_months else "hạn cuối kỳ"
    if days == [-1]:
        return f"ngày cuối cùng của {of_months or 'tháng'}"
    names = ["ngày cuối tháng" if d == -1 else f"{d:02d}" for d in days]
    if exclusive and min(days) > 1:
        return f"chậm nhất ngày {', '.join(f'{d - 1:02d}' for d in days)} {of_months}".rstrip()
    lead = "trước ngày" if exclusive else "chậm nhất ngày"
    if len(days) == 1 and len(months) == 1:
        return f"{lead} {names[0]}/{written_month(months[0])}"
    return f"{lead} {', '.join(names)} {of_months}".rstrip()


def _weekdays(terms: dict[str, str], of_months: str, exclusive: bool) -> str:
    names = terms["BYDAY"].split(",")
    lead = "trước " if exclusive else ""
    if terms.get("BYSETPOS"):
        return f"{lead}ngày làm việc cuối cùng của {of_months or 'tháng'}"
    return lead + ", ".join(f"{_DAYS[n[-2:]]} {_NTH.get(n[:-2], '')}".strip() for n in names)
