"""Explicit duties to disclose or post (Luật 10/2022/QH15, chương II): what, where, when."""

from __future__ import annotations

import re
from dataclasses import replace

from documents.official import Block, BlockKind, OfficialDocument, RowKind
from plans.reading.draft import DisclosureReading, Place, Role
from plans.reading.sections import Outline, blocks_of, plain_heading
from plans.reading.taskbook import TaskBook
from plans.reading.timing import Timing
from plans.reading.words import lower

_SCAN = frozenset({Role.CONTENT, Role.ORGANISATION, Role.DISCLOSURE})
_VERB = re.compile(r"\b(?:niêm yết công khai|công khai,? niêm yết|niêm yết,? công khai|công khai|niêm yết)\b")
# Where a clause with a duty may begin: the start of a sentence part, or behind a verb that takes "công khai".
_CLAUSE_START = re.compile(r"(?:^|[.;:]|(?:\bthực hiện|\bhướng dẫn|\bvà|\b(?:bảo đảm|đảm bảo|thực hiện) việc))$")
# Manner between the verb and what is disclosed.
_MANNER = re.compile(
    r"^(?:(?:,\s*)?(?:minh bạch|rõ ràng|đầy đủ|kịp thời|dễ tiếp cận|liên tục|thường xuyên|đúng quy định|rõ|"
    r"và)(?!\w)[\s,]*)+"
)
_CHANNEL_NOUN = (
    r"(?:cổng|trang|cơ sở dữ liệu|bảng niêm yết|bảng tin|trụ sở|nhà văn hóa|nhà văn hoá|đài|"
    r"hệ thống (?:truyền thanh|thông tin|loa)|"
    r"loa|bộ phận|điểm|khu dân cư|tổ dân phố|"
    r"phương tiện|(?<=các )(?:cơ quan|đơn vị)|nơi tiếp|trung tâm|niêm yết|phiếu|zalo|mạng xã hội|website|thôn|ấp)"
)
_CHANNEL_START = re.compile(rf"(?:^|[\s;,])(?:trên|tại|thông qua|qua|ở)\s+(?=(?:các |toàn bộ )?{_CHANNEL_NOUN})")
_ITEM_END = re.compile(
    rf"[;.(](?:\s|$)|\(|:\s|\s(?:trên|tại)\s+(?:các )?{_CHANNEL_NOUN}|\s(?:để|nhằm|đảm bảo|bảo đảm|thuận lợi|theo|"
    rf"kịp thời|phù hợp|thuộc phạm vi)\s"
)
_POSTING = re.compile(
    r"^(?:(?:thường xuyên|kịp thời|thực hiện|tiếp tục)[, ]+)?(?P<verbs>(?:(?:cập nhật|đăng tải|cung cấp|"
    r"thông tin(?!,? tuyên truyền))(?:,\s|\s+và\s+)?)+)"
)
_ON_PORTAL = re.compile(r"\btrên (?:các )?(?:cổng|trang) (?:thông tin|dịch vụ)")
_OFTEN = re.compile(r"\b(?:hằng|hàng) (?:năm|quý|tháng|tuần)\b")


def read_disclosures(
    document: OfficialDocument, outline: Outline, book: TaskBook, timing: Timing
) -> tuple[DisclosureReading, ...]:
    """Items with their own "Hình thức công khai" line, and clauses that order a disclosure."""
    out: list[DisclosureReading] = []
    channel_lines = {place for place, _text in book.channels.values()}
    times = {task.place: task.deadline_text for task in book.tasks if task.place.row is not None}
    for place, block in blocks_of(document):
        role = outline.roles.get(place, Role.OTHER)
        if place in book.channels:
            out.append(_itemised(place, block, book.channels[place][1], timing))
        elif place in book.disclosed or place in channel_lines or role not in _SCAN:
            continue
        elif block.kind is BlockKind.PARAGRAPH and block.text:
            out += _in_text(place, block.text, timing)
        elif block.table is not None:
            for index, row in enumerate(block.table.rows):
                if row.kind is not RowKind.DATA:
                    continue
                at = replace(place, row=index)
                for cell in row.cells:
                    if cell and re.match(r"(?:niêm yết|công khai)\b", lower(cell)):
                        found = _in_text(at, " ".join(cell.split()), timing)[:1]
                        own = (
                            times.get(at, "")
                            if re.match(r"thường xuyên|hằng|hàng|định kỳ", lower(times.get(at, "")))
                            else ""
                        )
                        out += [
                            replace(item, frequency=item.frequency or own, deadline=timing.parse(own)) for item in found
                        ]
    return tuple(out)


