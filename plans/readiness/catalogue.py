"""All checks, in the order in which their problems are shown."""

from __future__ import annotations

from plans.readiness import (
    appendices,
    bases,
    contents,
    dates,
    deadlines,
    header,
    names,
    outline,
    personal,
    reporting,
    tasks,
)
from plans.readiness.facts import PlanFacts
from plans.readiness.problem import Check, Problem

CHECKS: tuple[Check, ...] = (
    contents.empty,
    header.title_missing,
    header.issuer_missing,
    header.signature_missing,
    tasks.without_lead,
    bases.expired,
    personal.id_numbers,
    tasks.none_followed,
    tasks.collective_lead,
    tasks.lead_coordinates,
    deadlines.not_understood,
    deadlines.ambiguous,
    deadlines.before_plan,
    deadlines.outside_year,
    reporting.before_cutoff,
    reporting.same_day,
    personal.id_like,
    personal.phones,
    personal.births,
    personal.accounts,
    personal.disclosed_people,
    bases.perhaps_expired,
    bases.not_yet,
    bases.younger,
    bases.citation_expired,
    bases.none_cited,
    names.two_ways,
    header.issuer_foreign,
    header.title_year,
    header.date_odd,
    appendices.missing,
    appendices.unmentioned,
    appendices.nothing_in,
    contents.left_to_fill,
    contents.line_empty,
    contents.section_empty,
    outline.number_twice,
    outline.number_skipped,
    outline.letter_skipped,
    outline.letter_foreign,
    header.national_title,
    header.number_form,
    header.place_missing,
    header.title_form,
    dates.padding,
    bases.without_issuer,
    bases.without_day,
    bases.without_so,
    bases.in_prose,
    bases.ending,
    bases.citation_without_so,
    contents.closing_mark,
    contents.after_closing,
    header.signature_incomplete,
    header.signature_authority,
    header.recipients_missing,
    header.recipients_form,
    appendices.indication,
    appendices.label,
    header.number_and_day_blank,
)
_BY_CODE = {each.code: each for each in CHECKS}


def check_named(code: str) -> Check | None:
    return _BY_CODE.get(code)


def problems_of(plan: PlanFacts) -> list[Problem]:
    """Every problem, in the order of the checks. A plan without a line is only said to be empty."""
    if not plan.lines:
        return list(contents.empty.run(plan))
    return [problem for each in CHECKS for problem in each.run(plan)]
