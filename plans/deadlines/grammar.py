"""From tokens to one rule. A wrong day is worse than a question: what does not fit becomes ``open`` with a question."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from plans.deadlines.dates import add_months, add_working_days, shift
from plans.deadlines.lexer import Token, tokens
from plans.deadlines.moments import READERS, Unclear, moments, number
from plans.deadlines.named import ASK, no_day, plain
from plans.deadlines.periodic import is_periodic, periodic
from plans.deadlines.phrase import Phrase, collect, resolve
from plans.deadlines.rule import DeadlineKind, DeadlineRule, Term, TermUnit

_CONDITIONS = ("TRIGGER", "ON_DEMAND", "PART")
_FATAL = ("VAGUE_TERM", "LUNAR", "WEEK_OF", "ABOUT", "DURATION", "AFTER", "TIMES")
_LEFTOVER = re.compile(r"\s*[/-]\s*(?:[0-9]|[ivx]+\b)|\.?[0-9]|\s+[0-9]{3,}|\s*,?\s*năm\s*[0-9]")
_UNREAD = re.compile(r"(?:tháng|quý|năm|ngày)\s*[0-9]|[0-9]\s*/\s*[0-9]|quý\s*[ivx]+\b")
_OTHER_TIME = "Ngoài “thường xuyên” còn nêu mốc khác. Có hạn nào phải theo dõi?"
# "Quý I và thường xuyên trong năm": two spans; what goes on all year does not end with the quarter.
_AND_ALWAYS = re.compile(
    r"(?:quý|tháng)\s[^;,]{1,20}?(?:\s+và|\s*[;,])\s+(?:thường xuyên|liên tục),?\s+(?:trong|suốt|cả)\s+(?:cả\s+)?năm"
)
_WHEN_HAPPENS = "Hạn tính theo một sự kiện chưa có ngày. Sự kiện ấy xảy ra ngày nào?"
# "ngày ban hành kế hoạch này", "khi kế hoạch được ban hành", "ngày kế hoạch có hiệu lực"
_PLAN_ISSUED = re.compile(
    r"(?:ngày|khi)?\s*(?:(?:ký\s+)?ban\s+hành\s+(?:bản\s+)?kế\s+hoạch(?:\s+này)?"
    r"|kế\s+hoạch(?:\s+này)?\s+(?:được\s+|có\s+)?(?:ký\s+ban\s+hành|ban\s+hành|ký|hiệu\s+lực))"
)
_LONGEST_TERM = 5000  # of its unit; a longer one is a slip of the pen
_DAY_KINDS = ("DAY", "DAY_MONTHS", "DAY_MONTH", "DAY_MONTH2", "ISO")


def read(text: str, plan_year: int | None, plan_date: date | None, holidays: Collection[date]) -> DeadlineRule:
    """The rule of a canonical phrase; raises Unclear with the question for the person."""
    phrase = Phrase(text, plan_year, plan_date, holidays, tokens(text))
    if not phrase.toks:
        raise Unclear(ASK)
    _refuse_leftovers(phrase)
    relative = next((i for i, t in enumerate(phrase.toks) if t.kind == "RELATIVE"), None)
    if relative is not None:
        return _counted_from(phrase, relative)
    fatal = next((t for t in phrase.toks if t.kind in _FATAL), None)
    if fatal:
        raise Unclear(f"“{fatal.text.strip()}” không nêu ngày cụ thể. Hạn là ngày nào?")
    collect(phrase)
    return _with_doubts(phrase, _decide(phrase))


def _refuse_leftovers(phrase: Phrase) -> None:
    """A number that touches a recognised time but was not read ("Quý II/20224") makes the whole phrase doubtful."""
    starts = {t.start for t in phrase.toks}
    at = 0
    for token in phrase.toks:
        if _UNREAD.search(phrase.text[at : token.start]):
            raise Unclear(f"Chưa hiểu “{phrase.text[at : token.start].strip()}”. Hạn là ngày nào?")
        at = token.end
        if token.kind in READERS:
            rest = _LEFTOVER.match(phrase.text, token.end)
            if rest and not any(token.end <= s < rest.end() for s in starts):
                raise Unclear(f"Chưa đọc hết “{phrase.text[token.start : rest.end() + 4].strip()}”. Hạn là ngày nào?")
    if _UNREAD.search(phrase.text[at:]):
        raise Unclear(f"Chưa hiểu “{phrase.text[at:].strip()}”. Hạn là ngày nào?")


def _counted_from(phrase: Phrase, index: int) -> DeadlineRule:
    """ "05 ngày làm việc kể từ ngày 10/5/2024": the first day is not counted (Bộ luật Dân sự 2015, Điều 147)."""
    token = phrase.toks[index]
    after = [t for t in phrase.toks[index + 1 :] if t.kind not in ("IN", "CITATION")]
    others = [t for t in phrase.toks[:index] if t.kind not in ("IN", "BY", "EXPECTED")]
    gap = phrase.text[token.end : after[0].start].strip() if after else ""
    if not others and all(t.kind == "TRIGGER" for t in after):
        return _counted_from_event(token, phrase.text[token.end :])
    if len(after) != 1 or others or after[0].kind not in _DAY_KINDS or gap not in ("", "ngày"):
        raise Unclear(_WHEN_HAPPENS)
    found = moments(after[0], phrase.plan_year)
    year = found[0].year or phrase.plan_year
    if len(found) != 1 or year is None:
        raise Unclear("Hạn được đếm từ ngày nào, năm nào?")
    first = found[0].span(year)[0]
    count, unit = _length(token)
    if unit is TermUnit.WORKING_DAY:
        due = add_working_days(first, count, phrase.holidays)
    else:
        due = add_months(first, count) if unit is TermUnit.MONTH else shift(first, count)
    if due is None:
        raise Unclear(ASK)
    return DeadlineRule(DeadlineKind.DATE, end=due, term=Term(count, unit, start=first))


def _counted_from_event(token: Token, rest: str) -> DeadlineRule:
    """ "05 ngày làm việc kể từ khi nhận được văn bản": open until somebody says when that was.

    Only "ban hành kế hoạch" means the plan itself; a bare "ban hành" may be of any paper, and is asked.
    """
    event, _, more = re.sub(r"[,;(\n]", ";", rest).partition(";")
    event = event.strip(" .)")
    if not event:
        raise Unclear(_WHEN_HAPPENS)
    count, unit = _length(token)
    issue = bool(_PLAN_ISSUED.fullmatch(event)) and not more.strip(" .)")
    return DeadlineRule(
        DeadlineKind.OPEN,
        question="" if issue else _WHEN_HAPPENS,
        term=Term(count, unit, event=event, from_issue=issue),
    )


def _length(token: Token) -> tuple[int, TermUnit]:
    """How long a counted term is, below 0 when it counts back ("05 ngày trước ngày …"); raises Unclear."""
    counted = re.sub(
        r"^(?:\s*(?:trong|sau|không\s+quá|chậm\s+nhất|là|vòng|thời\s+hạn|thời\s+gian|trước)\s)*", "", token.text
    )
    count = number(counted.strip())
    unit = re.search(r"ngày\s+làm\s+việc|ngày|tuần|tháng|giờ|năm(?!\))(?=\s*(?:kể|tính|sau|từ|trước|được|,))", counted)
    if unit is None or unit[0] == "giờ":
        raise Unclear("Hạn tính bằng giờ. Hạn là ngày nào?")
    if count > _LONGEST_TERM:
        raise Unclear(f"“{counted.strip()}” dài quá. Hạn là ngày nào?")
    if re.search(r"trước\s*$", token.text):
        count = -count
    if "làm việc" in token.text:
        return count * (5 if unit[0] == "tuần" else 1), TermUnit.WORKING_DAY
    if unit[0] in ("tháng", "năm"):
        return count * (12 if unit[0] == "năm" else 1), TermUnit.MONTH
    return count * (7 if unit[0] == "tuần" else 1), TermUnit.DAY


def _decide(phrase: Phrase) -> DeadlineRule:
    choice = phrase.has("EITHER") or any(t.kind in ("EVERY", "UNITS") and "hoặc" in t.text for t in phrase.toks)
    if choice and (phrase.blocks or not phrase.has("ON_DEMAND", "TRIGGER")):
        raise Unclear("Thời hạn có lựa chọn “hoặc”. Hạn là ngày nào?")
    if is_periodic(phrase):
        return _continuous(phrase) if _merely_yearly(phrase) else periodic(phrase)
    nonstop = next((t.text for t in phrase.toks if t.kind == "NONSTOP"), "")
    if nonstop.replace(" ", "") == "24/7" and not phrase.has("CONTINUOUS"):
        raise Unclear("“24/7” là ngày 24/7 hay là cả ngày lẫn đêm?")
    if phrase.has("CONTINUOUS", "NONSTOP") or any("suốt" in t.text for t in phrase.toks):
        return _continuous(phrase)
    if not phrase.blocks:
        if phrase.has("LATER") and phrase.plan_year is not None and not phrase.has("PART", "DAY_ONLY", "UNITS"):
            return DeadlineRule(DeadlineKind.RANGE, start=date(phrase.plan_year + 1, 1, 1))
        raise Unclear(_question_of(phrase))
    return plain(phrase)


def _merely_yearly(phrase: Phrase) -> bool:
    """ "thường xuyên, hằng năm": continuous work, nothing falls due within the year."""
    every = [t.text for t in phrase.toks if t.kind == "EVERY"]
    others = ("UNITS", "DAY_ONLY", "LAST_DAY", "WEEKDAYS", "COUNTED", "COUNTED2", "COUNTED3")
    yearly = every and all(text in ("hằng năm", "định kỳ hằng năm", "mỗi năm", "từng năm") for text in every)
    return bool(yearly) and phrase.has("CONTINUOUS") and not phrase.blocks and not phrase.has(*others)


def _question_of(phrase: Phrase) -> str:
    """What to ask when nothing in the phrase names a day."""
    if phrase.has("TRIGGER"):
        return "Hạn phụ thuộc một việc khác. Hạn là ngày nào?"
    if phrase.has("PERIODIC"):
        return "Định kỳ bao lâu một lần: tháng, quý, 6 tháng hay năm?"
    return no_day(phrase)


def _continuous(phrase: Phrase) -> DeadlineRule:
    """ "Thường xuyên": bounds only where the text names them; "trong năm" takes the plan's year."""
    if any(t.text.startswith("không") for t in phrase.toks if t.kind == "CONTINUOUS"):
        raise Unclear(ASK)
    if not phrase.blocks:
        other = phrase.has("DAY_ONLY", "UNITS")
        return DeadlineRule(DeadlineKind.CONTINUOUS, question=_OTHER_TIME if other else "")
    finish = [b for b in phrase.blocks if b.limit in ("before", "by") and b.items[0].unit == "day"]
    if finish:
        rule = plain(phrase)
        return replace(
            rule, question=rule.question or "Việc ghi “thường xuyên” nhưng có hạn cuối. Hạn ấy có đúng không?"
        )
    if len(phrase.blocks) > 1 or any(b.gap for b in phrase.blocks):
        return DeadlineRule(DeadlineKind.CONTINUOUS, question=_OTHER_TIME)
    block = phrase.blocks[0]
    if block.items[0].unit != "year" and _AND_ALWAYS.search(phrase.text):
        return DeadlineRule(DeadlineKind.CONTINUOUS, question=_OTHER_TIME)
    if block.items[0].unit == "year" and block.items[0].year is None and phrase.plan_year is None:
        return DeadlineRule(DeadlineKind.CONTINUOUS)
    spans = resolve(phrase, block)
    start: date | None = spans[0][0]
    end: date | None = spans[-1][1]
    if block.limit in ("until", "by") and not block.full:
        start = None
    if (block.limit == "from" and len(block.items) == 1) or phrase.has("LATER"):
        end = None
    if start and end and end < start:
        raise Unclear("Ngày cuối trước ngày đầu. Hạn đúng là ngày nào?")
    return DeadlineRule(DeadlineKind.CONTINUOUS, start=start, end=end)


def _with_doubts(phrase: Phrase, rule: DeadlineRule) -> DeadlineRule:
    """Keep what is crisp, and ask about the condition that stands beside it."""
    if rule.question or rule.kind is DeadlineKind.OPEN:
        return rule
    condition = next((t.text.strip() for t in phrase.toks if t.kind in _CONDITIONS), "")
    if condition:
        return replace(rule, question=f"Thời hạn còn kèm “{condition}”. Hạn đã hiểu có đúng không?")
    if phrase.has("EXPECTED"):
        return replace(rule, question="Thời hạn ghi là dự kiến. Có lấy làm hạn không?")
    past = rule.end or rule.start
    if past and phrase.plan_year and past.year < phrase.plan_year:
        return replace(rule, question=f"Năm {past.year} trước năm của kế hoạch. Năm ấy có đúng không?")
    return rule
