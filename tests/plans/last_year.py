"""A plan of An Bình for 2025, as it was read from paper: what last year's plans look like."""

from __future__ import annotations

import datetime as dt

from organisations.access import Access
from plans.domain.importing import accept_import, start_import
from plans.domain.issuing import close_plan, issue_plan
from plans.domain.starting import begin_plan, offer_model, prepare_plan, show_below
from plans.enums import StartKind
from plans.models import Block, Plan, PlanStart
from plans.queries.starting import found_in
from plans.rolling.edits import Group
from plans.rolling.proposal import Change
from tests.world import TODAY, World, access_of

LAST_YEAR = """ỦY BAN NHÂN DÂN
XÃ AN BÌNH

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 12/KH-UBND

An Bình, ngày 15 tháng 01 năm 2025

KẾ HOẠCH
Khắc phục hạn chế Chỉ số cải cách hành chính năm 2024; nâng cao Chỉ số năm 2025

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ về thực hiện cơ chế một cửa;
Căn cứ Kế hoạch số 412/KH-UBND ngày 19 tháng 12 năm 2024 của Ủy ban nhân dân tỉnh Hà Sơn về cải cách hành chính năm 2025;
Theo đề nghị của Công chức Văn phòng - Thống kê.

Ủy ban nhân dân xã An Bình ban hành Kế hoạch năm 2025 như sau:

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

- Năm 2024 xã đạt 87,5 điểm, xếp thứ 9/26 xã; năm 2025 phấn đấu tăng ít nhất 3 bậc.

II. MỤC TIÊU

- Đến năm 2025, 100% hồ sơ được số hóa theo giai đoạn 2021-2025.

III. NHIỆM VỤ

1. Cải cách thể chế

- Rà soát văn bản của xã An Lạc còn hiệu lực (hoàn thành trước ngày 15/6/2025).
- Ban hành quy chế làm việc mới (Quý I/2025).
- Cơ quan chủ trì: Văn phòng - Thống kê.
- Cơ quan phối hợp: Các thôn.

2. Cải cách thủ tục hành chính

- Niêm yết thủ tục hành chính, báo cáo UBND huyện Sông Cái (Quý II/2025).
- Cơ quan chủ trì: Tư pháp - Hộ tịch.

IV. KINH PHÍ

Kinh phí 120.000.000 đồng từ ngân sách xã năm 2025.

V. CHẾ ĐỘ BÁO CÁO

Định kỳ hằng quý (trước ngày 05 tháng cuối quý), các đơn vị báo cáo theo mục 2 Phần III Kế hoạch này.

Trên đây là Kế hoạch năm 2025 của xã An Bình./.

Nơi nhận:
- UBND huyện Sông Cái (để báo cáo);
- Xã An Lạc (phối hợp);
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Văn Minh

Phụ lục
DANH MỤC NHIỆM VỤ
(Kèm theo Kế hoạch số 12/KH-UBND ngày 15 tháng 01 năm 2025 của Ủy ban nhân dân xã An Bình)

STT	Nội dung nhiệm vụ	Sản phẩm	Cơ quan chủ trì	Cơ quan phối hợp	Thời gian hoàn thành
I	Chỉ đạo, điều hành
1	Ban hành kế hoạch kiểm tra năm 2025	Kế hoạch	VP-TK	Các thôn	Quý I/2025
2	Tự chấm điểm Chỉ số năm 2025	Báo cáo	Văn phòng - Thống kê	Tư pháp - Hộ tịch	trước ngày 31/12/2025
II	Thủ tục hành chính
3	Tập huấn một cửa	Lớp học	Tư pháp - Hộ tịch	Các thôn	Quý II, III năm 2025
"""


def last_years_plan(world: World, *, issued: bool = True, closed: str = "") -> Plan:
    """Read in by Lan; issued by Hạnh on 15/01/2025, and closed with this note."""
    by = access_of(world.lan, world.an_binh)
    imported = start_import(by=by, name="ke-hoach-2025.txt", text=LAST_YEAR)
    plan = accept_import(imported, by=by, seen=imported.version, year=2025)
    if issued or closed:
        plan = issue_plan(
            plan, by=access_of(world.hanh, world.an_binh), number="12", issued_on=dt.date(2025, 1, 15),
            signer_name="Trần Văn Minh", today=dt.date(2025, 1, 15),
        )  # fmt: skip
    if closed:
        plan = close_plan(plan, by=Access.system(plan.organisation), on=dt.date(2025, 12, 31), note=closed)
    return Plan.objects.get(pk=plan.pk)


def shown_plan(world: World, plan: Plan, *, is_model: bool = False) -> Plan:
    """A draft of the province issued as 412/KH-UBND on 19/12/2025 and shown to the offices below."""
    by = Access.system(world.province)
    plan = issue_plan(
        Plan.objects.get(pk=plan.pk), by=by, number="412", issued_on=dt.date(2025, 12, 19),
        signer_name="Ngô Đình Quang", today=dt.date(2025, 12, 19),
    )  # fmt: skip
    show_below(plan, by=by, shown=True)
    offer_model(plan, by=by, offered=is_model)
    return Plan.objects.get(pk=plan.pk)


def prepared(world: World, plan: Plan, *, year: int = 2026, kind: StartKind = StartKind.LAST_YEAR) -> PlanStart:
    return prepare_plan(plan, kind=kind, by=access_of(world.lan, world.an_binh), year=year, today=TODAY)


def made(world: World, start: PlanStart) -> Plan:
    return begin_plan(start, by=access_of(world.lan, world.an_binh), today=TODAY)


def changed(start: PlanStart, words: str, group: Group | None = None) -> Change:
    """The change of the line with these words."""
    return next(
        each for each in found_in(start).changes if words in each.before and (group is None or each.group == group)
    )


def lines(plan: Plan) -> list[str]:
    return [f"{each.marker} {each.text}".strip() for each in Block.objects.filter(plan=plan).order_by("position")]
