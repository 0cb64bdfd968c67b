"""The minutes of an inspection as the value object that printing takes (Nghị định 30/2020, Phụ lục III, Mẫu 1.9)."""

from __future__ import annotations

from collections.abc import Iterable

from core.days import written
from documents.official import (
    Block,
    BlockKind,
    Form,
    Letterhead,
    OfficialDocument,
    Recipient,
    Row,
    Signature,
    Table,
    n30_date,
)
from inspections.enums import FindingKind
from inspections.models import Finding, Inspection
from organisations.models import Organisation

_DOTS = "……………"


def minutes_of(inspection: Inspection, findings: Iterable[Finding]) -> OfficialDocument:
    """What is not written yet stays as dots, to be filled in by hand."""
    found = list(findings)
    held = inspection.held_on
    when = n30_date(held) if held else "ngày …… tháng …… năm ………"
    return OfficialDocument(
        form=Form.MINUTES,
        letterhead=_letterhead(inspection.organisation, n30_date(held) if held else ""),
        type_name="BIÊN BẢN",
        title=f"Kiểm tra {_lower(inspection.subject)}",
        body=tuple(_body(inspection, found, when)),
        recipients=(Recipient(inspection.whom), Recipient("Lưu: VT, hồ sơ kiểm tra")),
        signatures=_signatures(inspection),
    )


def _letterhead(organisation: Organisation, date_text: str) -> Letterhead:
    lines = tuple(organisation.agency_lines)
    return Letterhead(agency=lines, place=organisation.short_name, date_text=date_text)


def _body(inspection: Inspection, findings: list[Finding], when: str) -> list[Block]:
    start = f"{inspection.begins_at:%H giờ %M phút}" if inspection.begins_at else f"{_DOTS} giờ"
    out = [
        _plain(f"Thời gian bắt đầu: {start}, {when}."),
        _plain(f"Địa điểm: {inspection.venue or _DOTS}."),
        _plain(f"Đơn vị được kiểm tra: {inspection.whom}."),
        *(_plain(f"Căn cứ: {each}.") for each in _bases(inspection)),
        _title("I.", "THÀNH PHẦN"),
        _item("1.", f"Trưởng đoàn kiểm tra: {leader(inspection) or _DOTS}."),
        *_listed("2.", "Thành viên đoàn kiểm tra", inspection.members_text),
        *_listed("3.", "Đại diện đơn vị được kiểm tra, người dự", inspection.present_text),
        _item("4.", f"Thư ký: {inspection.secretary_name or _DOTS}."),
        _title("II.", "NỘI DUNG ĐÃ KIỂM TRA"),
        *_paragraphs(inspection.looked_at or _DOTS * 4),
        _title("III.", "KẾT QUẢ KIỂM TRA"),
        *_results(findings),
    ]
    dated = [each for each in findings if each.asks and each.due_on]
    if dated:
        out += [_title("IV.", "NỘI DUNG PHẢI KHẮC PHỤC"), _to_mend(inspection, dated)]
    if inspection.conclusion:
        out.append(_title("V." if dated else "IV.", "KẾT LUẬN"))
        out += _paragraphs(inspection.conclusion)
    end = f"{inspection.ends_at:%H giờ %M phút}" if inspection.ends_at else f"{_DOTS} giờ"
    out.append(
        _plain(
            f"Cuộc kiểm tra kết thúc vào {end} cùng ngày. Biên bản được đọc cho những người dự nghe, thống nhất "
            "và ký tên dưới đây./."
        )
    )
    return out


def _results(findings: list[Finding]) -> list[Block]:
    out: list[Block] = []
    numbers = iter(range(1, 10))
    for kind in FindingKind:
        some = [each for each in findings if each.kind == kind]
        if some:
            out.append(Block(BlockKind.HEADING, kind.label, f"{next(numbers)}.", 2))
            out += [_dash(text) for each in some for text in _lines(each.text)]
    return out or [_plain(_DOTS * 4)]


def _to_mend(inspection: Inspection, findings: list[Finding]) -> Block:
    rows = tuple(
        Row((str(number), each.text, _mender(inspection, each), written(each.due_on) if each.due_on else ""))
        for number, each in enumerate(findings, 1)
    )
    heads = ("STT", "Nội dung", "Trách nhiệm khắc phục", "Xong chậm nhất ngày")
    return Block(BlockKind.TABLE, table=Table(heads, rows))


def _mender(inspection: Inspection, finding: Finding) -> str:
    return finding.mender_words or inspection.whom


def _bases(inspection: Inspection) -> list[str]:
    plan = inspection.basis_plan
    cited = []
    if plan:
        dated = f" ngày {written(plan.issued_on)}" if plan.issued_on else ""
        cited = [f"{plan.type_name.capitalize()} số {plan.notation}{dated}: {plan.title}"]
    return [each.rstrip(" .") for each in (*cited, inspection.basis_text) if each]


def _listed(marker: str, name: str, text: str) -> list[Block]:
    lines = _lines(text)
    if not lines:
        return [_item(marker, f"{name}: {_DOTS * 2}.")]
    return [_item(marker, f"{name}:"), *(_dash(line) for line in lines)]


def _signatures(inspection: Inspection) -> tuple[Signature, ...]:
    head = inspection.head.full_name if inspection.head else ""
    return (
        Signature(("THƯ KÝ",), "", _name_alone(inspection.secretary_name)),
        Signature(("TRƯỞNG ĐOÀN",), "", _name_alone(inspection.head_name) or head),
        Signature(("ĐẠI DIỆN ĐƠN VỊ", "ĐƯỢC KIỂM TRA"), "", ""),
    )


def leader(inspection: Inspection) -> str:
    """The head of the inspection: the words where they are written, else the person."""
    return inspection.head_name or (inspection.head.full_name if inspection.head else "")


def _name_alone(text: str) -> str:
    """ "Trần Văn Minh, Chủ tịch" signs as "Trần Văn Minh"."""
    return text.split(",", maxsplit=1)[0].strip()


def _lower(text: str) -> str:
    """A subject after "Kiểm tra": "Việc niêm yết" goes on small, "TTHC" and names of it stay."""
    first = text.split(" ", 1)[0]
    text = text if first.isupper() and len(first) > 1 else text[:1].lower() + text[1:]
    return text.removeprefix("kiểm tra ").rstrip(" .")


def _lines(text: str) -> list[str]:
    return [line.strip(" -–•\t") for line in text.splitlines() if line.strip(" -–•\t")]


def _paragraphs(text: str) -> list[Block]:
    """One line as running text, several as a list."""
    lines = _lines(text)
    return [_plain(lines[0])] if len(lines) == 1 else [_dash(line) for line in lines]


def _plain(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text, "", 1)


def _dash(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text, "-", 2)


def _item(marker: str, text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text, marker, 2)


def _title(marker: str, text: str) -> Block:
    return Block(BlockKind.HEADING, text, marker, 1)
