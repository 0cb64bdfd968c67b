"""Checks of the letterhead, the title, the signature and Nơi nhận (Nghị định 30/2020, Phụ lục I, mục II)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.text import fold
from documents.official import parse_date_text
from plans.readiness.facts import PlanFacts
from plans.readiness.problem import HEADER, SIGNING, Finding, Level, check
from plans.readiness.wording import capitalised, listed, short

_SOURCE = "NĐ 30/2020, Phụ lục I"


@check(
    "national-title-typed",
    "Quốc hiệu, Tiêu ngữ gõ trong nội dung",
    Level.ADVISORY,
    source=f"F01, F02; {_SOURCE}, II.1",
    of_form=True,
)
def national_title(plan: PlanFacts) -> Iterator[Finding]:
    """The print has both of itself, in the right words; typed once more they stand on the paper twice."""
    for line in plan.main:
        plain = re.sub(r"[\W_]+", " ", fold(line.text)).strip()
        if plain.startswith("cong hoa xa hoi chu nghia viet nam") or plain == "doc lap tu do hanh phuc":
            yield Finding(
                line.place,
                f"Dòng “{short(line.text, 50)}” đã có sẵn ở đầu trang khi in. Hãy xóa dòng này.",
                line.text,
            )


@check("issuer-missing", "Chưa có tên cơ quan ban hành", Level.BLOCKING, source=f"F03; {_SOURCE}, II.2")
def issuer_missing(plan: PlanFacts) -> Iterator[Finding]:
    if not any(line.strip() for line in plan.agency):
        yield Finding(HEADER, "Phần đầu chưa có tên cơ quan ban hành. Hãy nhập, ví dụ “ỦY BAN NHÂN DÂN” và “XÃ …”.")


@check("issuer-foreign", "Tên cơ quan ban hành không phải của đơn vị", Level.ADVISORY, source=f"F03; {_SOURCE}, II.2")
def issuer_foreign(plan: PlanFacts) -> Iterator[Finding]:
    printed = fold(" ".join((*plan.parent_agency, *plan.agency)))
    names = [fold(name) for name in (plan.office.place, *plan.office.former) if name]
    if printed and names and not any(name in printed for name in names):
        words = " ".join(plan.agency)
        yield Finding(
            HEADER,
            f"Phần đầu in tên “{short(words)}”, không phải của {plan.office.name}. Hãy sửa tên cơ quan ban hành.",
            words,
        )


_SYMBOL = re.compile(r"[A-ZĐ][A-Za-zĐđ]{0,5}(?:-[A-ZĐ][A-Za-zĐđ&.]*)+")
_CODES = {
    "ke hoach": "KH", "chuong trinh": "CTr", "phuong an": "PA", "de an": "ĐA", "du an": "DA", "bao cao": "BC",
    "thong bao": "TB", "to trinh": "TTr", "huong dan": "HD", "quyet dinh": "QĐ", "nghi quyet": "NQ", "chi thi": "CT",
}  # fmt: skip


@check(
    "number-form",
    "Số, ký hiệu chưa đúng thể thức",
    Level.ADVISORY,
    source=f"F04; {_SOURCE}, II.3 và Phụ lục III",
    of_form=True,
)
def number_form(plan: PlanFacts) -> Iterator[Finding]:
    if plan.number and not re.fullmatch(r"\d{1,6}[a-zđ]?", plan.number):
        yield Finding(
            HEADER,
            f"Số “{plan.number}” chỉ nên có chữ số, không có khoảng trắng hay dấu. Hãy sửa trong phần đầu.",
            plan.number,
        )
    code = _CODES.get(fold(plan.type_name), "")
    if not _SYMBOL.fullmatch(plan.symbol):
        yield Finding(
            HEADER,
            f"Ký hiệu “{plan.symbol or '(trống)'}” chưa đúng. "
            f"Hãy viết liền, không khoảng trắng, ví dụ “{code or 'KH'}-UBND”.",
            plan.symbol,
        )
    elif code and plan.symbol.split("-")[0] != code:
        yield Finding(
            HEADER,
            f"{capitalised(plan.type_name.lower())} có ký hiệu bắt đầu bằng “{code}”, hiện là “{plan.symbol}”. "
            "Hãy sửa ký hiệu.",
            plan.symbol,
        )


@check("number-and-day-blank", "Số và ngày để trống", Level.INFORMATION, source=f"F04, F05; {_SOURCE}, II.3 và II.4")
def number_and_day_blank(plan: PlanFacts) -> Iterator[Finding]:
    blank = [name for name, there in (("số", plan.number), ("ngày ban hành", plan.dated)) if not there]
    if blank:
        yield Finding(HEADER, f"{capitalised(listed(blank))} để trống; văn thư ghi khi ban hành.", " ".join(blank))


@check("place-missing", "Chưa có địa danh", Level.ADVISORY, source=f"F05; {_SOURCE}, II.4", of_form=True)
def place_missing(plan: PlanFacts) -> Iterator[Finding]:
    if not plan.place_name.strip():
        yield Finding(HEADER, "Phần đầu chưa có địa danh trước ngày tháng. Hãy nhập, ví dụ “An Bình”.")


@check("date-odd", "Ngày ở phần đầu không hợp lý", Level.ADVISORY, source=f"F05; {_SOURCE}, II.4")
def date_odd(plan: PlanFacts) -> Iterator[Finding]:
    numbers = re.search(r"ngày\s+\d+\s+tháng\s+\d+\s+năm\s+\d+", plan.date_text, re.IGNORECASE)
    if numbers and parse_date_text(plan.date_text) is None:
        yield Finding(HEADER, f"“{plan.date_text}” không có trong lịch. Hãy sửa ngày, hoặc để trống.", plan.date_text)
        return
    year = re.search(r"năm\s+(\d{4})", plan.date_text)
    if year and not plan.years[0] - 1 <= int(year[1]) <= (plan.years[1] or 9999):
        yield Finding(
            HEADER,
            f"Phần đầu ghi năm {year[1]}, kế hoạch là của năm {plan.year}. Hãy sửa một trong hai.",
            plan.date_text,
        )


@check("title-missing", "Chưa có trích yếu", Level.BLOCKING, source=f"F07; {_SOURCE}, II.5")
def title_missing(plan: PlanFacts) -> Iterator[Finding]:
    if not plan.title.strip():
        yield Finding(HEADER, "Kế hoạch chưa có trích yếu. Hãy nhập trích yếu trong phần đầu.")


@check(
    "title-form", "Tên loại, trích yếu chưa đúng thể thức", Level.ADVISORY, source=f"F07; {_SOURCE}, II.5", of_form=True
)
def title_form(plan: PlanFacts) -> Iterator[Finding]:
    title = plan.title.strip()
    if not plan.type_name.strip():
        yield Finding(HEADER, "Phần đầu chưa có tên loại văn bản. Hãy nhập “KẾ HOẠCH”.")
    elif fold(title).startswith((f"{fold(plan.type_name)} ", "v/v ")):
        yield Finding(
            HEADER,
            f"Trích yếu bắt đầu bằng “{' '.join(title.split()[:2])}”, trong khi tên loại đã đứng riêng một dòng. "
            "Hãy bỏ mấy chữ này ở trích yếu.",
            title,
        )
    if title.endswith((".", ";", ",")) and not title.endswith("…"):
        yield Finding(HEADER, "Trích yếu không có dấu câu ở cuối. Hãy bỏ dấu cuối trích yếu.", title[-30:])
    letters = [char for char in title if char.isalpha()]
    if len(letters) > 12 and all(char.isupper() for char in letters):
        yield Finding(HEADER, "Trích yếu viết in thường, chỉ tên loại viết in hoa. Hãy viết lại trích yếu.", title)


@check(
    "title-year",
    "Năm trong trích yếu khác năm kế hoạch",
    Level.ADVISORY,
    source="Thường là quên đổi năm khi chép từ kế hoạch cũ",
)
def title_year(plan: PlanFacts) -> Iterator[Finding]:
    named = {int(year) for year in re.findall(r"(?<!\d)(20\d\d)(?!\d)", plan.title)}
    if named and not min(named) <= plan.year <= max(named) and plan.years[1] is not None:
        yield Finding(
            HEADER,
            f"Trích yếu ghi năm {listed([str(year) for year in sorted(named)])}, năm kế hoạch là {plan.year}. "
            "Hãy sửa một trong hai.",
            plan.title,
        )


@check("signature-missing", "Chưa có người ký", Level.BLOCKING, source=f"F12; {_SOURCE}, II.7")
def signature_missing(plan: PlanFacts) -> Iterator[Finding]:
    if not plan.position.strip() and not plan.signer.strip():
        yield Finding(SIGNING, "Kế hoạch chưa có người ký. Hãy nhập chức vụ và họ tên người ký.")


@check("signature-incomplete", "Phần ký còn thiếu", Level.ADVISORY, source=f"F12; {_SOURCE}, II.7", of_form=True)
def signature_incomplete(plan: PlanFacts) -> Iterator[Finding]:
    if not plan.position.strip() and not plan.signer.strip():
        return
    if not plan.position.strip():
        yield Finding(SIGNING, f"{plan.signer} chưa có chức vụ ở phần ký. Hãy nhập chức vụ.", plan.signer)
    if not plan.signer.strip():
        yield Finding(SIGNING, "Phần ký chưa có họ tên người ký. Hãy nhập họ tên.", plan.position)


_TITLES = re.compile(r"(?:TS|ThS|Ths|PGS|GS|BS|KS|CN|CVCC|NGƯT|NSƯT)\.?\s", re.ASCII)


@check(
    "signature-authority",
    "Quyền hạn, chức vụ người ký chưa đúng",
    Level.ADVISORY,
    source=f"F12; {_SOURCE}, II.7; Điều 13",
    of_form=True,
)
def signature_authority(plan: PlanFacts) -> Iterator[Finding]:
    """A UBND signs as a body: TM. on a line of its own; a deputy signs as KT."""
    lines = [line.strip().upper() for line in plan.authority if line.strip()]
    position = plan.position.strip().upper()
    words = " | ".join((*lines, position))
    collective = "UY BAN NHAN DAN" in fold(" ".join(plan.agency)).upper() or "UBND" in plan.symbol
    if position and collective and not any(line.startswith(("TM.", "TL.", "TUQ.", "Q.")) for line in lines):
        yield Finding(
            SIGNING, "Ủy ban nhân dân ký thay mặt tập thể. Hãy thêm dòng “TM. ỦY BAN NHÂN DÂN” trên chức vụ.", words
        )
    deputy, for_head = position.startswith("PHÓ CHỦ TỊCH"), any(line.startswith("KT.") for line in lines)
    if deputy and not for_head:
        yield Finding(SIGNING, "Phó Chủ tịch ký thay Chủ tịch. Hãy thêm dòng “KT. CHỦ TỊCH” trên chức vụ.", words)
    if for_head and position and not position.startswith("PHÓ"):
        yield Finding(
            SIGNING, f"Có “KT.” nhưng chức vụ là “{plan.position}”. Hãy sửa chức vụ của cấp phó, hoặc bỏ “KT.”.", words
        )
    if _TITLES.match(plan.signer):
        yield Finding(
            SIGNING, f"Trước họ tên người ký không ghi học hàm, học vị: “{plan.signer}”. Hãy bỏ đi.", plan.signer
        )


@check("recipients-missing", "Chưa có Nơi nhận", Level.ADVISORY, source=f"F13; {_SOURCE}, II.9", of_form=True)
def recipients_missing(plan: PlanFacts) -> Iterator[Finding]:
    if not any(not fold(each.name).startswith("luu") for each in plan.recipients):
        yield Finding(SIGNING, "Nơi nhận chưa có cơ quan nào. Hãy nhập nơi nhận, mỗi nơi một dòng.")


@check("recipients-form", "Nơi nhận chưa đúng thể thức", Level.ADVISORY, source=f"F13; {_SOURCE}, II.9", of_form=True)
def recipients_form(plan: PlanFacts) -> Iterator[Finding]:
    names = [each.name.strip() for each in plan.recipients]
    filing = [index for index, name in enumerate(names) if fold(name).startswith("luu")]
    if names and not filing:
        yield Finding(SIGNING, "Nơi nhận thiếu dòng cuối “- Lưu: VT.”. Hãy thêm dòng này.")
    elif filing and filing[-1] != len(names) - 1:
        yield Finding(SIGNING, "Dòng “Lưu” phải đứng cuối Nơi nhận. Hãy chuyển xuống cuối.", names[filing[-1]])
    elif filing and not re.search(r"\bVT\b", names[filing[-1]]):
        yield Finding(SIGNING, f"Dòng “{names[filing[-1]]}” phải có “VT” (văn thư). Hãy viết “Lưu: VT, …”.", names[-1])
    for name in names:
        if re.search(r"[,;:]$", name):
            yield Finding(SIGNING, f"Nơi nhận “{short(name, 50)}” thừa dấu ở cuối. Hãy bỏ dấu này.", name)
