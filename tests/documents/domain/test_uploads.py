"""Files that nobody names: refused ones are not stored, what a broken transaction left is swept."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from core.exceptions import DomainError
from documents.domain.attachments import UNCLAIMED_FOR, store_file, sweep_unclaimed
from documents.domain.uploads import accept_upload
from documents.models import Attachment
from documents.reading.files import Kind
from tests.world import World, access_of

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"


def files() -> set[Path]:
    return {each for each in Path(default_storage.path("")).rglob("*") if each.is_file()}


def keep(world: World, data: bytes) -> Attachment:
    by = access_of(world.lan, world.an_binh)
    return store_file(organisation=world.an_binh, name="a.pdf", data=data, content_type="application/pdf", by=by)


def aged(path: Path, age: dt.timedelta) -> None:
    moment = (timezone.now() - age).timestamp()
    os.utime(path, (moment, moment))


def broken(world: World, data: bytes) -> None:
    with transaction.atomic():
        keep(world, data)
        raise ZeroDivisionError


def test_another_kind_than_asked_for_is_not_stored(world: World) -> None:
    by, before = access_of(world.lan, world.an_binh), files()
    with pytest.raises(DomainError, match="không phải là ảnh"):
        accept_upload(organisation=world.an_binh, name="a.jpg", data=PDF, by=by, kinds={Kind.IMAGE})
    with pytest.raises(DomainError, match="không được nhận ở đây"):
        accept_upload(organisation=world.an_binh, name="a.pdf", data=PDF, by=by, kinds={Kind.DOCX})
    assert files() == before
    assert accept_upload(organisation=world.an_binh, name="a.pdf", data=PDF, by=by, kinds={Kind.PDF}).size == len(PDF)


def test_what_a_broken_transaction_left_goes_after_a_day(world: World) -> None:
    before = files()
    with pytest.raises(ZeroDivisionError):
        broken(world, b"left behind")
    (left,) = files() - before
    sweep_unclaimed(now=timezone.now())
    assert left.exists()
    aged(left, UNCLAIMED_FOR * 2)
    kept = keep(world, b"left behind")
    aged(Path(kept.file.path), UNCLAIMED_FOR * 2)
    assert sweep_unclaimed(now=timezone.now()) >= 1
    assert not left.exists()
    assert kept.file.read() == b"left behind"


def test_what_is_not_kept_by_content_is_left_alone(world: World) -> None:
    names = ("prints/ab/abcd.pdf", "1/ab/other.txt", "note.txt")
    paths = [Path(default_storage.path(default_storage.save(name, ContentFile(b"x")))) for name in names]
    for each in paths:
        aged(each, UNCLAIMED_FOR * 2)
    sweep_unclaimed(now=timezone.now())
    assert all(each.exists() for each in paths)
