"""``manage.py read_deadlines [FILE]``: deadline phrases in, deadline objects out, one JSON object a line."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.os_errors import reason_of
from plans.deadlines import parse, to_json

EMPTY: dict[str, object] = {"kind": None, "start_iso": None, "end_iso": None, "rrule": None, "exclusive": False}


class BadLine(ValueError):
    """An input object that cannot be read; the message is Vietnamese."""


class Command(BaseCommand):
    """Reads ``{"id", "phrase", "plan_year", "plan_date"}``; ``kind`` is null where the phrase is empty.

    A bad line is reported on standard error with its number and the rest goes on; the exit code is then 1.
    """

    help = "Đọc các cụm từ chỉ thời hạn (mỗi dòng một đối tượng JSON, hoặc một mảng JSON) và in ra thời hạn đã hiểu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", default="-", help="tệp vào, UTF-8; “-” hoặc bỏ trống: đầu vào chuẩn")

    def handle(self, *args: Any, **options: Any) -> None:
        bad = 0
        for place, item in _items(_text(options["file"])):
            try:
                answer = _answer(item)
            except BadLine as error:
                bad += 1
                self.stderr.write(f"{place}: {error}")
                continue
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        if bad:
            raise CommandError(f"{bad} dòng không đọc được.", returncode=1)


def _text(name: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise CommandError(f"Không mở được tệp {name}: {reason_of(error)}") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"Tệp {name} không phải UTF-8.") from error


def _items(text: str) -> Iterator[tuple[str, object]]:
    """(place for messages, value); a line that is not JSON comes as the BadLine that says so."""
    if text.lstrip().startswith("["):
        try:
            array = json.loads(text)
        except json.JSONDecodeError as error:
            yield f"Dòng {error.lineno}", BadLine("mảng JSON viết sai")
            return
        yield from ((f"Phần tử {i}", item) for i, item in enumerate(array, 1))
        return
    for i, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield f"Dòng {i}", json.loads(line)
            except (json.JSONDecodeError, RecursionError):
                yield f"Dòng {i}", BadLine("không phải JSON hợp lệ")


def _answer(item: object) -> dict[str, object]:
    if isinstance(item, BadLine):
        raise item
    if not isinstance(item, dict):
        raise BadLine("phải là một đối tượng JSON")
    phrase, year = item.get("phrase"), item.get("plan_year")
    if phrase is not None and not isinstance(phrase, str):
        raise BadLine("“phrase” phải là chuỗi")
    if year is not None and (not isinstance(year, int) or isinstance(year, bool) or not 1900 <= year <= 2199):
        raise BadLine("“plan_year” phải là năm (số nguyên) hoặc null")
    rule = parse(phrase or "", plan_year=year, plan_date=_day(item.get("plan_date")))
    return {"id": item.get("id"), **(to_json(rule) if rule else EMPTY)}


def _day(value: object) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise BadLine("“plan_date” phải có dạng YYYY-MM-DD hoặc null") from error
