"""The minutes of a hand-over as an official document: Mẫu 1.9 of Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from documents.official import (
    Appendix,
    Block,
    BlockKind,
    Form,
    Letterhead,
    OfficialDocument,
    Recipient,
    Row,
    RowKind,
    Signature,
    Table,
    n30_date,
)
from work.handing_over import UNSAID
from work.models import HandOver, HandOverLine

IN_BODY = 12  # duties; a longer list stands in an appendix, as papers of offices have it


def minutes_of(made: HandOver) -> OfficialDocument:
    """One query. Words and figures are those of the day of the hand-over."""
    lines = list(made.lines.order_by("position"))
    receivers = list(dict.fromkeys((line.receiver_name, line.receiver_post) for line in lines))
    titled = {line.receiver_name: made.titles.get(str(line.receiver_id), "") for line in lines}
    head = made.letterhead
    table = Block(BlockKind.TABLE, table=_table(lines, several=len(receivers) > 1))
    apart = len(lines) > IN_BODY
    body = [*_opening(made, receivers, titled), *_what(made, lines, apart=apart)]
    if lines and not apart:
        body.append(table)
    body += _ending(made, receivers)
    day = n30_date(made.on)
    return OfficialDocument(
        form=Form.MINUTES,
        letterhead=Letterhead(
            parent_agency=tuple(head.get("parent_agency", ())), agency=tuple(head.get("agency", ())),
            place=head.get("place", ""), date_text=day,
        ),
        type_name="BIÊN BẢN",
        title="Bàn giao công việc",
        body=tuple(body),
        recipients=(Recipient("Bên bàn giao"), Recipient("Bên nhận bàn giao"), Recipient("Lưu: VT")),
        signatures=_signatures(made, receivers),
        appendices=(
            (
                Appendix(
                    label="PHỤ LỤC", title="Danh mục nhiệm vụ bàn giao",
                    indication=f"(Kèm theo Biên bản bàn giao công việc {day})", blocks=(table,),
                ),
            )
            if apart
            else ()
        ),
    )  # fmt: skip


def file_name(made: HandOver, ending: str) -> str:
    return f"bien-ban-ban-giao-{made.on:%Y-%m-%d}-{made.pk}.{ending}"


def _opening(made: HandOver, receivers: Sequence[tuple[str, str]], titled: Mapping[str, str]) -> list[Block]:
    office = made.letterhead.get("name", "")
    out = [
        _said(f"Thời gian: {n30_date(made.on)}."),
        _said(f"Địa điểm: trụ sở {office or 'cơ quan'}."),
        _said("Thành phần gồm:"),
        _heading("1.", "Bên bàn giao"),
        _said(_person(made.giver_name, made.giver_post, made.titles.get("giver")), "-"),
        _heading("2.", "Bên nhận bàn giao"),
        *(_said(_person(name, post, titled.get(name)), "-") for name, post in receivers),
    ]
    if made.chief_name:
        chief = _person(made.chief_name, made.chief_post, made.titles.get("chief"))
        out += [_heading("3.", "Lãnh đạo xác nhận"), _said(chief, "-")]
    return out


def _what(made: HandOver, lines: Sequence[HandOverLine], *, apart: bool) -> list[Block]:
    number = "4." if made.chief_name else "3."
    out = [_heading(number, "Nội dung bàn giao"), _said(f"Lý do bàn giao: {made.reason.rstrip('.')}.")]
    if lines:
        where = "theo Phụ lục kèm theo Biên bản này." if apart else "sau đây:"
        out.append(
            _said(
                f"{made.giver_name} bàn giao {len(lines):02d} nhiệm vụ đang thực hiện, kèm kết quả và minh chứng "
                f"đã có, {where}"
            )
        )
    return out


def _ending(made: HandOver, receivers: Sequence[tuple[str, str]]) -> list[Block]:
    out = []
    if made.ended:
        out.append(_said(f"Từ sau {n30_date(made.on)}, {made.giver_name} thôi giữ vai trò: {'; '.join(made.ended)}."))
    copies = 2 + len(receivers)
    out += [
        _said(
            "Kể từ khi ký biên bản, bên nhận bàn giao tiếp tục thực hiện các nhiệm vụ nêu trên theo thời hạn đã ghi. "
            "Kết quả đã báo cáo trước ngày bàn giao giữ nguyên tên người báo cáo."
        ),
        _said(
            f"Biên bản được các bên đọc lại, thống nhất ký tên và lập thành {copies:02d} bản có giá trị như nhau, "
            "mỗi bên giữ một bản, một bản lưu tại cơ quan."
        ),
    ]
    return out


def _table(lines: Sequence[HandOverLine], *, several: bool) -> Table:
    columns = ["TT", "Nhiệm vụ", "Phần việc", "Thời hạn", "Tiến độ", "Minh chứng"]
    if several:
        columns.append("Người nhận")
    rows, number = [], 0
    for words, group in groupby(lines, key=lambda line: line.plan_words):
        rows.append(Row(("", words, *([""] * (len(columns) - 2))), RowKind.GROUP))
        for line in group:
            number += 1
            cells = [
                str(number), line.text, line.parts[:1].upper() + line.parts[1:], line.due_words,
                f"{line.percent}%" if line.percent is not None else "–", str(line.proofs) if line.proofs else "–",
            ]  # fmt: skip
            rows.append(Row((*cells, line.receiver_name) if several else tuple(cells)))
    return Table(tuple(columns), tuple(rows))


def _signatures(made: HandOver, receivers: Sequence[tuple[str, str]]) -> tuple[Signature, ...]:
    signed = [Signature(("NGƯỜI BÀN GIAO",), "", made.giver_name)]
    signed += [Signature(("NGƯỜI NHẬN BÀN GIAO",), "", name) for name, _ in receivers]
    if made.chief_name:
        post = made.chief_post.split(",")[0].upper()
        signed.append(Signature(("XÁC NHẬN CỦA LÃNH ĐẠO",), post, made.chief_name))
    return tuple(signed)


def _person(name: str, post: str, title: str | None) -> str:
    return f"{title or UNSAID} {name}" + (f"; chức vụ: {post}" if post else "") + "."


def _heading(marker: str, text: str) -> Block:
    return Block(BlockKind.HEADING, text, marker, 1)


def _said(text: str, marker: str = "") -> Block:
    return Block(BlockKind.PARAGRAPH, text, marker, 2)
