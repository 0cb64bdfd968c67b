"""The one way a file enters the portal."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from core.exceptions import DomainError
from documents.models import Attachment
from organisations.access import Access
from organisations.models import Organisation

UNCLAIMED_FOR = dt.timedelta(days=1)  # far longer than any transaction that could still claim a file
_AT_A_TIME = 500
logger = logging.getLogger(__name__)
NOT_WRITABLE = "Chưa lưu được: ổ đĩa của hệ thống đã đầy hoặc không ghi được. Hãy báo người quản trị, rồi gửi lại sau."


@transaction.atomic
def store_file(*, organisation: Organisation, name: str, data: bytes, content_type: str, by: Access) -> Attachment:
    """Keep these bytes once. The same content sent again, under whatever name, is the row already there.

    The caller has sniffed and limited the content; the name is only a label and never a path.
    """
    digest = hashlib.sha256(data).hexdigest()
    known = Attachment.objects.filter(organisation=organisation, sha256=digest).first()
    if known is not None:
        return known
    attachment = Attachment(
        organisation=organisation,
        sha256=digest,
        name=name.replace("\x00", "").replace("/", "-").replace("\\", "-")[-255:] or "tep",
        content_type=content_type,
        size=len(data),
        uploaded_by_name=by.user_name,
    )
    try:
        attachment.file.save(digest, ContentFile(data), save=False)
    except OSError:
        logger.exception("file of %s bytes not kept", len(data))
        raise DomainError(NOT_WRITABLE) from None
    try:
        with transaction.atomic():
            attachment.save()
    except IntegrityError:  # the same content was sent in the same moment
        return Attachment.objects.get(organisation=organisation, sha256=digest)
    return attachment


def sweep_unclaimed(*, now: dt.datetime) -> int:
    """Remove files that no row names: their transaction did not commit. Returns how many.

    A row never comes to name a file that lies there already: of two equal ones the second gets a name of its own.
    """
    storage = Attachment._meta.get_field("file").storage
    oldest = (now - UNCLAIMED_FOR).timestamp()
    gone = 0
    stored = _stored_before(Path(storage.path("")), oldest)
    while names := list(islice(stored, _AT_A_TIME)):
        known = set(Attachment.objects.filter(file__in=names).values_list("file", flat=True))
        for name in set(names) - known:
            storage.delete(name)
            gone += 1
    return gone


def _stored_before(root: Path, oldest: float) -> Iterator[str]:
    """Names of the files kept by content; whatever else lies beside them (prints, copies) is not ours to touch."""
    for path in root.glob("[0-9]*/[0-9a-f][0-9a-f]/*"):
        if path.is_file() and path.stat().st_mtime < oldest and path.name.startswith(path.parent.name):
            yield path.relative_to(root).as_posix()
