"""One tar file: rows, uploaded files, and last the list of contents with SHA-256, which a cut-off file lacks."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

from core.os_errors import reason_of

MANIFEST = "manifest.json"
ROWS, FILES = "rows", "files"
NEEDED = {"version", "migrations", "rows", "counters", "entries"}
STAGING = ".restore-"  # a restore at work in the media folder; never part of a backup
MANIFEST_LIMIT = 200 * 2**20


class BackupError(Exception):
    """Why a backup or restore cannot be done, as a sentence for the person who asked; nothing was changed."""


class _Hashing:
    """A file read on its way into the archive."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.file.read(size)
        self.digest.update(piece)
        return piece


class Writer:
    """Adds files one after the other and remembers what it added."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.entries: dict[str, dict[str, Any]] = {}

    def add(self, name: str, path: Path) -> None:
        with path.open("rb") as file:
            info = tarfile.TarInfo(name)
            status = os.fstat(file.fileno())
            info.size, info.mtime, info.mode = status.st_size, int(status.st_mtime), 0o600
            hashing = _Hashing(file)
            self.tar.addfile(info, hashing)
        self.entries[name] = {"size": info.size, "sha256": hashing.digest.hexdigest()}

    def finish(self, facts: dict[str, Any]) -> None:
        text = json.dumps({**facts, "entries": self.entries}, ensure_ascii=False, indent=1).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mode = len(text), 0o600
        self.tar.addfile(info, io.BytesIO(text))


@contextlib.contextmanager
def writing(target: Path) -> Iterator[Writer]:
    """The archive appears under its name only when it is complete; readable by its owner alone."""
    if target.exists():
        raise BackupError(f"Tệp {target} đã có; hãy chọn tên khác.")
    unfinished = target.with_name(target.name + ".part")
    mode: Any = "w:gz" if target.name.endswith(("gz", "tgz")) else "w:"
    try:
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            with tarfile.open(fileobj=file, mode=mode, format=tarfile.PAX_FORMAT) as tar:
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, target)
    except OSError as error:
        raise BackupError(f"Không ghi được {target}: {reason_of(error)}") from error
    finally:
        unfinished.unlink(missing_ok=True)


def media_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Every uploaded file with its name in the archive."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith(STAGING))
        for name in sorted(names):
            path = Path(folder, name)
            yield f"{FILES}/{path.relative_to(root).as_posix()}", path


def unpack(source: Path, staging: Path) -> dict[str, Any]:
    """Writes the contents into `staging` and returns the manifest, once every name, size and hash is right."""
    seen: dict[str, dict[str, Any]] = {}
    manifest: Any = None
    try:
        with tarfile.open(source, mode="r:*") as tar:
            for member in tar:
                file = tar.extractfile(member) if member.isreg() else None
                if file is None or member.name in seen:
                    raise BackupError(f"Tệp sao lưu có mục lạ: {member.name!r}.")
                if member.name == MANIFEST:
                    manifest = json.loads(file.read(MANIFEST_LIMIT))
                else:
                    seen[member.name] = _extract(file, member, staging)
    except FileNotFoundError as error:
        raise BackupError(f"Không thấy tệp sao lưu {source}.") from error
    except (tarfile.TarError, EOFError, zlib.error, ValueError) as error:
        raise BackupError("Tệp sao lưu hỏng, hoặc không phải tệp do lệnh backup tạo ra.") from error
    except OSError as error:
        raise BackupError(f"Không đọc được tệp sao lưu: {reason_of(error)}") from error
    if not isinstance(manifest, dict) or manifest.get("format") != "cchc-portal" or NEEDED - manifest.keys():
        raise BackupError("Tệp sao lưu thiếu phần cuối (danh mục), hoặc không phải tệp do lệnh backup tạo ra.")
    listed = manifest["entries"]
    for name in sorted(listed.keys() | seen.keys()):
        if listed.get(name) != seen.get(name):
            raise BackupError(f"Tệp sao lưu đã bị thay đổi hoặc hỏng: {name} không khớp danh mục.")
    return manifest


def _extract(file: IO[bytes], member: tarfile.TarInfo, staging: Path) -> dict[str, Any]:
    parts = PurePosixPath(member.name).parts
    safe = len(parts) > 1 and parts[0] in {ROWS, FILES} and not {"..", "."} & set(member.name.split("/"))
    if not safe or "\0" in member.name or "\\" in member.name:
        raise BackupError(f"Tệp sao lưu có mục lạ: {member.name!r}.")
    if shutil.disk_usage(staging).free < member.size + 50 * 2**20:
        raise BackupError("Ổ đĩa không đủ chỗ để mở tệp sao lưu.")
    path = staging.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("xb") as out:
        path.chmod(0o600)
        while piece := file.read(2**20):
            digest.update(piece)
            out.write(piece)
    return {"size": path.stat().st_size, "sha256": digest.hexdigest()}
