"""A commune with so many followed duties, for the benchmarks of the lists. Django is set up by whoever imports it."""

from __future__ import annotations

import datetime as dt

from core.text import fold
from documents.models import IssuedDocument
from organisations.access import Access
from plans.deadlines import parse, to_json
from plans.enums import PartyKind, PartyRole, PlanState
from plans.models import Block, Plan, PlanTask, TableRow, TaskUnit
from tests.world import World
from work.domain.deriving import derive

TASKS_A_PLAN, MINE = 1000, 2000
WORDS = ("Niêm yết công khai", "Rà soát quy trình", "Tổ chức tuyên truyền", "Báo cáo kết quả", "Tập huấn kỹ năng")


def deadlines(today: dt.date) -> list[str]:
    """What plans say: most have a day or a quarter, some recur, some go on all the time."""
    days = [f"chậm nhất ngày {today + dt.timedelta(days=step):%d/%m/%Y}" for step in range(-60, 200, 20)]
    return [*days, "Quý I", "Quý II", "Quý III", "Quý IV", "trong năm", "hằng quý", "Thường xuyên"]


def build(world: World, tasks: int, today: dt.date) -> None:
    """Plans of a thousand duties each; the first 2,000 duties are led by Lan's office and are nobody's in person."""
    said = {
        words: to_json(rule, full=True) if (rule := parse(words, plan_year=today.year)) else None
        for words in deadlines(today)
    }
    units = [world.justice, world.culture, world.one_stop]
    issued_on = today - dt.timedelta(days=90)
    for number in range(max(tasks // TASKS_A_PLAN, 1)):
        issued = IssuedDocument.objects.create(
            organisation=world.an_binh, kind="plan", type_name="KẾ HOẠCH", number=str(number + 1), symbol="KH-UBND",
            year=issued_on.year, issued_on=issued_on, title=f"Kế hoạch {number}", content={}, content_key=str(number),
        )  # fmt: skip
        plan = Plan.objects.create(
            organisation=world.an_binh, year=issued_on.year, title=f"Kế hoạch {number}", number=str(number + 1),
            state=PlanState.ISSUED, issued=issued,
        )  # fmt: skip
        block = Block.objects.create(
            plan=plan, position=1, kind="table", columns=[{"title": "Nội dung", "role": "content"}]
        )
        rows = TableRow.objects.bulk_create(
            TableRow(block=block, position=index, cells=["x"]) for index in range(TASKS_A_PLAN)
        )
        made = []
        for index, row in enumerate(rows):
            words = list(said)[index % len(said)]
            text = f"{WORDS[index % len(WORDS)]} lần {number}-{index} theo chương trình cải cách hành chính của xã"
            made.append(
                PlanTask(
                    plan=plan, row=row, position=index, text=text, search=fold(text), tracked=True,
                    lead_text="Bộ phận chủ trì", deadline_text=words, deadline=said[words],
                )
            )  # fmt: skip
        made = PlanTask.objects.bulk_create(made)
        mine = number * TASKS_A_PLAN < MINE
        TaskUnit.objects.bulk_create(
            TaskUnit(
                plan=plan, task=task, role=PartyRole.LEAD, name="Bộ phận chủ trì", kind=PartyKind.UNIT,
                unit=world.office if mine else units[index % len(units)],
            )
            for index, task in enumerate(made)
        )  # fmt: skip
        derive(plan, today=today, by=Access.system(world.an_binh))
