"""Labels that say who and when: "Cơ quan chủ trì: …; Đơn vị phối hợp: …; Thời gian hoàn thành: …; Sản phẩm: …"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from plans.deadlines import DeadlineRule
from plans.reading.draft import PartyReading
from plans.reading.parties import split_parties
from plans.reading.timing import Timing, whole
from plans.reading.words import fold, starts_with_unit

_WHO = r"(?:(?:cac )?(?:co quan|don vi|bo phan|ca nhan|to chuc)(?:,? (?:don vi|ca nhan|bo phan|to chuc))?)"
_LABELS: tuple[tuple[str, str], ...] = (
    ("coordinating", rf"(?:{_WHO} )?phoi hop(?: thuc hien| tham muu)?"),
    (
        "lead",
        rf"{_WHO} (?:chu tri|phu trach|thuc hien|chiu trach nhiem(?: chinh)?|tham muu|dau moi|duoc giao)(?: thuc hien|"
        rf" tham muu| chinh)?|chu tri(?: thuc hien| tham muu)?|"
        r"phan cong(?: thuc hien| nhiem vu)?|trach nhiem(?: thuc hien| chu tri)?|(?:nguoi|can bo|"
        r"cong chuc) (?:phu trach|thuc hien)|"
        r"dau moi(?: thuc hien)?|phu trach",
    ),
    ("time", r"(?:du kien )?(?:thoi gian|thoi han|tien do|thoi diem)(?: (?:thuc hien|hoan thanh|trien khai|to chuc|"
             r"ket thuc|bao cao|du kien|thuc hien va hoan thanh|va tien do)){0,3}|han hoan thanh|hoan thanh"),
    ("result", r"(?:du kien )?(?:san pham|ket qua)(?: (?:dau ra|dat duoc|can dat|thuc hien|du kien|hoan thanh|chu yeu|"
               r", san pham|/ ?san pham|san pham)){0,2}|dau ra"),
    ("channel", r"hinh thuc (?:cong khai|niem yet|cong bo)|dia diem (?:cong khai|niem yet)"),
    # Said of a duty, but neither who does it nor by when.
    ("other", rf"{_WHO} (?:giam sat|theo doi|kiem tra|tham dinh)|dia diem(?: to chuc| thuc hien)?|"
              r"thanh phan(?: tham du| tham gia)?|so luong"),
    ("budget", r"(?:du kien )?(?:kinh phi|nguon kinh phi)(?: thuc hien)?"),
)  # fmt: skip
_LABEL = re.compile(
    r"(?:^|(?<=[.;,(\n])\s*|(?<=[.;,(\n] )[-–+*•]\s*)(?:\*\s*)?(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _LABELS)
    + r")\s*:\s*"
)


@dataclass
class Labelled:
    """What the labels of a line say. `start` is where the first label begins; None where there is none."""

    start: int | None = None
    leads: tuple[PartyReading, ...] = ()
    coordinating: tuple[PartyReading, ...] = ()
    deadline_text: str = ""
    deadline: DeadlineRule | None = None
    result: str = ""
    channel: str = ""
    found: set[str] = field(default_factory=set)
    empty: bool = False


def read_labels(text: str, timing: Timing) -> Labelled:
    """Take the labels of one line or cell apart."""
    folded = fold(text)
    hits = list(_LABEL.finditer(folded))
    out = Labelled()
    if not hits:
        return out
    out.start = hits[0].start() + (len(hits[0][0]) - len(hits[0][0].lstrip()))
    for hit, following in zip(hits, [*hits[1:], None], strict=True):
        kind = str(hit.lastgroup)
        value = text[hit.end() : following.start() if following else len(text)].strip(" \n;,–-")
        out.found.add(kind)
        if kind == "lead":
            out.leads = split_parties(value)
        elif kind == "coordinating":
            out.coordinating = split_parties(value)
        elif kind == "time":
            out.deadline_text, out.deadline = whole(value.strip(" .)"), timing)
        elif kind == "result":
            out.result = value.strip(" .")
        elif kind == "channel":
            out.channel = value
    return out


# "Giao Phòng Nội vụ chủ trì, phối hợp với … thực hiện. Thời gian: …" below a group of duties: an order without a work
# of its own speaks for the lines above it.
_ORDER = re.compile(
    r"^\(?(?:(?:giao|phan cong) )?(?P<lead>[^.;:()]{3,160}?) (?:chu tri|phu trach)(?:(?: va|"
    r",)? phoi hop (?:voi |cung )?"
    r"(?P<with>[^.:()]{3,240}?))?,? (?:to chuc |trien khai |tham muu )*thuc hien(?: (?:cac )?(?:noi dung|nhiem vu)"
    r"(?: nay| tren| neu tren)?)?(?:[.;,] ?(?:thoi gian|thoi han)(?: [a-z]+ [a-z]+)? ?:? ?(?P<time>[^.;()]{3,80}))?"
    r"\s*\)?[.;]?\)?$"
)


# "- Hoàn thành trước ngày 30/4/2024." as a line of its own.
_ONLY_DUE = re.compile(r"^(hoan thanh (?:truoc|trong|cham nhat|vao) [^.;:]{3,50})[.;]?$")


def read_order(text: str, timing: Timing) -> Labelled | None:
    """The assignment a closing order gives; None where the line is a duty of its own."""
    text = text.strip()
    due = _ONLY_DUE.match(fold(text))
    if due:
        out = Labelled(start=0, found={"time"})
        out.deadline_text, out.deadline = whole(text[: due.end(1)], timing)
        return out
    found = _ORDER.match(fold(text)) if len(text) < 500 else None
    if not found or not starts_with_unit(text[found.start("lead") :]):
        return None

    def printed(name: str) -> str:
        start, end = found.span(name)
        return text[start:end] if start >= 0 else ""

    out = Labelled(start=0, leads=split_parties(printed("lead")), coordinating=split_parties(printed("with")))
    out.deadline_text, out.deadline = whole(printed("time"), timing)
    out.found = {"lead"}
    return out
