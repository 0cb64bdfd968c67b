"""Explicit duties to disclose or post (Luật 10/2022/QH15, chương II): what, where, when."""

from __future__ import annotations

import re
from dataclasses import replace

from documents.official import Block, BlockKind, OfficialDocument, RowKind
from plans.reading.draft import DisclosureReading, Place, Role
from plans.reading.sections import Outline, blocks_of, plain_heading
from plans.reading.tasks import TaskBook
from plans.reading.timing import Timing
from plans.reading.words import fold

_VERB = re.compile(r"\b(?:niem yet cong khai|cong khai,? niem yet|niem yet,? cong khai|cong khai|niem yet)\b")
# "được công khai", "hình thức công khai", "Công khai, minh bạch" as a virtue: said about disclosing, not a duty to do it.
_NOT_BEFORE = re.compile(r"(?:\bduoc|\bhinh thuc|\bviec|\bnoi dung|\bthoi gian|\bdia diem|\bve|\bphai|\bquy dinh|\bbao dam|\bcong bo|\btinh|\bkip thoi|,|\bbang niem yet|\bbang|\bdiem)$")
_VIRTUE = re.compile(r"^,? ?(?:,? ?minh bach)?(?:,? (?:day du|kip thoi|ro rang|de tiep can|dung quy dinh))*[,;.]?(?: ?(?:,|va) )?\s*(?:$|trong\b|theo\b|de\b|hoa\b)")
_FILLER = re.compile(r"^(?:,? ?minh bach|,? ?ro rang|,? ?day du|,? ?kip thoi|,? ?de tiep can|,? ?lien tuc|,? ?thuong xuyen|,? ?va|,)+\s+")
_CHANNEL_START = re.compile(r"(?:^|[\s;,])(?:tren|tai|thong qua|qua|o)\s+(?=\S)")
_ITEM_END = re.compile(r"[;.(](?:\s|$)|\(|\s(?:tren|tai)\s|\s(?:de|nham|dam bao|bao dam|thuan loi|theo|kip thoi|phu hop)\s|:\s")
_POSTING = re.compile(
    r"^(?:(?:thuong xuyen|kip thoi|thuc hien|tiep tuc)[, ]+)?(?:cap nhat|dang tai|cung cap|thong tin)\b(?!,? tuyen truyen).{10,260}?\btren (?:cac )?(?:cong|trang) (?:thong tin|dich vu)"
)
_CHANNEL_NOUN = re.compile(
    r"\b(?:cong (?:thong tin|dich vu)|trang (?:thong tin|dich vu)|bang niem yet|bang tin|tru so|nha van hoa|dai (?:truyen thanh|phat thanh)|he thong (?:truyen thanh|thong tin)|loa|"
    r"bo phan|diem|khu dan cu|to dan pho|phuong tien thong tin|noi tiep|trung tam|niem yet|phieu|dong thanh tap|zalo|mang xa hoi|website|thon|ap)\b"
)
_SCAN = frozenset({Role.CONTENT, Role.ORGANISATION, Role.DISCLOSURE})


def read_disclosures(document: OfficialDocument, outline: Outline, book: TaskBook, timing: Timing) -> tuple[DisclosureReading, ...]:
    """Items with their own "Hình thức công khai" line, and clauses that order a disclosure."""
    out: list[DisclosureReading] = []
    for place, block in blocks_of(document):
        role = outline.roles.get(place, Role.OTHER)
        if place in book.channels:
            out.append(_itemised(place, block, book.channels[place][1], timing))
        elif place in book.disclosed or role not in _SCAN:
            continue
        elif block.kind is BlockKind.PARAGRAPH and block.text:
            out += _in_text(place, block.text, timing)
        elif block.table is not None:
            for index, row in enumerate(block.table.rows):
                if row.kind is RowKind.DATA:
                    for cell in row.cells:
                        if cell and re.match(r"(?:niem yet|cong khai)\b", fold(cell)):
                            out += _in_text(replace(place, row=index), " ".join(cell.split()), timing)[:1]
    return tuple(out)


def _itemised(place: Place, block: Block, channel: str, timing: Timing) -> DisclosureReading:
    text = plain_heading(block.text)
    brackets = re.findall(r"\(([^()]{6,160})\)", block.text)
    frequency = next((found for found in brackets if re.match(r"(?:cong khai|trong nam|thuong xuyen|lien tuc|hang|dinh ky|ngay sau|tu )", fold(found))), "")
    item = re.split(r"\s*\((?=[^()]*\))|;\s", text)[0] if frequency else re.split(r";\s|\.\s", text)[0]
    item = re.split(r",?\s+(?:có thẩm quyền|kịp thời để|theo đúng|kèm theo|đối với các dự án)\b", item)[0]
    if not frequency:
        spoken = re.search(r"\b(từ lúc [^;.()]{3,40}? đến hết [\wà-ỹ]+(?: [\wà-ỹ]+)?)", channel)
        frequency = spoken[1].strip() if spoken else ""
        frequency = re.sub(r"\s+(?:đối|của|cho|với)$", "", frequency)
    return DisclosureReading(
        place=place,
        item=item.strip(" .,"),
        channels=split_channels(channel),
        frequency=frequency,
        deadline=timing.parse(frequency) if frequency else None,
    )


