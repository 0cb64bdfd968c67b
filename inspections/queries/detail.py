"""One inspection with everything around it, one finding with what became of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.shortcuts import get_object_or_404

from core.decision import Decision
from inspections import rules
from inspections.enums import StepKind
from inspections.models import Finding, FindingStep, Inspection, InspectionFile
from inspections.queries.lists import state_of, with_around
from inspections.queries.people import doers_of
from inspections.standing import InspectionState, Judged
from organisations.access import Access

TAKEN = ("steps", "uptakes__milestone__plan", "uptakes__milestone__task", "uptakes__milestone__organisation")


@dataclass(frozen=True)
class FindingView:
    """A finding with how it stands; `may` is by name of the act."""

    finding: Finding
    judged: Judged
    files: list[InspectionFile] = field(default_factory=list)
    steps: list[FindingStep] = field(default_factory=list)
    may: dict[str, Decision] = field(default_factory=dict)


@dataclass(frozen=True)
class InspectionView:
    inspection: Inspection
    state: InspectionState
    findings: list[FindingView]
    files: list[InspectionFile]
    may: dict[str, Decision]

    @property
    def dated(self) -> int:
        """How many findings have a day, and so become duties when it is concluded."""
        return sum(view.finding.asks and view.finding.due_on is not None for view in self.findings)


def inspection_here(access: Access, inspection_id: int) -> Inspection:
    """An inspection by the organisation in the URL; anything else does not exist (404)."""
    rows = Inspection.objects.of(access).select_related("organisation", "unit", "place", "head", "basis_plan")
    return get_object_or_404(rows, pk=inspection_id)


def finding_here(access: Access, finding_id: int) -> Finding:
    found: Finding = get_object_or_404(with_around(Finding.objects.of(access)), pk=finding_id)
    return found


def received_inspection(access: Access, inspection_id: int) -> Inspection:
    """A conclusion that was sent to the organisation in the URL; before it is sent it does not exist (404)."""
    rows = Inspection.objects.sent_to(access.organisation_id).select_related("organisation", "place", "head")
    return get_object_or_404(rows, pk=inspection_id)


def received_finding(access: Access, finding_id: int) -> Finding:
    sent = Inspection.objects.sent_to(access.organisation_id)
    rows = with_around(Finding.objects.filter(inspection__in=sent)).prefetch_related(*TAKEN)
    found: Finding = get_object_or_404(rows, pk=finding_id)
    return found


def looked_again(finding: Finding) -> list[FindingStep]:
    """What later looks of the office above showed, as the office inspected reads it; of fetched `steps`."""
    return [step for step in finding.steps.all() if step.kind in (StepKind.MENDED, StepKind.NOT_MENDED)]


def file_for(access: Access, file_id: int) -> InspectionFile:
    """A file of the office's own inspection, or of a conclusion that was sent to it."""
    rows = InspectionFile.objects.select_related("attachment")
    own = rows.of(access).filter(pk=file_id)
    sent = rows.filter(pk=file_id, inspection__in=Inspection.objects.sent_to(access.organisation_id), step=None)
    return get_object_or_404(own | sent)


def inspection_view(inspection: Inspection, access: Access, today: dt.date) -> InspectionView:
    """Three queries, whatever the number of findings."""
    files = list(inspection.files.select_related("attachment"))
    first = [file for file in files if file.step_id is None]
    findings = [
        FindingView(each, each.judged(today), [file for file in first if file.finding_id == each.pk])
        for each in with_around(inspection.findings.all())
    ]
    return InspectionView(
        inspection=inspection,
        state=state_of(inspection, today),
        findings=findings,
        files=[file for file in files if file.finding_id is None],
        may={
            "change": rules.can_change(access, inspection),
            "cancel": rules.can_cancel(access, inspection),
            "find": rules.can_conclude(access, inspection),
            "file": rules.can_add_file(access, inspection),
            "send": rules.can_send(access, inspection),
        },
    )


def finding_view(finding: Finding, access: Access, today: dt.date) -> FindingView:
    files = list(finding.files.select_related("attachment"))
    steps = list(finding.steps.select_related("milestone"))
    for step in steps:
        step.shown_files = [file for file in files if file.step_id == step.pk]  # type: ignore[attr-defined]
    return FindingView(
        finding=finding,
        judged=finding.judged(today),
        files=[file for file in files if file.step_id is None],
        steps=steps,
        may={
            "give": rules.can_give(access, finding),
            "reinspect": rules.can_reinspect(access, finding, doers_of(finding)),
        },
    )
