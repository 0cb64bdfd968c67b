"""What targets come to: entered, corrected, taken from figures, carried to a corrected version, beside last year's."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEntry
from core.exceptions import DomainError, NotAllowed
from core.periods import Period, read_period
from organisations.access import Access
from plans.domain.clauses import add_clause
from plans.domain.issuing import draft_replacement
from plans.models import Plan, Target
from tests.plans.plans_world import issued
from tests.work.figures_world import here, measure_of, rate_of, report
from tests.work.work_world import NOW, TODAY, draft_with, issued_with, milestones_of
from tests.world import World, access_of, sign_in
from work.domain.proof import add_link, withdraw_proof
from work.domain.targets import Came, correct_value, enter_value
from work.models import TargetValue
from work.queries.targets import TargetRow, board

QUARTER, HALF, YEAR = (read_period(code) for code in ("2026-q1", "2026-n1", "2026"))
STATED: list[dict[str, Any]] = [
    {"text": "Trên 95% hồ sơ giải quyết đúng hạn", "metric": "%", "value": Decimal(95), "comparator": ">="},
    {"text": "Ít nhất 24 tin, bài tuyên truyền", "metric": "tin, bài", "value": Decimal(24), "comparator": ">="},
    {"text": "Người dân hài lòng hơn với bộ phận Một cửa"},
]


def planned(world: World, *deadlines: str, stated: list[dict[str, Any]] | None = None, number: str = "97") -> Plan:
    plan = draft_with(world, *(deadlines or ("Quý II",)))
    for each in STATED if stated is None else stated:
        add_clause(plan, Target, by=Access.system(plan.organisation), **each)
    return issued(world, plan, number, dt.date(2026, 1, 5))


def target_of(plan: Plan, at: int) -> Target:
    return Target.objects.filter(plan=plan).order_by("position", "pk")[at]


def row_of(plan: Plan, at: int, today: dt.date = TODAY) -> TargetRow:
    return board(Plan.objects.get(pk=plan.pk), today).rows[at]


def enter(
    world: World,
    plan: Plan,
    at: int,
    period: Period | None,
    who: str = "lan",
    key: uuid.UUID | None = None,
    **came: Any,
) -> TargetValue:
    assert period is not None
    facts = Came(**({"source": "Sổ theo dõi"} | came))
    return enter_value(target_of(plan, at), by=here(world, who), at=NOW, period=period, came=facts, key=key)


def correct(world: World, stored: TargetValue, who: str = "lan", **came: Any) -> TargetValue:
    facts = Came(**({"source": "Sổ theo dõi"} | came)) if came else None
    return correct_value(stored, by=here(world, who), at=NOW, reason="Đếm lại", came=facts)


def url(name: str, **kwargs: int) -> str:
    return reverse(f"work:{name}", kwargs={"org": "an-binh", **kwargs})


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


# ------------------------------------------------------------------ entered


def test_values_stand_by_period_and_the_latest_is_judged(world: World) -> None:
    plan = planned(world)
    assert row_of(plan, 0).reached.words == "Chưa có số liệu"
    enter(world, plan, 0, HALF, value=Decimal("93.86"))
    enter(world, plan, 0, QUARTER, value=Decimal(97))
    row = row_of(plan, 0)
    assert [each.words for each in row.standing] == ["97 %", "93,86 %"]
    assert (row.reached.words, row.reached.tone) == ("Chưa đạt", "warn"), "the year is not over"
    assert AuditEntry.objects.filter(action="Ghi kết quả chỉ tiêu").count() == 2
    enter(world, plan, 0, YEAR, value=Decimal(94))
    assert row_of(plan, 0).reached.words == "Chưa đạt"
    assert row_of(plan, 0, dt.date(2027, 1, 2)).reached.words == "Không đạt"


def test_what_is_not_measured_is_judged_in_words(world: World) -> None:
    plan = planned(world)
    enter(world, plan, 2, HALF, verdict="reached", words="Không còn ý kiến chê")
    assert row_of(plan, 2).reached.words == "Đạt"
    assert row_of(plan, 2).latest.words == "Không còn ý kiến chê"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("at", "came", "words"),
    [
        (0, {}, "Hãy ghi kết quả"),
        (0, {"value": Decimal(1), "source": " "}, "nguồn số liệu"),
        (0, {"value": Decimal(10) ** 12}, "quá lớn"),
        (0, {"value": Decimal(1), "url": "javascript:alert(1)"}, "Đường dẫn phải"),
        (2, {"verdict": "perhaps"}, "đạt hoặc chưa đạt"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_written(world: World, at: int, came: dict[str, Any], words: str) -> None:
    plan = planned(world)
    with pytest.raises(DomainError, match=words):
        enter(world, plan, at, HALF, **came)
    assert not TargetValue.objects.exists()


def test_a_period_has_one_value_and_none_before_it_begins(world: World) -> None:
    plan, key = planned(world), uuid.uuid4()
    first = enter(world, plan, 0, HALF, value=Decimal(90), key=key)
    assert enter(world, plan, 0, HALF, value=Decimal(90), key=key) == first
    with pytest.raises(DomainError, match="bấm Đính chính"):
        enter(world, plan, 0, HALF, value=Decimal(91))
    with pytest.raises(DomainError, match="chưa bắt đầu"):
        enter(world, plan, 0, read_period("2026-q4"), value=Decimal(91))


@pytest.mark.parametrize(("who", "may"), [("lan", True), ("hanh", True), ("minh", True), ("nga", False), ("an", False)])
def test_who_may_enter(world: World, who: str, may: bool) -> None:
    plan = planned(world)
    if may:
        assert enter(world, plan, 0, HALF, who=who, value=Decimal(90)).by_name
    else:
        with pytest.raises(NotAllowed):
            enter(world, plan, 0, HALF, who=who, value=Decimal(90))


def test_neither_neighbours_nor_those_above_enter(world: World) -> None:
    plan = planned(world)
    assert HALF is not None
    for by in (access_of(world.oanh, world.binh_minh), access_of(world.thao, world.an_binh)):
        with pytest.raises(NotAllowed):
            enter_value(target_of(plan, 0), by=by, at=NOW, period=HALF, came=Came(Decimal(1), source="Sổ"))


# ------------------------------------------------------------------ corrected


def test_a_correction_names_what_it_replaces(world: World) -> None:
    plan = planned(world)
    wrong = enter(world, plan, 0, HALF, value=Decimal(90))
    right = correct(world, wrong, value=Decimal(96))
    assert right.replaces == wrong
    row = row_of(plan, 0)
    assert [(each.words, each.stands) for each in row.values] == [("90 %", False), ("96 %", True)]
    assert row.reached.words == "Đạt"
    with pytest.raises(DomainError, match="Người khác vừa đính chính"):
        correct(world, wrong, value=Decimal(97))


def test_a_value_is_taken_back_and_entered_anew(world: World) -> None:
    plan = planned(world)
    wrong = enter(world, plan, 0, HALF, value=Decimal(90))
    gone = correct(world, wrong)
    assert gone.withdrawn
    assert row_of(plan, 0).latest is None
    with pytest.raises(DomainError, match="vừa đính chính"):
        correct(world, gone, value=Decimal(1))
    anew = enter(world, plan, 0, HALF, value=Decimal(92))
    assert anew.replaces == gone
    assert [each.value.value for each in row_of(plan, 0).standing] == [Decimal(92)]


def test_a_correction_without_a_reason_is_refused(world: World) -> None:
    plan = planned(world)
    value = enter(world, plan, 0, HALF, value=Decimal(90))
    with pytest.raises(DomainError, match="lý do"):
        correct_value(value, by=here(world), at=NOW, reason=" ", came=None)


# ------------------------------------------------------------------ taken from figures


def test_the_total_of_figures_fills_it_and_stays_as_it_was_taken(world: World) -> None:
    plan = planned(world, "Quý II", "Quý III")
    articles = measure_of(world)
    report(world, milestones_of(plan, 1)[0], (articles, "10"), on=dt.date(2026, 3, 31))
    report(world, milestones_of(plan, 2)[0], (articles, "15"), on=dt.date(2026, 4, 1))
    other = issued_with(world, "Quý II", number="99")
    report(world, milestones_of(other)[0], (articles, "100"), on=dt.date(2026, 4, 1))
    first = enter(world, plan, 1, QUARTER, measure=articles, source="")
    half = enter(world, plan, 1, HALF, measure=articles, source="")
    assert (first.value, first.taken_count) == (Decimal(10), 1)
    assert (half.value, half.taken_count, half.source) == (Decimal(25), 2, "Tổng hợp từ số liệu thực hiện")
    assert row_of(plan, 1).reached.words == "Đạt"
    report(world, milestones_of(plan, 1)[0], (articles, "7"), on=dt.date(2026, 5, 1))
    assert TargetValue.objects.get(pk=half.pk).value == Decimal(25)
    assert correct(world, half, measure=articles).value == Decimal(32)


def test_of_a_rate_the_latest_is_taken(world: World) -> None:
    plan = planned(world)
    rate = rate_of(world)
    report(world, milestones_of(plan)[0], (rate, "91"), on=dt.date(2026, 3, 1))
    report(world, milestones_of(plan)[0], (rate, "96.5"), on=dt.date(2026, 5, 1))
    assert enter(world, plan, 0, HALF, measure=rate).value == Decimal("96.5")


def test_what_cannot_be_taken(world: World) -> None:
    plan = planned(world)
    with pytest.raises(DomainError, match="Chưa ai ghi"):
        enter(world, plan, 1, HALF, measure=measure_of(world))
    with pytest.raises(DomainError, match="không làm cả hai"):
        enter(world, plan, 1, HALF, measure=measure_of(world), value=Decimal(3))


def test_a_proof_is_one_of_this_plan_that_stands(world: World) -> None:
    plan, other = planned(world), issued_with(world, "Quý II", number="99")
    own = add_link(milestones_of(plan)[0], by=here(world), at=NOW, url="https://x.vn/a", fact_on=TODAY)
    theirs = add_link(milestones_of(other)[0], by=here(world), at=NOW, url="https://x.vn/b", fact_on=TODAY)
    assert enter(world, plan, 0, QUARTER, value=Decimal(1), evidence=own).evidence == own
    withdraw_proof(own, by=here(world), at=NOW, reason="Nhầm")
    own.refresh_from_db()
    for proof in (theirs, own):
        with pytest.raises(DomainError, match="minh chứng của kế hoạch này"):
            enter(world, plan, 0, HALF, value=Decimal(1), evidence=proof)


# ------------------------------------------------------------------ other versions, last year


def corrected_plan(world: World, plan: Plan, reworded: dict[int, str], on: dt.date = dt.date(2026, 5, 4)) -> Plan:
    draft = draft_replacement(Plan.objects.get(pk=plan.pk), by=here(world))
    for at, text in reworded.items():
        target = target_of(draft, at)
        Target.objects.filter(pk=target.pk).update(text=text)
    return issued(world, draft, "120", on)


def test_values_go_on_with_a_corrected_version_and_none_is_lost(world: World) -> None:
    plan = planned(world)
    kept = enter(world, plan, 0, QUARTER, value=Decimal(96))
    enter(world, plan, 1, QUARTER, value=Decimal(6))
    new = corrected_plan(world, plan, {1: "Mỗi thôn có một buổi phát thanh hằng tuần"})
    shown = board(new, TODAY)
    assert [each.words for each in shown.rows[0].standing] == ["96 %"]
    assert shown.rows[1].values == []
    assert [(row.target.text, row.values[0].words) for row in shown.left] == [(STATED[1]["text"], "6 tin, bài")]
    with pytest.raises(DomainError, match="bấm Đính chính"):
        enter(world, new, 0, QUARTER, value=Decimal(97))
    with pytest.raises(NotAllowed, match="bản thay thế"):
        enter(world, plan, 0, HALF, value=Decimal(97))
    correct(world, kept, value=Decimal(98))
    assert [each.words for each in board(new, TODAY).rows[0].standing] == ["98 %"]


def test_last_years_value_stands_beside_it(world: World) -> None:
    before = planned(world, stated=[{**STATED[0], "text": "Năm 2025 trên 95% hồ sơ đúng hạn"}], number="50")
    Plan.objects.filter(pk=before.pk).update(year=2025)
    enter(world, before, 0, read_period("2025"), value=Decimal("93.86"))
    now = planned(world, stated=[{**STATED[0], "text": "Năm 2026 trên 98% hồ sơ đúng hạn", "value": Decimal(98)}])
    Plan.objects.filter(pk=now.pk).update(started_from=before)
    past = row_of(now, 0).last_year
    assert past is not None
    assert (past.words, past.reached.words) == ("93,86 %", "Không đạt")
    page = text_of(sign_in(world.lan).get(url("targets", plan_id=now.pk)))
    assert "Năm 2025" in page
    assert "93,86 %" in page


# ------------------------------------------------------------------ the pages


def test_the_page_of_a_plan_and_of_a_target(world: World) -> None:
    plan = planned(world)
    enter(world, plan, 0, QUARTER, value=Decimal(90))
    enter(world, plan, 0, HALF, value=Decimal(96))
    page = text_of(sign_in(world.nga).get(url("targets", plan_id=plan.pk)))
    assert "3 chỉ tiêu: 1 đạt, 0 không đạt, 0 chưa đạt, 2 chưa có kết quả" in page
    assert "từ 95 %" in page
    assert "Ghi kết quả<" not in page
    one = text_of(sign_in(world.lan).get(url("target", plan_id=plan.pk, target_id=target_of(plan, 0).pk)))
    assert 'role="img"' in one
    assert "quý I/2026" in one
    assert "Sổ theo dõi" in one


def test_entering_and_correcting_from_the_pages(world: World) -> None:
    plan = planned(world)
    target = target_of(plan, 0)
    address = url("target", plan_id=plan.pk, target_id=target.pk)
    client = sign_in(world.lan)
    sent = {"nam": "2026", "ky": "-n1", "value": "93,86", "source": "Một cửa điện tử"}
    wrong = client.post(address, {**sent, "value": "1,234"})
    assert wrong.status_code == 422
    assert "hai cách" in text_of(wrong)
    assert "Một cửa điện tử" in text_of(wrong)
    assert client.post(address, {**sent, "source": ""}).status_code == 422
    assert client.post(address, {**sent, "ky": "-q7"}).status_code == 422
    assert client.post(address, sent).status_code == 303
    value = TargetValue.objects.get()
    assert (value.value, value.period) == (Decimal("93.86"), "2026-n1")
    page = url("value-correct", value_id=value.pk)
    assert sign_in(world.nga).get(page).status_code == 403
    assert client.post(page, {"value": "95", "source": "Một cửa điện tử"}).status_code == 422
    assert client.post(page, {"value": "95", "source": "Một cửa điện tử", "reason": "Nhầm cột"}).status_code == 303
    assert "đã được đính chính" in text_of(client.get(page))
    assert "đính chính: Nhầm cột" in text_of(client.get(address))
    assert sign_in(world.nga).post(address, sent).status_code == 403


def test_what_belongs_to_others_does_not_exist(world: World) -> None:
    plan = planned(world)
    value = enter(world, plan, 0, HALF, value=Decimal(1))
    draft = draft_with(world, "Quý II")
    client = sign_in(world.lan)
    assert client.get(url("targets", plan_id=draft.pk)).status_code == 404
    assert client.get(url("target", plan_id=plan.pk, target_id=999999)).status_code == 404
    Plan.objects.filter(pk=plan.pk).update(organisation=world.binh_minh)
    TargetValue.objects.update(organisation=world.binh_minh)
    target = target_of(plan, 0)
    for name, kwargs in (
        ("targets", {"plan_id": plan.pk}), ("target", {"plan_id": plan.pk, "target_id": target.pk}),
        ("value-correct", {"value_id": value.pk}),
    ):  # fmt: skip
        assert client.get(url(name, **kwargs)).status_code == 404


def test_the_pages_ask_as_much_for_many_as_for_few(world: World) -> None:
    plan = planned(world, stated=STATED[:1])
    enter(world, plan, 0, QUARTER, value=Decimal(90))
    client = sign_in(world.lan)

    def queries(plan: Plan) -> tuple[int, int]:
        counts = []
        for address in (
            url("targets", plan_id=plan.pk),
            url("target", plan_id=plan.pk, target_id=target_of(plan, 0).pk),
        ):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            counts.append(len(captured))
        return counts[0], counts[1]

    few = queries(plan)
    many = planned(world, stated=STATED * 2, number="98")
    for at in (0, 1, 3, 4):
        enter(world, many, at, QUARTER, value=Decimal(90))
        correct(world, enter(world, many, at, HALF, value=Decimal(90)), value=Decimal(91))
    assert queries(many) == few