def split_channels(text: str) -> tuple[str, ...]:
    """"Trên bảng niêm yết …; công khai trên Trang …; tại trụ sở A, trụ sở B" → each place by itself."""
    text = re.sub(r"\([^()]*\)", "", text)
    pieces: list[str] = []
    for chunk in re.split(r";|\s+và\s+(?=(?:trên|tại|niêm yết)\b)|,\s*(?=(?:trên|tại|nhà|trụ sở|Đài|khu dân cư|tổ dân phố|thôn)\b)|\s+và\s+(?=(?:trụ sở|Đài|cổng|Cổng|hệ thống|trang|Trang)\b)|,\s*(?=hệ thống\b)", text):
        chunk = re.sub(r"\.{2,}|…", "", chunk)
        chunk = re.sub(r"^\s*(?:đồng thời,?|lồng ghép [^;]{0,60}? vào|và|kịp thời)\s+", "", chunk.strip(" .,;:"), flags=re.IGNORECASE)
        chunk = re.sub(r"^(?:công khai|niêm yết)\s+(?=(?:trên|tại)\b)", "", chunk, flags=re.IGNORECASE)
        chunk = re.sub(r"^(?:trên|tại|thông qua|qua|ở)\s+", "", chunk, flags=re.IGNORECASE)
        chunk = re.sub(r"\s+của người dân,.*$", "", chunk)
        if chunk.strip(" .,;:"):
            pieces.append(chunk.strip(" .,;:"))
    return tuple(pieces)


def _in_text(place: Place, text: str, timing: Timing) -> list[DisclosureReading]:
    folded = fold(text)
    found = _POSTING.match(folded)
    if found:
        channel_at = re.search(r"\btren (?:cac )?(?:cong|trang) ", folded)
        start = re.match(r"^(?:(?:thuong xuyen|kip thoi|thuc hien|tiep tuc)[, ]+)?(?:cap nhat,? ?(?:cung cap|dang tai)?|dang tai|cung cap|thong tin)(?:,? (?:kip thoi|day du|cac))*\s*", folded)
        if channel_at and start:
            item = text[start.end() : channel_at.start()].strip(" ,")
            channels = split_channels(_channel_text(text[channel_at.start() :]))
            frequency = "Thường xuyên" if folded.startswith("thuong xuyen") else ""
            return [DisclosureReading(place, item, channels, frequency, timing.parse(frequency) if frequency else None)]
    out: list[DisclosureReading] = []
    last = 0
    for verb in _VERB.finditer(folded):
        if verb.start() < last:
            continue
        before = folded[: verb.start()].rstrip()
        after = folded[verb.end() :]
        at_clause = not before or before[-1] in ".;:" or before.endswith((" va", "thuc hien", "huong dan"))
        if _NOT_BEFORE.search(before) and not before.endswith("thuc hien"):
            continue
        if not at_clause or _VIRTUE.match(after) or not after.strip():
            continue
        if before.endswith(("thuc hien", "huong dan", " va")) and "va" not in before.split()[-1:]:
            continue
        start = verb.end()
        filler = _FILLER.match(after)
        if filler:
            start += filler.end()
        while start < len(text) and text[start] in " ,":
            start += 1
        rest = text[start:]
        stop = _ITEM_END.search(fold(rest))
        item = rest[: stop.start()].strip(" ,") if stop else rest.strip(" .;,")
        if len(item) < 6:
            continue
        sentence_end = re.search(r"[;.](?:\s|$)", rest)
        clause = rest[: sentence_end.start()] if sentence_end else rest
        out.append(DisclosureReading(place, item, split_channels(_channel_text(clause[len(item) :])), "", None))
        last = start + len(item)
    return out


def _channel_text(clause: str) -> str:
    """The places named in a clause, from the first "tại" or "trên" that names one."""
    folded = fold(clause)
    for found in _CHANNEL_START.finditer(folded):
        if _CHANNEL_NOUN.match(folded[found.end() :]):
            tail = clause[found.end() :]
            stop = re.search(r"[;.](?:\s|$)|\s(?:để|nhằm|theo|đảm bảo|bảo đảm|về)\s|…|\.{3}", tail)
            return tail[: stop.start()] if stop else tail
    return ""
