"""A backup is only as good as its restore: every test here puts the file back somewhere, for real."""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import io
import json
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from accounts.models import User
from audit.models import AuditEntry
from core.backup import BackupError, create_backup, restore_backup, rows
from organisations.models import Organisation
from tests.world import World

NOW = dt.datetime(2026, 5, 11, 2, 15, tzinfo=dt.UTC)
PAPER = "documents/ab/kế hoạch số 12.pdf"


@pytest.fixture
def media(tmp_path: Path, settings: LazySettings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.DATA_DIR = tmp_path
    (tmp_path / "media/documents/ab").mkdir(parents=True)
    (tmp_path / "media" / PAPER).write_bytes(b"%PDF-1.7 \x00\xff")
    return tmp_path / "media"


@contextlib.contextmanager
def bare_database(alias: str, folder: Path, kind: str) -> Iterator[str]:
    """A database without a single table: an SQLite file, or one of the kind the suite runs on."""
    if kind == "sqlite":
        name = str(folder / f"{alias}.sqlite3")
        options = {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL"}
        changes = {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": options, "CONN_HEALTH_CHECKS": False}
    else:
        name, changes = f"{connection.settings_dict['NAME']}_{alias}", {}
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")
            cursor.execute(f"CREATE DATABASE {name}")
    connections.databases[alias] = {**connection.settings_dict, "CONN_MAX_AGE": 0, **changes, "NAME": name}
    # pytest-django guards the databases known when a test starts; this one is made by the test itself
    guarded = connections[alias]
    guarded.ensure_connection = lambda: guarded.connection or guarded.connect()  # type: ignore[method-assign]
    yield alias
    connections[alias].close()
    del connections[alias], connections.databases[alias]
    if not changes:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name}")


@pytest.fixture
def place(tmp_path: Path, db: None) -> Iterator[str]:
    with bare_database("place", tmp_path, connection.vendor) as alias:
        yield alias


@pytest.fixture(params=sorted({"sqlite", connection.vendor}))
def any_place(request: pytest.FixtureRequest, tmp_path: Path, db: None) -> Iterator[str]:
    with bare_database("any_place", tmp_path, request.param) as alias:
        yield alias


@pytest.fixture
def second(tmp_path: Path, db: None) -> Iterator[str]:
    with bare_database("second", tmp_path, connection.vendor) as alias:
        yield alias


@pytest.fixture
def backup(world: World, media: Path, tmp_path: Path) -> Path:
    AuditEntry.objects.create(
        user=world.lan, user_name="Lan", object_type="plan", object_id="1", object_text="Kế hoạch", action="lập",
        changes={"tên": [None, "Đường 🌾 \"hai\" \\ \u2028"], "số": [1.5, 2]},
    )  # fmt: skip
    Session.objects.create(session_key="k", session_data="", expire_date=NOW)
    target = tmp_path / "saved.tar.gz"
    create_backup(target, now=NOW)
    return target


@pytest.fixture
def elsewhere(tmp_path: Path, settings: LazySettings) -> Path:
    """Another, empty media folder."""
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    return tmp_path / "elsewhere"


def content(using: str) -> dict[str, list[tuple[Any, ...]]]:
    found = rows.tables(rows.applied(using), using)
    return {
        label: list(
            model._base_manager.using(using).order_by("pk").values_list(*[f.attname for f in rows.columns(model)])
        )
        for label, model in found.items()
    }


def tampered(source: Path, change: Callable[[str, bytes], list[tuple[str, bytes]]]) -> Path:
    """The same archive with other members: `change` gives what stands in the place of each."""
    target = source.with_name("tampered.tar.gz")
    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            file = old.extractfile(member)
            assert file
            for name, text in change(member.name, file.read()):
                info = tarfile.TarInfo(name)
                info.size = len(text)
                new.addfile(info, io.BytesIO(text))
    return target


def test_everything_comes_back_in_an_empty_place_and_from_there_over_other_data(
    backup: Path, any_place: str, media: Path, elsewhere: Path
) -> None:
    """default → any_place → default: on PostgreSQL this is the road from SQLite to PostgreSQL, too."""
    before = content("default")
    count = restore_backup(backup, replace=False, using=any_place)
    assert content(any_place) == before
    assert before["audit.auditentry"]
    assert before["organisations.organisation"]
    assert count == {"rows": sum(map(len, before.values())), "files": 1}
    assert (elsewhere / PAPER).read_bytes() == (media / PAPER).read_bytes()
    assert sorted(path.name for path in elsewhere.iterdir()) == ["documents"]
    assert not Session.objects.using(any_place).exists()
    back = backup.with_name("back.tar")
    create_backup(back, now=NOW, using=any_place)
    Organisation.objects.update(name="khác")
    User.objects.create_user(full_name="Người mới", email="moi@xa.example")
    (elsewhere / "moi.txt").write_text("mới")
    with pytest.raises(BackupError, match=r"đang có dữ liệu.*--replace"):
        restore_backup(back, replace=False)
    restore_backup(back, replace=True)
    assert content("default") == before
    assert not (elsewhere / "moi.txt").exists()


def test_a_number_once_given_is_not_given_again(world: World, media: Path, tmp_path: Path, place: str) -> None:
    gone = User.objects.create_user(full_name="Người đã xóa", email="xoa@xa.example")
    number = gone.pk
    gone.delete()
    create_backup(tmp_path / "saved.tar", now=NOW)
    restore_backup(tmp_path / "saved.tar", replace=True, using=place)
    fresh = User(full_name="Người mới", email="moi@xa.example")
    fresh.save(using=place)
    assert fresh.pk > number


@pytest.mark.one_database
def test_a_fresh_installation_counts_as_empty(backup: Path, place: str, elsewhere: Path) -> None:
    """What `migrate` itself writes does not stand in the way of a restore."""
    call_command("migrate", database=place, verbosity=0)
    assert restore_backup(backup, replace=False, using=place)["files"] == 1


@pytest.mark.one_database
def test_a_backup_of_an_older_version_needs_a_bare_database(
    place: str, second: str, media: Path, tmp_path: Path
) -> None:
    executor = MigrationExecutor(connections[place])
    today = executor.loader.graph.leaf_nodes()
    last = next(node for node in today if node[0] == "axes")
    before_last = sorted(node for node in executor.loader.disk_migrations if node[0] == "axes" and node != last)[-1]
    executor.migrate([before_last if node == last else node for node in today])
    User(full_name="Người cũ", email="cu@xa.example").save(using=place)
    create_backup(tmp_path / "old.tar", now=NOW, using=place)

    call_command("migrate", database=place, verbosity=0)
    with pytest.raises(BackupError, match=r"phiên bản khác.*trống hẳn"):
        restore_backup(tmp_path / "old.tar", replace=True, using=place)
    restore_backup(tmp_path / "old.tar", replace=True, using=second)
    assert last in rows.applied(second)
    assert User.objects.using(second).get().full_name == "Người cũ"


# -- what must be refused, with nothing changed


def _flip(name: str, text: bytes) -> list[tuple[str, bytes]]:
    return [(name, text[:-1] + bytes([text[-1] ^ 1]) if name.startswith("files/") else text)]


def _without_file(name: str, text: bytes) -> list[tuple[str, bytes]]:
    return [] if name.startswith("files/") else [(name, text)]


def _without_list(name: str, text: bytes) -> list[tuple[str, bytes]]:
    return [] if name == "manifest.json" else [(name, text)]


def _extra(name: str, text: bytes) -> list[tuple[str, bytes]]:
    return [(name, text), ("files/la.txt", b"x")] if name == "manifest.json" else [(name, text)]


def _climbing(name: str, text: bytes) -> list[tuple[str, bytes]]:
    return [("files/../../../trong-nha.txt" if name.startswith("files/") else name, text)]


def _absolute(name: str, text: bytes) -> list[tuple[str, bytes]]:
    return [("/tmp/trong-nha.txt" if name.startswith("files/") else name, text)]


def _twice(name: str, text: bytes) -> list[tuple[str, bytes]]:
    return [(name, text)] * (2 if name.startswith("files/") else 1)


def _newer(name: str, text: bytes) -> list[tuple[str, bytes]]:
    return [(name, text.replace(b'"migrations": [', b'"migrations": [["plans", "9999_later"],', 1))]


def _broken_reference(name: str, text: bytes) -> list[tuple[str, bytes]]:
    """Rows whose owner is missing: found by the database, after everything was already read."""
    from hashlib import sha256

    if name == "rows/accounts.user.jsonl":
        return [(name, text.splitlines(keepends=True)[0])]
    if name == "manifest.json":
        manifest = json.loads(text)
        header = (json.dumps([f.attname for f in rows.columns(User)]) + "\n").encode()
        manifest["entries"]["rows/accounts.user.jsonl"] = {"size": len(header), "sha256": sha256(header).hexdigest()}
        manifest["rows"]["accounts.user"] = 0
        text = json.dumps(manifest).encode()
    return [(name, text)]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_flip, "bị thay đổi hoặc hỏng: files/documents"),
        (_without_file, "bị thay đổi hoặc hỏng: files/documents"),
        (_extra, "bị thay đổi hoặc hỏng: files/la.txt"),
        (_without_list, "thiếu phần cuối"),
        (_climbing, "mục lạ"),
        (_absolute, "mục lạ"),
        (_twice, "mục lạ"),
        (_newer, "mới hơn cổng đang cài"),
        (_broken_reference, "Không nạp được dữ liệu, mọi thứ giữ nguyên"),
    ],
)
def test_a_bad_archive_changes_nothing(backup: Path, media: Path, change: Any, sentence: str) -> None:
    before = content("default")
    with pytest.raises(BackupError, match=sentence):
        restore_backup(tampered(backup, change), replace=True)
    assert content("default") == before
    assert Session.objects.count() == 1
    assert [path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file()] == [PAPER]
    assert not list(Path("/tmp").glob("trong-nha*"))