def _itemised(place: Place, block: Block, channel: str, timing: Timing) -> DisclosureReading:
    text = plain_heading(block.text)
    brackets = re.findall(r"\(([^()]{6,160})\)", block.text)
    frequency = next(
        (
            found
            for found in brackets
            if re.match(r"(?:công khai|trong năm|thường xuyên|liên tục|hằng|hàng|định kỳ|ngay sau|từ )", lower(found))
        ),
        "",
    )
    item = re.split(r"\s*\(|;\s|\.\s", text)[0]
    if not frequency:
        spoken = re.search(
            r"\btừ (?:lúc|khi) [^;.()]{3,60}? đến (?:hết|khi) [\w]+(?: (?!đối|của|cho|với|trên)[\w]+)?", channel
        )
        frequency = spoken[0].strip() if spoken else ""
    return DisclosureReading(
        place=place,
        item=_short(item),
        channels=split_channels(channel),
        frequency=frequency,
        deadline=timing.parse(frequency) if frequency else None,
    )


_CONNECTOR = re.compile(r"\s(?:đối với|thuộc|tại|có thẩm quyền|kịp thời|kèm theo|theo|trên địa bàn)\s")


def _short(item: str) -> str:
    """A long item ends where its qualification begins: the item is a name, the whole text stands beside it."""
    item = re.split(r"\s(?:kịp thời )?để (?:người|nhân)\s", item, flags=re.IGNORECASE)[0].strip(" .,")
    if len(item) <= 100:
        return item
    found = _CONNECTOR.search(item, 40)
    return item[: found.start()].strip(" ,") if found else item


_CHANNEL_BREAK = re.compile(
    r";|\s+và\s+(?=(?:trên|tại|niêm yết|đăng tải|trụ sở|Đài|đài|cổng|Cổng|hệ thống|trang|Trang|nhà văn h[óo][aá]|bảng|"
    r"[Bb]ộ phận [TtMm])\b)|"
    r",\s*(?=(?:trên|tại|nhà văn|trụ sở|Trụ sở|Đài|đài|khu dân cư|tổ dân phố|thôn|hệ thống|cổng|Cổng|trang|Trang|bảng|"
    r"[Bb]ộ phận [TtMm])\b)"
)
_CHANNEL_LEAD = re.compile(
    r"^\s*(?:đồng thời,?\s+|lồng ghép\s[^;]{0,60}?\svào\s+|và\s+|(?:công khai|niêm yết|đăng tải)\s+(?=(?:trên|"
    r"tại)\b)|(?:trên|"
    r"tại|thông qua|qua|ở)\s+)",
    re.IGNORECASE,
)


def split_channels(text: str) -> tuple[str, ...]:
    """ "Trên bảng niêm yết …; công khai trên Trang …; tại trụ sở A, trụ sở B" → each place by itself."""
    text = re.sub(r"\([^()]*(?:\)|$)|\.{2,}|…", "", text)
    pieces: list[str] = []
    for printed in _CHANNEL_BREAK.split(text):
        pieces += _channel(printed, pieces)
    return tuple(pieces)


def _channel(printed: str, known: list[str]) -> list[str]:
    chunk = printed.strip(" .,;:")
    while lead := _CHANNEL_LEAD.match(chunk):
        if lead.end() >= len(chunk):
            break
        chunk = chunk[lead.end() :]
    chunk = re.sub(r"\s+của người dân,.*$", "", chunk).strip(" .,;:")
    return [chunk] if chunk and chunk not in known else []


