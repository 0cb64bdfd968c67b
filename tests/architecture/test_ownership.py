"""Each of our models says to which organisation a row belongs, or why it belongs to none."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.db import models
from django.db.models.constants import LOOKUP_SEP

OURS = {path.parent.name for path in Path(__file__).resolve().parents[2].glob("*/apps.py")}

# Model → why it has no owner_path. A model that got one, or is gone, must leave this list.
WITHOUT_OWNER = {
    "accounts.user": "a person may work in several organisations; reached through Membership",
    "audit.auditentry": "a log outlives its subject: plain organisation_id, asked by organisations.queries.log_of",
    "notifications.outgoingemail": "goes to a person, who may work in several organisations; asked by unsent_letters",
    "notifications.outgoingtext": "goes to a person, who may work in several organisations",
    "notifications.preference": "how a person wishes to be told, wherever he or she works",
    "organisations.organisation": "is the owner",
    "organisations.subordination": "public fact of the tree, read through its organisation",
    "organisations.succession": "public fact of the tree, read through its organisations",
    "reference.legaltext": "the common catalogue belongs to nobody; an office's own texts are asked by usable_by",
    "reference.measure": "the common measures belong to nobody; an office's own are asked by usable_in",
    "reference.specialday": "a day off holds for every office",
    "work.reminderrun": "a day's run is of every office",
}
# Links that may be empty, with the reason.
NULLABLE: dict[str, str] = {}


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


def test_each_model_names_its_owner() -> None:
    missing = [m._meta.label_lower for m in ours() if not hasattr(m, "owner_path")]
    assert sorted(set(missing) - set(WITHOUT_OWNER)) == []
    assert sorted(set(WITHOUT_OWNER) - set(missing)) == [], "thừa trong WITHOUT_OWNER"


def test_the_road_leads_to_the_path_and_is_never_empty() -> None:
    wrong = []
    for model in ours():
        road = getattr(model, "owner_path", None)
        if road is None:
            continue
        label, here = model._meta.label_lower, model
        *steps, last = road.split(LOOKUP_SEP)
        for step in steps:
            field = here._meta.get_field(step)
            if field.null and f"{label}.{step}" not in NULLABLE:
                wrong.append(f"{label}: {step} may be empty")
            here = field.related_model
        if (here._meta.label_lower, last) != ("organisations.organisation", "path"):
            wrong.append(f"{label}: {road} does not end at organisation path")
    assert wrong == []
