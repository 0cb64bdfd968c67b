"""The rules of Nghị định 30/2020 as measurements on a finished PDF: text, tables, closing, appendices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from documents.official import Block, BlockKind, Form, MarkerStyle, OfficialDocument, Table
from documents.official import marker_style as style_of
from documents.render import sheet, wording
from documents.render.columns import fitted
from documents.render.fonts import Style, text_width
from documents.render.html import UPRIGHT_HEADINGS
from documents.render.measure import Paper, TextLine, is_page_number
from documents.render.rules import NEAR, centred_faults, rule, type_faults
from documents.render.text import one_line, pieces

_INDENT = (sheet.points(10), sheet.points(12.7))


def _printed(paper: Paper, document: OfficialDocument) -> Iterator[tuple[Block, tuple[TextLine, ...]]]:
    """The text blocks with the lines they stand on, each looked for below the one before."""
    done = 0
    for block in document.blocks():
        text = one_line(block.printed)
        if block.kind is BlockKind.TABLE or not text or wording.is_decides(text):
            continue
        lines = paper.find(text, start=done)
        if lines:
            done = paper.text_lines.index(lines[-1]) + 1
        yield block, lines


def _left(paper: Paper) -> float:
    return sheet.points(sheet.LEFT_MM)


@rule("N21", "II.6", "Lời văn 13–14, đứng, căn cứ nghiêng")
def _text(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    for block, lines in _printed(paper, document):
        if block.kind is not BlockKind.HEADING and style_of(block.marker) is not MarkerStyle.ARTICLE:
            basis = block.kind is BlockKind.BASIS
            what = f"“{one_line(block.printed)[:30]}…”"
            yield from type_faults(lines, what, size=(13, 14), bold=False, italic=basis)


@rule("N22", "II.6", "Lùi đầu dòng 1–1,27 cm")
def _indent(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    for block, lines in _printed(paper, document):
        if lines and style_of(block.marker) is not MarkerStyle.PART:
            indent = lines[0].left - _left(paper)
            if not _INDENT[0] - 1 <= indent <= _INDENT[1] + 2:
                yield f"“{lines[0].text[:30]}” lùi {indent / 72 * 2.54:.2f} cm"
            for line in lines[1:]:
                if abs(line.left - _left(paper)) > 2:
                    yield f"“{line.text[:30]}” không sát lề trái"


@rule("N23", "II.6", "Canh đều hai lề")
def _justified(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    for block, lines in _printed(paper, document):
        if block.kind is BlockKind.HEADING:
            continue
        for line, _ in pairwise(lines):
            edge = paper.sheets[line.page - 1].width - sheet.points(sheet.RIGHT_MM)
            if abs(line.right - edge) > 2:
                yield f"“{line.text[:30]}” cách lề phải {edge - line.right:.1f} pt"


@rule("N24", "II.6", "Cách đoạn tối thiểu 6 pt")
def _gaps(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    last: TextLine | None = None
    for _, lines in _printed(paper, document):
        if last and lines and lines[0].page == last.page and lines[0].baseline > last.baseline:
            gap = lines[0].baseline - last.baseline - lines[0].size * 1.149
            if gap < 5.5:
                yield f"trước “{lines[0].text[:30]}” chỉ {gap:.1f} pt"
        last = lines[-1] if lines else None


@rule("N25", "II.6", "Cách dòng từ đơn đến 1,5")
def _leading(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    for _, lines in _printed(paper, document):
        for above, below in pairwise(lines):
            if above.page == below.page:
                ratio = (below.baseline - above.baseline) / (below.size * 1.149)
                if not 0.98 <= ratio <= 1.52:
                    yield f"“{below.text[:30]}” cách {ratio:.2f} dòng"


@rule("N26", "II.6", "Đề mục đậm")
def _headings(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    for block, lines in _printed(paper, document):
        if block.kind is BlockKind.HEADING:
            bold = style_of(block.marker) not in UPRIGHT_HEADINGS
            yield from type_faults(lines, f"đề mục “{one_line(block.printed)[:30]}”", size=(13, 14), bold=bold)


@rule("N27", "II.6", "Đề mục không đứng cuối trang")
def _orphans(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    lines = paper.text_lines
    for block, found in _printed(paper, document):
        if block.kind is BlockKind.HEADING and found:
            at = lines.index(found[-1]) + 1
            if at < len(lines) and lines[at].page != found[-1].page and found[-1].page < len(paper.sheets):
                yield f"“{found[-1].text[:30]}” đứng cuối trang {found[-1].page}"


@rule("N28", "Phụ lục III", "“./.” và số hiệu không bị tách dòng")
def _torn(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    for line in paper.text_lines:
        if re.match(r"[./,;:]+(\s|$)", line.text):
            yield f"dòng bắt đầu bằng “{line.text[:10]}”"
    for block, lines in _printed(paper, document):
        if not lines:
            continue
        ends, reach = set(), 0
        for line in lines[:-1]:
            reach += len("".join(line.text.split()))
            ends.add(reach)
        at = 0
        for piece in pieces(one_line(block.printed)):
            size = len("".join(piece.text.split()))
            if piece.kept and any(at < end < at + size for end in ends):
                yield f"“{piece.text}” bị tách ở cuối dòng"
            at += size


@rule("N29", "II.7", "Quyền hạn, chức vụ và họ tên người ký")
def _signature(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    for index, signature in enumerate(document.signatures):
        texts = [*wording.lines(signature.authority), one_line(signature.position), one_line(signature.name)]
        found = [lines for text in filter(None, texts) for lines in [_last(paper, text)]]
        for lines, text in zip(found, filter(None, texts), strict=True):
            yield from type_faults(lines, f"“{text}”", size=(13, 14), bold=True)
        lines = tuple(line for part in found for line in part)
        if not lines:
            continue
        yield from centred_faults(lines, lines[0].middle, "khối chữ ký")
        half = _left(paper) + sheet.text_width() / 2
        if index == len(document.signatures) - 1 and lines[0].left < half - NEAR:
            yield "khối chữ ký phải ở nửa bên phải"
        if signature.name and len(lines) > 1 and lines[-1].top - lines[-2].bottom < 42:
            yield "không đủ chỗ ký"


def _last(paper: Paper, text: str) -> tuple[TextLine, ...]:
    """The last place where `text` stands on lines of its own, before the appendices or not."""
    found: tuple[TextLine, ...] = ()
    start = 0
    while lines := paper.find(text, start=start):
        found, start = lines, paper.text_lines.index(lines[-1]) + 1
    return found


@rule("N30", "II.9b", "Nơi nhận")
def _recipients(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    listed = wording.recipient_lines(document)
    if not listed:
        return
    label = _last(paper, wording.RECIPIENTS_LABEL)
    yield from type_faults(label, "“Nơi nhận:”", size=(12, 12), bold=True, italic=True)
    for text in listed:
        yield from type_faults(_last(paper, text), f"“{text[:30]}”", size=(11, 11), bold=False)
    if label and abs(label[0].left - _left(paper)) > 2:
        yield "“Nơi nhận:” phải sát lề trái"
    if not listed[-1].endswith("."):
        yield "dòng cuối phải kết thúc bằng dấu chấm"
    if len(document.signatures) == 1 and label:
        first = [*wording.lines(document.signatures[0].authority), one_line(document.signatures[0].position)]
        top = _last(paper, next(filter(None, first), ""))
        if top and (top[0].page != label[0].page or abs(top[0].baseline - label[0].baseline) > 4):
            yield "“Nơi nhận:” phải ngang hàng với quyền hạn, chức vụ người ký"


@rule("N31", "Lệ thường", "Chữ ký không đứng một mình trên trang")
def _lonely(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    texts = [text for item in document.signatures for text in [*wording.lines(item.authority), one_line(item.position)]]
    first = _last(paper, next(filter(None, texts), "")) if texts else ()
    if first and first[0].page > 1:
        above = [
            line
            for line in paper.sheets[first[0].page - 1].lines
            if not is_page_number(line) and line.bottom < first[0].top - 2
        ]
        if not above:
            yield f"trang {first[0].page} chỉ có khối chữ ký"


@rule("N32", "II.9a", "Kính gửi")
def _addressees(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    lines = wording.addressee_lines(document)
    if not lines:
        return
    texts = [f"{wording.ADDRESSEES_LABEL} {lines[0]}"] if len(lines) == 1 else [wording.ADDRESSEES_LABEL, *lines]
    for text in texts:
        yield from type_faults(paper.find(text), f"“{text[:30]}”", size=(13, 14), bold=False)


@rule("N33", "Mẫu 1.2", "Thẩm quyền ban hành và “QUYẾT ĐỊNH:”")
def _decision(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    if document.form is not Form.DECISION:
        return
    middle = _left(paper) + sheet.text_width() / 2
    title = paper.find(wording.title(document))
    start = paper.text_lines.index(title[-1]) + 1 if title else 0  # the authority is also named in the letterhead
    for text in filter(None, (one_line(document.deciding_authority), wording.DECIDES)):
        lines = paper.find(text, start=start)
        yield from type_faults(lines, f"“{text}”", size=(13, 14), bold=True)
        yield from centred_faults(lines, middle, f"“{text}”")


@rule("N34", "III.1", "Tiêu đề phụ lục")
def _appendix_names(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    for appendix in wording.appendices(document):
        for text, bold in ((appendix.label, True), (appendix.title, True), (appendix.indication, False)):
            if not one_line(text):
                continue
            lines = paper.find(one_line(text))
            yield from type_faults(lines, f"“{text[:30]}”", size=(13, 14), bold=bold, italic=not bold)
            if lines:
                page = paper.sheets[lines[0].page - 1]
                middle = (_left(paper) + page.width - sheet.points(sheet.RIGHT_MM)) / 2
                yield from centred_faults(lines, middle, f"“{text[:30]}”")


@rule("N35", "III.1", "Mỗi phụ lục sang trang mới")
def _appendix_pages(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    for appendix in wording.appendices(document):
        name = one_line(appendix.label) or one_line(appendix.title)
        lines = paper.find(name) if name else ()
        if lines:
            above = [
                line
                for line in paper.sheets[lines[0].page - 1].lines
                if not is_page_number(line) and line.bottom < lines[0].top
            ]
            if above:
                yield f"“{name}” không ở đầu trang {lines[0].page}"


def _tables(document: OfficialDocument) -> Iterator[Table]:
    for block in document.blocks():
        if block.table is not None and block.table.columns:
            yield block.table


@rule("N36", "Lệ thường", "Bảng: tiêu đề cột lặp lại, hàng không bị tách")
def _table_pages(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    for table in _tables(document):
        title = max(map(one_line, table.columns), key=len)
        last_column = len(table.columns) - 1
        cells = [cell for row in table.rows for cell in row.cells if cell and len(one_line(cell)) > 12]
        pages: set[int] = set()
        start = 0
        for cell in cells:
            lines = paper.find(one_line(cell), start=start)
            if lines:
                pages |= {line.page for line in lines}
                if lines[0].page != lines[-1].page and len(lines) < 24:
                    yield f"ô “{one_line(cell)[:30]}” bị tách qua hai trang"
        headed = _pages_with(paper, title) if title else pages
        for page in sorted(pages - headed):
            yield f"trang {page} không lặp lại tiêu đề cột “{title[:30]}” ({last_column + 1} cột)"


def _pages_with(paper: Paper, text: str) -> set[int]:
    found: set[int] = set()
    start = 0
    while lines := paper.find(text, start=start):
        found.add(lines[0].page)
        start = paper.text_lines.index(lines[0]) + 1
    return found


@rule("N37", "I.2", "Bảng nằm trong lề")
def _table_strokes(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    for page in paper.sheets:
        right = page.width - sheet.points(sheet.RIGHT_MM)
        for stroke in page.strokes:
            if stroke.left < _left(paper) - NEAR or stroke.right > right + NEAR:
                yield f"trang {page.number}: đường kẻ lấn lề"
                break


_LOOSE = 2.5  # times the usual space; what is wider than this between two words is seen as a hole
_LONE = re.compile(r"[-–+*•]|[a-zđ]\)")


def _runs(text: str) -> list[tuple[int, str]]:
    """The runs of a text that no line end may tear, each with the number of letters before it."""
    found, at = [], 0
    for piece in pieces(text):
        for run in [piece.text] if piece.kept else piece.text.split():
            found.append((at, run))
            at += len("".join(run.split()))
    return found


@rule("N38", "Lệ thường", "Dòng chữ đầy đặn, dấu đầu dòng không đứng một mình")
def _filled(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    for block, lines in _printed(paper, document):
        starts: dict[int, str] = {}
        reach = 0
        for line in lines[:-1]:
            if _LONE.fullmatch(line.text):
                yield f"dấu “{line.text}” đứng một mình trên dòng"
            starts = starts or dict(_runs(one_line(block.printed)))
            reach += len("".join(line.text.split()))
            gaps = [right - left for (_, left), (right, _) in pairwise(line.edges)]
            usual = 0.25 * line.size
            if not gaps or max(gaps) <= _LOOSE * usual or reach not in starts:
                continue
            style = Style.BOLD if line.bold else Style.ITALIC if line.italic else Style.REGULAR
            words = sum(right - left for left, right in line.edges)
            wanted = words + usual * (len(gaps) + 1) + text_width(starts[reach], line.size, style)
            if line.left + wanted <= paper.sheets[line.page - 1].width - sheet.points(sheet.RIGHT_MM) - 1:
                yield f"“{line.text[:30]}” bị ngắt sớm, chữ thưa gấp {max(gaps) / usual:.1f} lần"


@rule("N39", "Lệ thường", "Bảng: chữ không bị tách khi các cột còn đủ chỗ")
def _whole_words(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    for table in _tables(document):
        done = 0
        titled = paper.find("".join(table.columns))
        room = paper.sheets[titled[0].page - 1].width - _left(paper) - sheet.points(sheet.RIGHT_MM) if titled else 0
        if not fitted(table, room).fits(room):
            continue
        for cell in [*table.columns, *(cell for row in table.rows for cell in row.cells)]:
            text = one_line(cell or "")
            lines = paper.find(text, start=done) if text else ()
            if not lines:
                continue
            done = paper.text_lines.index(lines[-1]) + 1
            ends, reach = set(), 0
            for word in text.split():
                reach += len(word)
                ends.add(reach)
            reach = 0
            for line in lines[:-1]:
                reach += len("".join(line.text.split()))
                if reach not in ends and line.text[-1:].isalnum():
                    yield f"chữ bị tách sau “{line.text[-20:]}”"