def _in_text(place: Place, text: str, timing: Timing) -> list[DisclosureReading]:
    text = text[:6000]
    plain = lower(text)
    posted = _posted(place, text, plain, timing)
    if posted:
        return posted
    out: list[DisclosureReading] = []
    last = 0
    for verb in _VERB.finditer(plain):
        before = plain[: verb.start()].rstrip()
        if verb.start() < last or not _CLAUSE_START.search(before):
            continue
        start = verb.end()
        manner = _MANNER.match(plain[start:].lstrip(" ,"))
        start += len(plain[start:]) - len(plain[start:].lstrip(" ,"))
        if manner:
            start += manner.end()
        rest = text[start:]
        stop = _ITEM_END.search(lower(f"{rest} "))
        head = rest[: stop.start()] if stop else rest
        sentence = re.search(r"[;.](?:\s|$)", rest[len(head) :])
        clause = rest[: len(head) + sentence.start()] if sentence else rest
        # Verb and object stand together as printed; behind words of manner or another verb only the object is the item.
        whole = not manner and not before.endswith("và")
        printed = text[verb.start() : start + len(head)].strip(" ,;.")
        head = head.strip(" ,;.")
        head = re.sub(r"^(?:các|những) (?:thông tin|nội dung) về\s+", "", head)
        if len(head) < (3 if whole and not verb.start() else 6) or re.match(
            r"(?:trên|tại|hóa|hoá|trong|theo|để|thông tin đầy đủ$)", lower(head)
        ):
            continue
        item = _short(printed if whole else head)
        often = _OFTEN.search(lower(head))
        frequency = head[often.start() : often.end()] if often else ""
        channels = split_channels(_channel_text(clause))
        out.append(DisclosureReading(place, item, channels, frequency, timing.parse(frequency) if frequency else None))
        last = start + len(head)
        if ";" not in clause and stop and rest[stop.start() : stop.start() + 1] == ";":
            second = re.match(r";\s*((?:các|những)\s[^;:.]{8,120}):", rest[stop.start() :])
            if second:
                tail = rest[stop.start() + second.end() :]
                out.append(DisclosureReading(place, _short(second[1]), split_channels(_channel_text(tail)), frequency))
    return out


def _posted(place: Place, text: str, plain: str, timing: Timing) -> list[DisclosureReading]:
    """ "Thường xuyên cập nhật … trên Cổng thông tin điện tử": what is put on a portal is disclosed."""
    start = _POSTING.match(plain)
    portal = _ON_PORTAL.search(plain) if start else None
    if not start or not portal or portal.start() > 300:
        return []
    at = start.start("verbs")
    if len(re.findall(r"cập nhật|đăng tải|cung cấp|thông tin", start["verbs"])) > 1:
        at = start.end()
        manner = re.match(r"(?:(?:kịp thời|đầy đủ|thường xuyên|và|các)(?!\w)[\s,]*)+", plain[at:])
        at += manner.end() if manner else 0
    item = re.split(r";|,\s(?=các\s)", text[at : portal.start()])[0].strip(" ,")
    frequency = "Thường xuyên" if plain.startswith("thường xuyên") else ""
    channels = split_channels(_channel_text(text[portal.start() :]))
    return [DisclosureReading(place, _short(item), channels, frequency, timing.parse(frequency) if frequency else None)]


def _channel_text(clause: str) -> str:
    """The places named in a clause, from the first "tại" or "trên" that names one."""
    found = _CHANNEL_START.search(lower(clause))
    if not found:
        return ""
    tail = clause[found.end() :]
    stop = re.search(r"[.](?:\s|$)|\s(?:để|nhằm|theo|đảm bảo|bảo đảm|về)\s|…|\.{3}", tail)
    return tail[: stop.start()] if stop else tail
