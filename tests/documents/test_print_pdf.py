"""A document becomes a PDF: every word once, nothing from outside, nothing hostile works."""

from __future__ import annotations

import datetime as dt
import io
import re
import resource
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from documents import checks
from documents.official import Appendix, Letterhead, OfficialDocument, Recipient, Row
from documents.render import fonts
from documents.render.docx import render_docx
from documents.render.fetcher import Refused, allowed_path
from documents.render.html import document_html
from documents.render.key import content_key
from documents.render.measure import measure
from documents.render.pdf import print_document, render_pdf
from documents.render.words import missing_words, missing_words_docx
from tests.documents.nd30_samples import DECISION, LETTER, LONG, MINUTES, PLAN, SAMPLES, line, table

SMALL = replace(PLAN, body=(PLAN.body[0], PLAN.body[-1]), appendices=())


@pytest.mark.parametrize("name", SAMPLES)
def test_every_word_stands_once_and_in_order(name: str) -> None:
    assert missing_words(SAMPLES[name], render_pdf(SAMPLES[name])) == []


def test_a_missing_a_doubled_and_a_moved_word_are_found() -> None:
    pdf = render_pdf(SMALL)
    assert missing_words(replace(SMALL, body=SMALL.body[:1]), pdf) != []
    assert missing_words(replace(SMALL, body=(*SMALL.body, SMALL.body[-1])), pdf) != []
    assert missing_words(replace(SMALL, body=SMALL.body[::-1]), pdf) != []


def test_equal_documents_print_equal_bytes() -> None:
    assert render_pdf(SMALL) == render_pdf(replace(SMALL))


def test_the_key_follows_the_words() -> None:
    assert content_key(SMALL) != content_key(SMALL.with_letterhead(number="7"))
    assert content_key(SMALL) == content_key(replace(SMALL))
    assert re.fullmatch(r"[0-9a-f]{64}", content_key(SMALL))


def test_an_empty_document_has_one_page_with_the_national_title() -> None:
    printed = print_document(OfficialDocument())
    assert printed.pages == 1
    assert [text.text for text in measure(printed.pdf).lines][:2] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]


def test_blank_number_and_day_leave_room_to_write() -> None:
    paper = measure(render_pdf(LETTER))
    number = next(text for text in paper.lines if text.text.startswith("Số:"))
    symbol = next(text for text in paper.lines if text.text.endswith("VHXH-CCHC"))
    room = symbol.edges[-1][0] - number.edges[0][1]
    assert room > 28  # points, 1 cm


def test_the_place_of_a_signature_is_known() -> None:
    (box,) = print_document(SMALL).signature_boxes
    assert box.page == 0
    assert box.right - box.left > 200
    assert 70 < box.top - box.bottom < 80
    assert [found.index for found in print_document(MINUTES).signature_boxes] == [0, 1]


def test_the_date_in_the_file_is_the_documents_own_or_the_one_given() -> None:
    def written(pdf: bytes) -> str:
        return str((PdfReader(io.BytesIO(pdf)).metadata or {})["/CreationDate"])

    assert written(render_pdf(SMALL)).startswith("D:20260109")
    assert written(render_pdf(SMALL, created=dt.date(2026, 3, 1))).startswith("D:20260301")


HOSTILE = (
    '<b>đậm</b><script>alert(1)</script> &amp; &lt; <img src="http://127.0.0.1:9/x.png"> </p></body> {{ x }} {% y %} '
    "url(file:///etc/passwd) '\" \x00\x07\x1b \ud800 \u202eđảo 😀 ☐"
)


HOSTILE_ROWS = (Row((HOSTILE, None, "B" * 900)), Row((None, None, None)))


def test_hostile_text_prints_as_text() -> None:
    document = replace(
        SMALL,
        letterhead=Letterhead((HOSTILE,), (HOSTILE,), HOSTILE[:20], HOSTILE[:30], HOSTILE, HOSTILE),
        type_name=HOSTILE,
        title=HOSTILE,
        body=(line(HOSTILE, "<i>"), line("A" * 10_000), line("a/b-" * 500), line("số " * 300)),
        recipients=tuple(Recipient(HOSTILE, HOSTILE) for _ in range(3)),
        appendices=(
            Appendix(HOSTILE, HOSTILE, HOSTILE, (table(HOSTILE_ROWS, *"ABC"),)),
            Appendix("Phụ lục", "", "", (table((Row(("x", "y")),), "C" * 3000, HOSTILE),)),
            Appendix(),
        ),
        urgency=HOSTILE[:12],
        contact=HOSTILE,
    )  # fmt: skip
    assert "<script" not in document_html(document)
    assert "<img" not in document_html(document)
    text = "".join(item.text for item in measure(render_pdf(document)).lines)
    assert "<script>alert(1)</script>" in text.replace(" ", "")
    assert text.count("C") >= 3000
    assert missing_words_docx(document, render_docx(document)) == []


def test_a_row_taller_than_a_page_breaks_and_loses_nothing() -> None:
    tall = " ".join(f"từ{index}" for index in range(3000))
    document = replace(SMALL, appendices=(Appendix("Phụ lục", "", "", (table((Row(("1", tall)),), "STT", "Việc"),)),))
    assert missing_words(document, render_pdf(document)) == []


def test_long_merged_cells_break_and_lose_nothing() -> None:
    rows = tuple(Row((str(index), "Một việc của xã", LONG * 3 if index == 0 else None)) for index in range(120))
    document = replace(SMALL, contact="", body=(table(rows, "STT", "Việc", "Đơn vị"), SMALL.body[-1]))
    printed = print_document(document)
    assert printed.pages >= 3
    assert missing_words(document, printed.pdf) == []


