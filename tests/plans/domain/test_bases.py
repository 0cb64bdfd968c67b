"""Tying, inserting, ordering and citing against the database."""

from __future__ import annotations

import datetime as dt

import pytest

from audit.models import AuditEntry
from core.exceptions import DomainError, EditConflict, NotAllowed
from organisations.access import Access
from organisations.enums import Level
from plans.bases_lines import in_order
from plans.domain.bases import cite_in_line, insert_basis, link_bases, reorder_bases, set_legal_text
from plans.domain.clauses import add_clause, save_clause
from plans.domain.copying import copy_content
from plans.domain.drafting import add_block, create_plan, delete_block, save_block
from plans.domain.rereading import reread_clauses
from plans.models import Block, LegalBasis, Plan
from plans.queries.bases import Citable, citable_of, citable_plans, citable_text, preamble_of
from plans.reading.draft import Region
from reference.models import LegalText
from tests.plans.plans_world import drafted, issued, plan_of, with_line, with_table
from tests.reference.texts_world import democracy, local_government, one_stop, records, text
from tests.world import TODAY, World, access_of, make_organisation


def lan(world: World) -> Access:
    return access_of(world.lan, world.an_binh)


def cited(found: LegalText) -> Citable:
    return citable_text(found, TODAY)


def lines(plan: Plan) -> list[str]:
    return [line.text for line in preamble_of(plan) if line.is_basis]


@pytest.mark.parametrize(
    ("year", "today", "day"),
    [(2026, TODAY, "16 tháng 6 năm 2025"), (2024, TODAY, "19 tháng 6 năm 2015"), (2025, dt.date(2025, 6, 30), "19 tháng 6 năm 2015"),
     (2025, dt.date(2025, 7, 1), "16 tháng 6 năm 2025"), (2027, TODAY, "16 tháng 6 năm 2025")],
)  # fmt: skip
def test_a_new_plan_cites_the_law_in_force(world: World, year: int, today: dt.date, day: str) -> None:
    old, new = local_government()
    plan = create_plan(by=lan(world), year=year, title="A", today=today)
    assert lines(plan) == [f"Căn cứ Luật Tổ chức chính quyền địa phương ngày {day}."]
    basis = LegalBasis.objects.get(plan=plan)
    assert basis.legal_text in (old, new)
    assert basis.block is not None
    assert basis.dated == basis.legal_text.dated


def test_without_a_catalogue_the_law_goes_without_its_day(world: World) -> None:
    assert lines(drafted(world)) == ["Căn cứ Luật Tổ chức chính quyền địa phương."]


def test_bases_are_tied_by_number_and_laws_by_name(world: World) -> None:
    plan, decree, law = drafted(world), records(), democracy()
    LegalBasis.objects.filter(plan=plan).delete()
    kept = {"plan": plan}
    LegalBasis.objects.create(**kept, doc_type="Nghị định", number="30 / 2020/NÐ – CP", issuer="Chính phủ")
    LegalBasis.objects.create(**kept, doc_type="Luật", subject="Thực hiện dân chủ ở cơ sở", dated=dt.date(2022, 11, 10))
    LegalBasis.objects.create(**kept, doc_type="Công văn", number="12/SNV-CCHC")
    assert link_bases(plan) == 2
    assert [row.legal_text for row in LegalBasis.objects.filter(plan=plan).order_by("pk")] == [decree, law, None]
    assert link_bases(plan) == 0


def test_the_law_of_those_years_is_meant(world: World) -> None:
    old, new = local_government()
    plan = create_plan(by=lan(world), year=2024, title="A", skeleton=False)
    basis = LegalBasis.objects.create(plan=plan, doc_type="Luật", subject="Tổ chức chính quyền địa phương")
    link_bases(plan)
    basis.refresh_from_db()
    assert basis.legal_text == old
    assert new.number


def test_the_number_of_another_office_is_another_paper(world: World) -> None:
    mine = text(
        "60/KH-UBND",
        owner=world.an_binh,
        doc_type="Kế hoạch",
        dated=dt.date(2026, 2, 19),
        issuer="Ủy ban nhân dân xã An Bình",
    )
    plan = create_plan(by=lan(world), year=2026, title="A", skeleton=False)
    other = LegalBasis.objects.create(plan=plan, doc_type="Kế hoạch", number="60/KH-UBND", dated=dt.date(2026, 1, 5), issuer="Ủy ban nhân dân tỉnh Hà Sơn")  # fmt: skip
    same = LegalBasis.objects.create(plan=plan, doc_type="Kế hoạch", number="60/KH-UBND", dated=dt.date(2026, 2, 19))
    assert link_bases(plan) == 1
    other.refresh_from_db()
    same.refresh_from_db()
    assert (other.legal_text, same.legal_text) == (None, mine)


