"""Several photos in one sending: each a proof of its own, without what the camera wrote into it."""

from __future__ import annotations

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.exceptions import DomainError
from documents.models import Attachment
from tests.villages.village_world import picture
from tests.work.work_world import NOW, issued_with, milestones_of
from tests.world import World, access_of, sign_in
from work.domain.proof import add_files
from work.models import Evidence, WorkEntry

DAY = NOW.date()


def test_each_is_a_proof_and_the_same_picture_counts_once(world: World) -> None:
    milestone = milestones_of(issued_with(world, "Quý II"))[0]
    by, key = access_of(world.lan, world.an_binh), uuid.uuid4()
    files = [("a.jpg", picture("red")), ("b.jpg", picture("blue")), ("lại a.jpg", picture("red"))]
    added = add_files(milestone, by=by, at=NOW, files=files, fact_on=DAY, title="Buổi họp", key=key)
    assert [each.title for each in added] == ["Buổi họp (1)", "Buổi họp (2)"]
    assert add_files(milestone, by=by, at=NOW, files=files, fact_on=DAY, key=key) == added[:1]
    assert (Evidence.objects.count(), Attachment.objects.count()) == (2, 2)
    with pytest.raises(DomainError, match="chương trình"):
        add_files(
            milestone,
            by=by,
            at=NOW,
            files=[("c.jpg", picture("green")), ("d.jpg", b"MZ\x90\x00" + bytes(200))],
            fact_on=DAY,
        )
    assert Evidence.objects.count() == 2, "all or none"


def test_photos_of_a_report_lose_where_they_were_taken(world: World) -> None:
    milestone = milestones_of(issued_with(world, "Quý II"))[0]
    photos = [SimpleUploadedFile(f"{colour}.jpg", picture(colour, gps=True)) for colour in ("red", "blue")]
    sent = {"seen": milestone.version, "percent": "40", "result": "Đã họp", "file": photos, "key": str(uuid.uuid4())}
    sign_in(world.lan).post(f"/an-binh/viec/{milestone.pk}/cap-nhat/", sent)
    assert WorkEntry.objects.count() == 1
    kept = [each.attachment for each in Evidence.objects.filter(milestone=milestone)]
    assert len(kept) == 2
    for attachment in kept:
        assert attachment is not None
        data = attachment.file.read()
        assert b"Maker of phones" not in data
        assert dict(Image.open(io.BytesIO(data)).getexif()) == {}


def test_too_many_or_too_heavy_at_once(world: World, settings: object) -> None:
    milestone = milestones_of(issued_with(world, "Quý II"))[0]
    url = f"/an-binh/viec/{milestone.pk}/minh-chung/"
    many = [SimpleUploadedFile(f"{number}.jpg", b"x") for number in range(11)]
    told = sign_in(world.lan).post(url, {"file": many, "fact_on": "11/05/2026"})
    assert told.status_code == 422
    assert "nhiều nhất 10 tệp" in told.content.decode()
    settings.UPLOAD_LIMIT_MB = 0  # type: ignore[attr-defined]
    heavy = sign_in(world.lan).post(url, {"file": [SimpleUploadedFile("a.jpg", b"x")], "fact_on": "11/05/2026"})
    assert "quá mức 0 MB" in heavy.content.decode()
