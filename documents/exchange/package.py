"""The package: metadata and files in one ZIP, with a list of their hashes. The same input gives the same bytes."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping

from documents.exchange.metadata import Metadata, write_metadata

METADATA, HASHES = "metadata.xml", "sha256.txt"
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP knows: no clock in the package


def write_package(metadata: Metadata, files: Mapping[str, bytes]) -> bytes:
    """`files`: name → content, in this order; names are plain file names."""
    contents = {METADATA: write_metadata(metadata), **files}
    assert len(contents) == len(files) + 1, "a file must not take the place of the metadata"
    assert all("/" not in name and "\\" not in name and not name.startswith(".") for name in contents)
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in contents.items())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**contents, HASHES: sums.encode()}.items():
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
