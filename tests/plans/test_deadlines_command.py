"""manage.py read_deadlines: JSON lines in, JSON lines out."""

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command


def run(path: Path | str) -> tuple[list[dict[str, object]], str, bool]:
    """(answers, standard error, failed)."""
    out, err, failed = io.StringIO(), io.StringIO(), False
    try:
        call_command("read_deadlines", str(path), stdout=out, stderr=err)
    except CommandError:
        failed = True
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue(), failed


LINES = [
    {"id": "a", "phrase": "trước ngày 15/6", "plan_year": 2024, "plan_date": "2024-01-10"},
    {"id": "b", "phrase": "", "plan_year": 2024, "plan_date": None},
]


def test_lines(tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in LINES), encoding="utf-8")
    answers, err, failed = run(file)
    assert answers == [
        {"id": "a", "kind": "date", "start_iso": None, "end_iso": "2024-06-15", "rrule": None, "exclusive": True},
        {"id": "b", "kind": None, "start_iso": None, "end_iso": None, "rrule": None, "exclusive": False},
    ]
    assert (err, failed) == ("", False)


def test_an_array_file_and_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = json.dumps(LINES, ensure_ascii=False, indent=1).encode("utf-8-sig")
    file = tmp_path / "in.json"
    file.write_bytes(raw)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    assert run(file)[0] == run("-")[0]
    assert [a["id"] for a in run(file)[0]] == ["a", "b"]


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ("{", "không phải JSON"),
        ("[1]", "mảng"),
        ("3", "đối tượng"),
        ('{"id": 1, "phrase": 5}', "phrase"),
        ('{"id": 1, "phrase": "Quý I", "plan_year": "2024"}', "plan_year"),
        ('{"id": 1, "phrase": "Quý I", "plan_year": 2024, "plan_date": "1/4"}', "plan_date"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path, bad: str, message: str) -> None:
    file = tmp_path / "in.jsonl"
    good = json.dumps(LINES[0])
    file.write_text(f"{good}\n{bad}\n{good}\n", encoding="utf-8")
    answers, err, failed = run(file)
    assert failed
    assert len(answers) == 2
    assert "Dòng 2" in err
    if message != "mảng":
        assert message in err


def test_a_missing_file_is_said_in_vietnamese(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không mở được tệp"):
        call_command("read_deadlines", str(tmp_path / "none.jsonl"))


def test_a_file_that_is_not_utf8_is_said_in_vietnamese(tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="UTF-8"):
        call_command("read_deadlines", str(file))