def test_a_wrong_day_is_tied_and_doubted(world: World) -> None:
    decree = records()
    plan = create_plan(by=lan(world), year=2026, title="A", skeleton=False)
    basis = LegalBasis.objects.create(
        plan=plan, doc_type="Quyết định", number="30/2020/NĐ-CP", dated=dt.date(2020, 5, 3)
    )
    link_bases(plan)
    basis.refresh_from_db()
    assert basis.legal_text == decree


def test_tying_takes_three_queries_however_many(world: World, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    records()
    plan = create_plan(by=lan(world), year=2026, title="A", skeleton=False)
    for number in range(20):
        LegalBasis.objects.create(plan=plan, doc_type="Nghị định", number=f"{number}/2020/NĐ-CP")
    LegalBasis.objects.create(plan=plan, doc_type="Luật", subject="Khiếu nại")
    with django_assert_max_num_queries(6):
        link_bases(Plan.objects.select_related("organisation").get(pk=plan.pk))


def test_reading_again_and_copying_tie_too(world: World) -> None:
    decree = records()
    plan = drafted(world)
    add_block(
        plan,
        by=lan(world),
        after=None,
        region=Region.PREAMBLE,
        kind="basis",
        text="Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
    )
    reread_clauses(plan, by=lan(world))
    assert LegalBasis.objects.filter(plan=plan, legal_text=decree).count() == 1
    copy = create_plan(by=lan(world), year=2027, title="B", skeleton=False)
    copy_content(plan, copy)
    assert LegalBasis.objects.filter(plan=copy, legal_text=decree).count() == 1


def test_another_offices_own_text_does_not_come_along(world: World) -> None:
    theirs = text("9/QĐ-UBND", owner=world.province, doc_type="Quyết định")
    source = plan_of(world.province)
    LegalBasis.objects.create(plan=source, doc_type="Quyết định", number="9/QĐ-UBND", legal_text=theirs)
    copy = create_plan(by=lan(world), year=2026, title="B", skeleton=False)
    copy_content(source, copy)
    assert LegalBasis.objects.get(plan=copy, number="9/QĐ-UBND").legal_text is None


def test_a_basis_with_a_new_number_is_tied_anew(world: World) -> None:
    decree, (_, new) = records(), one_stop()
    plan = drafted(world)
    basis = add_clause(plan, LegalBasis, by=lan(world), doc_type="Nghị định", number="30/2020/NĐ-CP")
    basis.refresh_from_db()
    assert basis.legal_text == decree
    save_clause(basis, by=lan(world), seen=basis.version, doc_type="Nghị định", number="118/2025/NĐ-CP")
    basis.refresh_from_db()
    assert basis.legal_text == new


def test_bases_are_inserted_in_their_order(world: World) -> None:
    local_government()
    plan = create_plan(by=lan(world), year=2026, title="A", today=TODAY)
    for found in (records(), democracy(), one_stop()[1]):
        insert_basis(plan, by=lan(world), source=cited(found))
    assert [line.split(" ngày ")[0] for line in lines(plan)] == [
        "Căn cứ Luật Thực hiện dân chủ ở cơ sở",
        "Căn cứ Luật Tổ chức chính quyền địa phương",
        "Căn cứ Nghị định số 30/2020/NĐ-CP",
        "Căn cứ Nghị định số 118/2025/NĐ-CP",
    ]
    assert [line[-1] for line in lines(plan)] == [";", ";", ";", "."]
    rows = list(LegalBasis.objects.filter(plan=plan))
    assert [row.block.text for row in rows if row.block] == lines(plan)
    assert all(row.legal_text for row in rows)
    assert [row.position for row in rows] == [0, 1, 2, 3]
    blocks = list(Block.objects.filter(plan=plan).order_by("position"))
    assert [block.position for block in blocks] == list(range(len(blocks)))
    assert blocks[4].text.endswith("như sau:")
    note = AuditEntry.objects.filter(action="Chèn căn cứ").latest("pk").note
    assert "118/2025/NĐ-CP" in note


def test_an_empty_preamble_gets_its_first_basis(world: World) -> None:
    plan = create_plan(by=lan(world), year=2026, title="A", skeleton=False)
    insert_basis(plan, by=lan(world), source=cited(records()))
    assert lines(plan) == [
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư."
    ]


def test_the_same_document_is_not_inserted_twice(world: World) -> None:
    plan, source = drafted(world), cited(records())
    insert_basis(plan, by=lan(world), source=source)
    with pytest.raises(DomainError, match="đã có căn cứ này"):
        insert_basis(plan, by=lan(world), source=source)
    assert len(lines(plan)) == 2


def test_a_law_is_not_taken_for_the_one_that_changes_it_or_the_one_before_it(world: World) -> None:
    old, new = local_government()
    plan = create_plan(by=lan(world), year=2024, title="A", today=TODAY)  # cites the law of 2015
    changing = text("", doc_type="Luật", subject="sửa đổi, bổ sung một số điều của Luật Khiếu nại, Luật Tố cáo")
    insert_basis(plan, by=lan(world), source=cited(changing))
    insert_basis(plan, by=lan(world), source=cited(text("", doc_type="Luật", subject="Tố cáo")))
    insert_basis(plan, by=lan(world), source=cited(new))
    assert len(lines(plan)) == 4
    with pytest.raises(DomainError):
        insert_basis(plan, by=lan(world), source=cited(old))


def test_an_issued_plan_takes_no_basis(world: World) -> None:
    plan, source = issued(world, drafted(world)), cited(records())
    with pytest.raises(NotAllowed):
        insert_basis(plan, by=lan(world), source=source)


def test_a_neighbour_inserts_nothing(world: World) -> None:
    with pytest.raises(NotAllowed):
        insert_basis(drafted(world), by=access_of(world.oanh, world.binh_minh), source=cited(records()))


def test_the_order_is_put_right_when_asked(world: World) -> None:
    plan, by = drafted(world), lan(world)
    first = preamble_of(plan)[0].key
    save_block(
        first,
        by=by,
        seen=first.version,
        text="Thực hiện Kế hoạch số 12/KH-UBND ngày 09 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Hà Sơn;",
    )
    last = add_block(plan, by=by, after=first, kind="basis", text="Căn cứ Luật Khiếu nại ngày 11 tháng 11 năm 2011.")
    LegalBasis.objects.create(plan=plan, block=last, position=1, doc_type="Luật", subject="Khiếu nại")
    wanted = [line.text for line in in_order(preamble_of(plan))]
    assert reorder_bases(plan, by=by, seen=wanted) == 2
    assert lines(plan) == [
        "Căn cứ Luật Khiếu nại ngày 11 tháng 11 năm 2011;",
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 09 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Hà Sơn.",
    ]
    assert [row.subject for row in LegalBasis.objects.filter(plan=plan)] == [
        "Khiếu nại",
        "Tổ chức chính quyền địa phương",
    ]
    assert reorder_bases(plan, by=by, seen=lines(plan)) == 0


def test_an_order_that_somebody_changed_meanwhile_is_shown_again(world: World) -> None:
    plan, by = drafted(world), lan(world)
    seen = [line.text for line in in_order(preamble_of(plan))]
    insert_basis(plan, by=by, source=cited(records()))
    with pytest.raises(DomainError, match="vừa được sửa"):
        reorder_bases(plan, by=by, seen=seen)


def test_a_line_cites_completely_and_then_shortly(world: World) -> None:
    plan, by, source = drafted(world), lan(world), cited(records())
    first = with_line(plan, "Thực hiện đúng quy định.")
    second = add_block(plan, by=by, after=first, level=2, marker="-", text="Rà soát theo")
    cite_in_line(first, by=by, seen=first.version, source=source)
    cite_in_line(second, by=by, seen=second.version, source=source)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (
        first.text
        == "Thực hiện đúng quy định Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư."
    )
    assert second.text == "Rà soát theo Nghị định số 30/2020/NĐ-CP"


def test_what_the_bases_name_is_short_in_the_text(world: World) -> None:
    plan, by, source = drafted(world), lan(world), cited(records())
    insert_basis(plan, by=by, source=source)
    line = with_line(plan, "Theo , bảo đảm đúng hạn.")
    cite_in_line(line, by=by, seen=line.version, source=source, at=5)
    line.refresh_from_db()
    assert line.text == "Theo Nghị định số 30/2020/NĐ-CP, bảo đảm đúng hạn."


def test_a_line_changed_meanwhile_is_not_overwritten(world: World) -> None:
    plan, by = drafted(world), lan(world)
    line = with_line(plan)
    save_block(Block.objects.get(pk=line.pk), by=by, seen=line.version, text="Khác")
    with pytest.raises(EditConflict):
        cite_in_line(line, by=by, seen=line.version, source=cited(records()))


def test_a_table_is_no_place_to_cite(world: World) -> None:
    table = with_table(drafted(world))
    with pytest.raises(DomainError, match="Bảng không có chỗ"):
        cite_in_line(table, by=lan(world), seen=table.version, source=cited(records()))


def test_a_person_ties_and_unties(world: World) -> None:
    plan, decree = drafted(world), records()
    basis = add_clause(plan, LegalBasis, by=lan(world), doc_type="Nghị định", number="30/2020/NĐ-CP")
    set_legal_text(basis, by=lan(world), text=None)
    assert LegalBasis.objects.get(pk=basis.pk).legal_text is None
    set_legal_text(basis, by=lan(world), text=decree)
    assert LegalBasis.objects.get(pk=basis.pk).legal_text == decree
    with pytest.raises(DomainError, match="đơn vị khác"):
        set_legal_text(basis, by=lan(world), text=text("1/QĐ", owner=world.binh_minh))


def test_a_basis_survives_its_deleted_line(world: World) -> None:
    plan, by = drafted(world), lan(world)
    block = insert_basis(plan, by=by, source=cited(records()))
    delete_block(block, by=by, seen=block.version)
    assert LegalBasis.objects.filter(plan=plan, number="30/2020/NĐ-CP").get().block is None


def test_issued_plans_of_the_office_and_shown_ones_of_superiors_can_be_cited(world: World) -> None:
    mine = issued(world, drafted(world))
    draft = drafted(world, "Dự thảo")
    theirs = plan_of(world.binh_minh)
    access = lan(world)
    assert list(citable_plans(access, TODAY)) == [mine]
    found = citable_of(access, f"kh-{mine.pk}", TODAY)
    assert found is not None
    assert found.full == (
        "Kế hoạch số 97/KH-UBND ngày 01 tháng 4 năm 2026 của Ủy ban nhân dân xã An Bình về cải cách hành chính năm 2026"
    )
    for source in (f"kh-{draft.pk}", f"kh-{theirs.pk}", "kh-0", "vb-999999", "kh-x", "", "xx-1", f"vb-{'9' * 30}"):
        assert citable_of(access, source, TODAY) is None


def test_a_superiors_plan_is_offered_only_when_it_is_shown(world: World) -> None:
    province = issued_by_province(world, shown=False)
    assert province not in citable_plans(lan(world), TODAY)
    Plan.objects.filter(pk=province.pk).update(shown_below=True)
    assert province in citable_plans(lan(world), TODAY)
    elsewhere = make_organisation("ha-dong", "tỉnh Hà Đông", Level.PROVINCE, None)
    assert province not in citable_plans(Access.system(elsewhere), TODAY)


def issued_by_province(world: World, *, shown: bool) -> Plan:
    from plans.domain.issuing import issue_plan

    plan = plan_of(world.province, "Cải cách hành chính tỉnh Hà Sơn năm 2026")
    by = Access.system(world.province)
    made = issue_plan(
        plan, by=by, number="12", issued_on=dt.date(2026, 1, 9), signer_name="Ngô Đình Quang", today=TODAY
    )
    Plan.objects.filter(pk=made.pk).update(shown_below=shown)
    return made


def test_what_replaced_an_ended_text_is_offered(world: World) -> None:
    old, new = one_stop()
    found = citable_text(old, TODAY)
    assert found.words == "Hết hiệu lực từ 01/7/2025, thay bằng Nghị định số 118/2025/NĐ-CP"
    assert found.instead is not None
    assert found.instead.text == new
    assert citable_text(old, dt.date(2024, 1, 1)).instead is None
