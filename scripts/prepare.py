"""Brings database, static files and demo data to the state the code expects, doing only what is not done yet.

One process for all of it: setting Django up costs a second, so a start does it once.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
DATABASE_PATIENCE = 30  # seconds a database server may take to answer


def step(title: str, work: Callable[[], object]) -> None:
    begin = time.monotonic()
    work()
    print(f"  ✓ {title} ({time.monotonic() - begin:.1f} giây)".replace(".", ","), flush=True)


def wait_for_database() -> None:
    from django.db import OperationalError, connection

    limit = time.monotonic() + DATABASE_PATIENCE
    while True:
        try:
            connection.ensure_connection()
            return
        except OperationalError as error:
            if time.monotonic() > limit:
                sys.exit(f"LỖI: không vào được cơ sở dữ liệu sau {DATABASE_PATIENCE} giây: {error}")
            time.sleep(0.5)


def migrate() -> None:
    """Applies what is pending; the check alone reads one table and the migration files."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        step("Cơ sở dữ liệu", lambda: call_command("migrate", verbosity=0, interactive=False))


def fingerprint_of_static() -> str:
    """Changes when a package, an installed app or one of our static files changes."""
    from django.apps import apps
    from django.conf import settings

    digest = hashlib.sha256((TOP / "requirements/base.lock").read_bytes())
    digest.update(repr((settings.STORAGES["staticfiles"], settings.INSTALLED_APPS)).encode())
    ours = [Path(folder) for folder in settings.STATICFILES_DIRS]
    ours += [Path(app.path, "static") for app in apps.get_app_configs() if Path(app.path).is_relative_to(TOP)]
    for folder in ours:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and ".venv" not in file.parts:
                digest.update(f"{file.relative_to(folder)}".encode() + file.read_bytes())
    return digest.hexdigest()


def load_reference() -> None:
    """The legal texts and the measures that come with the portal; what people changed in them stays."""
    from reference.domain.loading import load_entries
    from reference.domain.loading_measures import load_shipped_measures
    from reference.shipped import FILE, read_entries

    outcome = load_entries(read_entries(FILE.read_text(encoding="utf-8")))
    if outcome.new or outcome.updated:
        print(f"  ✓ Danh mục văn bản căn cứ (thêm {outcome.new}, cập nhật {outcome.updated})", flush=True)
    outcome = load_shipped_measures()
    if outcome.new or outcome.updated:
        print(f"  ✓ Danh mục loại số liệu (thêm {outcome.new}, cập nhật {outcome.updated})", flush=True)


def collect_static() -> None:
    from django.conf import settings
    from django.core.management import call_command

    if settings.DEBUG:
        return
    stamp = Path(settings.DATA_DIR, "static.sha256")
    want = fingerprint_of_static()
    if Path(settings.STATIC_ROOT).is_dir() and stamp.exists() and stamp.read_text() == want:
        return
    step("Tệp giao diện", lambda: call_command("collectstatic", verbosity=0, interactive=False, clear=True))
    stamp.write_text(want)


def seed_demo() -> None:
    from django.contrib.auth import get_user_model
    from django.core.management import call_command, get_commands

    if get_user_model()._default_manager.exists():
        return
    if "seed_demo" not in get_commands():
        print("  ! Bản này chưa có dữ liệu mẫu (lệnh seed_demo); cổng bắt đầu trống.")
        return
    step("Dữ liệu của tỉnh mẫu", lambda: call_command("seed_demo", verbosity=0))


def demo_accounts() -> str:
    """What `manage.py demo_accounts` prints; empty when there is no such command or no demo province."""
    from django.core.management import CommandError, call_command, get_commands

    if "demo_accounts" not in get_commands():
        return ""
    text = io.StringIO()
    try:
        call_command("demo_accounts", stdout=text)
    except CommandError:
        return ""
    return text.getvalue()


def first_step() -> str:
    """What to do with a portal that has no organisation; empty when it has one."""
    from organisations.models import Organisation

    if Organisation.objects.exists():
        return ""
    here = ".venv/bin/python manage.py" if Path(TOP, ".venv").is_dir() else "docker compose run --rm web"
    return (
        "Cổng còn trống. Để bắt đầu, hãy tạo đơn vị và tài khoản quản trị đầu tiên bằng lệnh (xem docs/running.md):\n"
        f'  {here} start_office "xã An Bình" --admin "Vũ Đức An" --email an@anbinh.gov.vn\n'
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--no-demo", action="store_true")
    parser.add_argument("--tell", action="store_true", help="print the first step; nothing started after this says it")
    options = parser.parse_args()
    os.umask(0o077)
    sys.path.insert(0, str(TOP))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        sys.exit(f"LỖI: {error}")
    from django.conf import settings

    wait_for_database()
    migrate()
    load_reference()
    collect_static()
    if not options.no_demo:
        seed_demo()
    text = demo_accounts() or first_step()
    Path(settings.DATA_DIR, "greeting.txt").write_text(text)
    if options.tell:
        print(text, end="")


if __name__ == "__main__":
    main()