@pytest.mark.parametrize(
    ("above", "count", "work"),
    [(20, 9, LONG[:150]), (21, 9, LONG[:150]), (0, 27, LONG[:60]), (0, 29, LONG[:60])],
    ids=["short at the page end", "first below the header", "all but the last row on the page", "long"],
)
def test_merged_cells_are_whole_and_closed_where_the_page_ends(above: int, count: int, work: str) -> None:
    rows = tuple(
        Row(
            (
                str(index),
                work if work == LONG[:60] or index % 3 == 0 else None,
                None if index % 30 else "Phòng Kinh tế",
                "Có",
            )
        )
        for index in range(count)
    )
    body = (
        *(line("Một đoạn ngắn.") for _ in range(above)),
        table(rows, "STT", "Việc", "Đơn vị", "Quý"),
        line("Hết./."),
    )
    document = replace(SMALL, contact="", urgency="", circulation="", body=body)
    pdf = render_pdf(document)
    assert missing_words(document, pdf) == []
    for page in measure(pdf).sheets:
        sides = [stroke for stroke in page.strokes if not stroke.horizontal and stroke.length > 12]
        if not sides:
            continue
        flat = [stroke for stroke in page.strokes if stroke.horizontal]
        end = max(stroke.bottom for stroke in sides)
        assert not [stroke for stroke in flat if stroke.top > end + 1.5 and stroke.length > 100]  # no line below it
        closing = {(stroke.left, stroke.right) for stroke in flat if abs(stroke.bottom - end) < 1.5}
        width = max(stroke.right for stroke in sides) - min(stroke.left for stroke in sides)
        assert sum(right - left for left, right in closing) >= width - 3  # every column is closed


def test_merges_that_overlap_all_the_way_down_lose_nothing() -> None:
    rows = tuple(
        Row((str(index), f"Việc {index}" if index % 4 == 0 else None, f"Đơn vị {index}" if index % 4 == 2 else None))
        for index in range(150)
    )
    document = replace(SMALL, appendices=(Appendix("Phụ lục", "", "", (table(rows, "STT", "Việc", "Đơn vị"),)),))
    assert missing_words(document, render_pdf(document)) == []


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/x", "https://a.example/x", "data:text/plain,x", "file:///etc/passwd", "file://host/a.ttf", "x"],
)
def test_the_printer_reads_nothing_but_its_fonts(url: str) -> None:
    allowed = frozenset(face.path.resolve() for face in fonts.faces().values())
    with pytest.raises(Refused):
        allowed_path(url, allowed)
    path = next(iter(allowed))
    assert allowed_path(path.as_uri(), allowed) == path


def test_the_faces_have_every_vietnamese_letter() -> None:
    assert len(fonts.VIETNAMESE) == 134
    assert {style: face.missing() for style, face in fonts.faces().items()} == dict.fromkeys(fonts.Style, "")


def test_without_fonts_the_reason_is_said_in_vietnamese(tmp_path: Path, settings: object) -> None:
    settings.PRINT_FONT_DIRS = [str(tmp_path)]  # type: ignore[attr-defined]
    with pytest.raises(fonts.FontsMissing, match="Không có đủ phông chữ"):
        fonts.faces()
    found = checks.printing_available()
    assert not found
    assert found.packages == ("fonts-liberation2",)
    assert [warning.id for warning in checks.check_printing()] == ["documents.W001"]
    with pytest.raises(CommandError, match="Chức năng in đang tắt"):
        call_command("print_plan", "x.txt", "--pdf", str(tmp_path / "x.pdf"))


def test_with_fonts_the_check_is_silent() -> None:
    assert checks.printing_available()
    assert checks.check_printing() == []


def test_a_broken_font_file_is_no_font(tmp_path: Path) -> None:
    for style in fonts.Style:
        (tmp_path / f"LiberationSerif-{style}.ttf").write_bytes(b"not a font")
    with pytest.raises(fonts.FontsMissing, match="hỏng"):
        fonts.faces([str(tmp_path)])


def test_fifty_prints_keep_to_their_memory() -> None:
    for _ in range(5):
        render_pdf(SMALL)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(50):
        render_pdf(SMALL)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown <= 20  # MiB


def test_prints_in_threads_do_not_disturb_each_other() -> None:
    wanted = {name: render_pdf(document) for name, document in (("small", SMALL), ("decision", DECISION))}
    got: list[bool] = []

    def work(name: str, document: OfficialDocument) -> None:
        got.append(render_pdf(document) == wanted[name])

    jobs = [threading.Thread(target=work, args=pair) for pair in (("small", SMALL), ("decision", DECISION)) * 3]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    assert got == [True] * 6


def test_the_command_prints_a_text_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "ke-hoach.txt"
    source.write_text(
        "KẾ HOẠCH\nDọn vệ sinh đường thôn năm 2026\nI. MỤC ĐÍCH\n- Đường thôn sạch đẹp./.\n", encoding="utf-8"
    )
    pdf, docx = tmp_path / "a.pdf", tmp_path / "a.docx"
    call_command("print_plan", str(source), "--pdf", str(pdf), "--docx", str(docx))
    assert pdf.read_bytes().startswith(b"%PDF")
    assert docx.read_bytes().startswith(b"PK")
    assert "Đã ghi" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [("khong-co.txt", None, "Không mở được tệp"), ("rong.txt", b"", "rỗng")],
)
def test_the_command_says_what_is_wrong(tmp_path: Path, name: str, content: bytes | None, sentence: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        call_command("print_plan", str(tmp_path / name), "--pdf", str(tmp_path / "a.pdf"))


def test_the_command_wants_to_know_where_to(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--pdf"):
        call_command("print_plan", str(tmp_path / "a.txt"))