@pytest.mark.one_database
@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.97])
def test_a_cut_off_file_is_refused(backup: Path, media: Path, share: float) -> None:
    short = backup.with_name("short.tar.gz")
    short.write_bytes(backup.read_bytes()[: int(backup.stat().st_size * share)])
    with pytest.raises(BackupError, match=r"Tệp sao lưu (hỏng|thiếu phần cuối)"):
        restore_backup(short, replace=True)
    assert (media / PAPER).exists()


@pytest.mark.one_database
def test_links_and_devices_are_refused(backup: Path, media: Path) -> None:
    target = backup.with_name("link.tar")
    with tarfile.open(target, "w") as tar:
        link = tarfile.TarInfo("files/link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    with pytest.raises(BackupError, match="mục lạ"):
        restore_backup(target, replace=True)


# -- the commands


@pytest.mark.one_database
def test_commands_speak_vietnamese_and_keep_the_newest(world: World, media: Path, tmp_path: Path) -> None:
    out = io.StringIO()
    folder = tmp_path / "backups"
    folder.mkdir()
    for day in ("20260101-021500", "20260102-021500"):
        (folder / f"portal-{day}.tar.gz").write_bytes(b"")
    call_command("backup", keep=2, stdout=out)
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 2
    assert names[0] == "portal-20260102-021500.tar.gz"
    made = folder / names[1]
    assert made.stat().st_mode & 0o777 == 0o600
    assert "Đã sao lưu" in out.getvalue()
    with pytest.raises(CommandError, match="đã có; hãy chọn tên khác"):
        call_command("backup", str(made))
    call_command("restore", str(made), replace=True, stdout=out)
    assert "Đã khôi phục" in out.getvalue()
    with pytest.raises(CommandError, match="Không thấy tệp sao lưu"):
        call_command("restore", str(tmp_path / "khong-co.tar.gz"))


@pytest.mark.one_database
def test_restore_waits_for_the_portal_to_stop(backup: Path, tmp_path: Path) -> None:
    with (tmp_path / "run.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(CommandError, match="dừng cổng"):
            call_command("restore", str(backup), replace=True)
