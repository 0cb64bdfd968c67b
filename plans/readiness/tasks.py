"""Checks of the duties: who leads, who answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from core.text import fold
from plans.readiness.facts import Party, PlanFacts
from plans.readiness.problem import PLAN, Finding, Level, check
from plans.readiness.wording import listed, short


@check(
    "task-without-lead", "Nhiệm vụ theo dõi chưa có cơ quan chủ trì", Level.BLOCKING,
    source="Không ai nhận việc thì không theo dõi được",
)  # fmt: skip
def without_lead(plan: PlanFacts) -> Iterator[Finding]:
    for task in plan.followed:
        if not task.lead_text.strip():
            yield Finding(
                task.place,
                f"Nhiệm vụ “{short(task.text)}” chưa có cơ quan chủ trì. "
                "Hãy ghi cơ quan chủ trì, hoặc chuyển nhiệm vụ sang “chỉ in”.",
                task.text,
            )


@check(
    "lead-is-collective", "Chủ trì là tên chung, chưa có người phụ trách", Level.ADVISORY,
    source="Tên chung không nhận được việc và nhắc việc",
)  # fmt: skip
def collective_lead(plan: PlanFacts) -> Iterator[Finding]:
    for task in plan.followed:
        if task.person or not task.leads or not all(party.collective for party in task.leads):
            continue
        names = listed([party.name for party in task.leads])
        yield Finding(
            task.place,
            f"“{short(names, 50)}” là tên chung, chưa rõ ai làm nhiệm vụ “{short(task.text, 60)}”. "
            "Hãy chọn người phụ trách, hoặc ghi rõ bộ phận chủ trì.",
            names,
        )


def _alike(one: Party, other: Party) -> bool:
    if one.unit is not None and one.unit == other.unit:
        return True
    return _bare(one.name) == _bare(other.name) != ""


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", " ", fold(name)).strip()


@check(
    "lead-is-coordinator", "Một cơ quan vừa chủ trì vừa phối hợp", Level.ADVISORY,
    source="Một cơ quan không phối hợp với chính mình",
)  # fmt: skip
def lead_coordinates(plan: PlanFacts) -> Iterator[Finding]:
    for task in plan.tasks:
        for lead in task.leads:
            twice = next((other for other in task.coordinating if _alike(lead, other)), None)
            if twice is not None:
                yield Finding(
                    task.place,
                    f"“{short(lead.name, 50)}” vừa chủ trì vừa phối hợp nhiệm vụ “{short(task.text, 60)}”. "
                    "Hãy bỏ tên này ở một trong hai chỗ.",
                    f"{lead.name} | {twice.name}",
                )


@check(
    "no-followed-task", "Không có nhiệm vụ nào được theo dõi", Level.ADVISORY,
    source="Sau khi ban hành chỉ nhiệm vụ theo dõi mới được nhắc và báo cáo",
)  # fmt: skip
def none_followed(plan: PlanFacts) -> Iterator[Finding]:
    if plan.lines and not plan.followed:
        yield Finding(
            PLAN,
            "Kế hoạch chưa có nhiệm vụ nào được theo dõi. Hãy đánh dấu nhiệm vụ trong văn bản, "
            "hoặc chuyển nhiệm vụ “chỉ in” sang “theo dõi”.",
        )
