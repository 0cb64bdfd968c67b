"""Saving everything the portal knows into one file, and putting it back, here or on another kind of database."""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DatabaseError, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from core.backup import rows
from core.backup.archive import FILES, ROWS, STAGING, BackupError, media_files, unpack, writing

__all__ = ["BackupError", "create_backup", "restore_backup"]

VERSION = 1


def create_backup(target: Path, *, now: dt.datetime, using: str = "default") -> dict[str, int]:
    """Writes the archive and returns how many rows and files it holds. The portal may go on working meanwhile."""
    nodes = rows.applied(using)
    if not nodes:
        raise BackupError("Cơ sở dữ liệu chưa có bảng nào; không có gì để sao lưu.")
    if rows.unknown_to_code(nodes, using):
        raise BackupError("Cơ sở dữ liệu mới hơn phiên bản đang cài; hãy sao lưu bằng đúng phiên bản ấy.")
    found = rows.tables(nodes, using)
    facts: dict[str, Any] = {
        "format": "cchc-portal",
        "version": VERSION,
        "created": now.isoformat(),
        "code": code_version(),
        "database": connections[using].vendor,
        "migrations": sorted(nodes),
    }
    counts: dict[str, int] = {}
    with writing(target) as archive, tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        with rows.one_moment(using):
            for label, model in found.items():
                with Path(folder, label).open("wb") as out:
                    counts[label] = rows.write_rows(model, out, using)
            facts["counters"] = rows.counters(found, using)
        for label in found:
            archive.add(f"{ROWS}/{label}.jsonl", Path(folder, label))
        # After the rows: a file that a row speaks of is there, one that came later is merely extra.
        for name, path in media_files(Path(settings.MEDIA_ROOT)):
            with contextlib.suppress(FileNotFoundError):
                archive.add(name, path)
        archive.finish({**facts, "rows": counts})
        files = len(archive.entries) - len(found)
    return {"rows": sum(counts.values()), "files": files}


def restore_backup(source: Path, *, replace: bool, using: str = "default") -> dict[str, int]:
    """Puts rows and files back. Nothing is touched before the whole archive is proven; a failure leaves all as it was.

    A database without tables is first built as it was at the time of the backup, then brought up to today.
    """
    media = Path(settings.MEDIA_ROOT)
    media.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=media, prefix=STAGING) as folder:
        staging = Path(folder)
        manifest = unpack(source, staging)
        nodes = {(app, name) for app, name in manifest["migrations"]}
        _refuse_unfit(manifest, nodes, replace=replace, using=using)
        if not rows.applied(using):
            MigrationExecutor(connections[using]).migrate(rows.last_of(nodes, using))
        found = rows.tables(nodes, using)
        try:
            with _media_in_place(media, staging), transaction.atomic(using=using):
                rows.empty(found, using)
                _load(found, manifest, staging, using)
        except (DatabaseError, ValueError, OSError) as error:
            raise BackupError(f"Không nạp được dữ liệu, mọi thứ giữ nguyên như trước: {error}") from error
        call_command("migrate", database=using, verbosity=0, interactive=False)
        ContentType.objects.clear_cache()
        files = sum(name.startswith(f"{FILES}/") for name in manifest["entries"])
    return {"rows": sum(manifest["rows"].values()), "files": files}


def code_version() -> str:
    """The commit of the checkout; empty in an installation without git."""
    try:
        command = ["git", "-C", str(settings.BASE_DIR), "rev-parse", "--short=12", "HEAD"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def _refuse_unfit(manifest: dict[str, Any], nodes: set[rows.Node], *, replace: bool, using: str) -> None:
    version = f" (phiên bản {manifest['code']})" if manifest.get("code") else ""
    if manifest.get("version") != VERSION or rows.unknown_to_code(nodes, using):
        raise BackupError(f"Bản sao lưu mới hơn cổng đang cài{version}; hãy nâng cấp cổng rồi khôi phục.")
    present = rows.applied(using)
    if not replace:
        holds_files = next(media_files(Path(settings.MEDIA_ROOT)), None) is not None
        if holds_files or (present and rows.filled(rows.tables(present, using), using)):
            raise BackupError("Nơi khôi phục đang có dữ liệu. Muốn thay hết bằng bản sao lưu thì thêm --replace.")
    if present and present != nodes:
        raise BackupError(
            f"Bản sao lưu của phiên bản khác{version}. Hãy khôi phục vào một cơ sở dữ liệu trống hẳn "
            "(chưa có bảng nào), hoặc cài đúng phiên bản ấy, khôi phục rồi nâng cấp."
        )


def _load(found: dict[str, rows.Model], manifest: dict[str, Any], staging: Path, using: str) -> None:
    if manifest["rows"].keys() != found.keys():
        raise ValueError(f"các bảng không khớp: {sorted(manifest['rows'].keys() ^ found.keys())}")
    for label, model in found.items():
        with (staging / ROWS / f"{label}.jsonl").open("rb") as lines:
            if rows.read_rows(model, lines, using) != manifest["rows"][label]:
                raise ValueError(f"{label}: số dòng không khớp danh mục")
    connections[using].check_constraints()
    rows.set_counters(found, manifest["counters"], using)


@contextlib.contextmanager
def _media_in_place(media: Path, staging: Path) -> Iterator[None]:
    """Swaps the uploaded files for those of the archive; swaps back when the block fails."""
    old, new = staging / "old", staging / FILES
    old.mkdir()
    new.mkdir(exist_ok=True)

    def content(folder: Path) -> list[Path]:
        return [path for path in folder.iterdir() if not path.name.startswith(STAGING)]

    def move(source: Path, target: Path) -> None:
        for path in content(source):
            shutil.move(path, target / path.name)

    try:
        move(media, old)
        move(new, media)
        yield
    except BaseException:
        move(media, new)
        move(old, media)
        raise
