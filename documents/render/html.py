"""A document as HTML for the printer: the parts of Nghị định 30/2020 in reading order.

Everything a person wrote is escaped here; no address, script or style of theirs reaches the page.
"""

from __future__ import annotations

import datetime as dt
from html import escape

from documents.official import MOTTO, NATIONAL_TITLE, Block, BlockKind, Form, MarkerStyle, OfficialDocument, Signature
from documents.official import marker_style as style_of
from documents.render import sheet, wording
from documents.render.columns import fitted, measured
from documents.render.fonts import Style, balanced_width, text_width, wrapped_widths
from documents.render.tables import PageEnds, table_html, words
from documents.render.text import clean, one_line

_NEAR_THE_END = 1  # blocks before the closing that stay with it
UPRIGHT_HEADINGS = {MarkerStyle.LETTER, MarkerStyle.DASH, MarkerStyle.PLUS, MarkerStyle.OTHER}  # II.5: điểm is not bold


def rule_width(lines: list[float]) -> float:
    """The length in points of the line under a text: 1/3 to 1/2 of it, of its last line too where that can be."""
    longest, last = max(lines), lines[-1]
    usual, most = longest * sheet.RULE_SHARE, last / 2 - 1
    return min(usual, most) if most > longest / 3 else usual


def _rule(lines: list[float]) -> str:
    return f'<div class="rule" style="width:{rule_width(lines):.2f}pt"></div>' if lines else ""


def _parts(parts: list[wording.Part]) -> str:
    return "".join(
        words_inline(part)
        if isinstance(part, str)
        else f'<span class="room" style="width:{part.millimetres}mm"></span>'
        for part in parts
    )


def words_inline(text: str) -> str:
    """As `words`, keeping the white space at the ends."""
    lead = text[: len(text) - len(text.lstrip())]
    tail = text[len(text.rstrip()) :] if text.strip() else ""
    return f"{lead}{words(text, sheet.points(sheet.NATION_MM), sheet.BODY_PT, Style.ITALIC)}{tail}"


def _paragraph(
    name: str, text: str, *, column: float | None = None, size: float = sheet.BODY_PT, style: Style = Style.REGULAR
) -> str:
    """A line or more in a column of `column` points (the full width by default); nothing for no text."""
    html = words(text, column or sheet.text_width(), size, style)
    return f'<p class="{name}">{html}</p>' if text.strip() else ""


def _running(name: str, text: str, style: Style = Style.REGULAR, tag: str = "p", landscape: bool = False) -> str:
    """A paragraph of the text proper: full width, first line indented."""
    html = words(text, sheet.text_width(landscape), sheet.BODY_PT, style, sheet.points(sheet.INDENT_MM))
    return f'<{tag} class="{name}">{html}</{tag}>'


def _letterhead(document: OfficialDocument) -> str:
    head = document.letterhead
    parents, agency = wording.lines(head.parent_agency), wording.lines(head.agency)
    column = sheet.points(sheet.ISSUER_MM - 2)
    widths = [min(w, column) for line in agency for w in wrapped_widths(line, column, sheet.AGENCY_PT, Style.BOLD)]
    issuer = "".join(_paragraph("parent", line, column=column, size=13) for line in parents)
    issuer += "".join(_paragraph("agency", line, column=column, size=13, style=Style.BOLD) for line in agency) + _rule(
        widths
    )
    nation = f'<p class="national">{NATIONAL_TITLE}</p><p class="motto"><span>{MOTTO}</span></p>'
    number, place = wording.number_line(document), wording.place_line(head)
    left = f'<p class="number">{_parts(number)}</p>' if number else ""
    if document.form is Form.LETTER:
        left += _paragraph("subject", wording.title(document), column=column, size=13)
    long = sum(
        text_width(part, sheet.BODY_PT, Style.ITALIC) if isinstance(part, str) else sheet.points(part.millimetres)
        for part in place
    ) > sheet.points(sheet.NATION_MM)
    right = f'<p class="{"place small" if long else "place"}">{_parts(place)}</p>' if place else ""
    return (
        f'<header><div class="row"><div class="issuer">{issuer}</div><div class="nation">{nation}</div></div>'
        f'<div class="row second"><div class="issuer">{left}</div><div class="nation">{right}</div></div>'
        f"{_boxes(document)}</header>"
    )


def _boxes(document: OfficialDocument) -> str:
    """Ô 10b (left, under the number) and ô 11 (right)."""
    urgency, circulation = one_line(document.urgency), one_line(document.circulation)
    if not urgency and not circulation:
        return ""
    width = sheet.URGENCY_MM.get(urgency.upper())
    size = f' style="width:{width}mm"' if width else ' style="padding:0 3mm"'
    left = f'<div class="urgency"{size}>{escape(urgency)}</div>' if urgency else ""
    right = f'<div class="circulation">{escape(circulation)}</div>' if circulation else ""
    return f'<div class="boxes"><div class="issuer">{left}</div><div class="nation">{right}</div></div>'


def _names(document: OfficialDocument) -> str:
    """Ô 5a: type and trích yếu with its line; for a decision the deciding authority below."""
    if document.form is Form.LETTER:
        return ""
    name, title = one_line(document.type_name), wording.title(document)
    out = _paragraph("type", name, style=Style.BOLD)
    if title:
        size, available = sheet.BODY_PT, sheet.text_width() * 0.94
        width = balanced_width(title, available, size, Style.BOLD)
        lines = [min(line, width) for line in wrapped_widths(title, width, size, Style.BOLD)]
        out += (
            f'<h1 class="title" style="width:{width:.2f}pt">{words(title, width, size, Style.BOLD)}</h1>{_rule(lines)}'
        )
    out = f'<div class="heading-block">{out}</div>' if out else ""
    if document.form is Form.DECISION:
        out += _paragraph("authority-line", one_line(document.deciding_authority), style=Style.BOLD)
    return out


def _addressees(document: OfficialDocument) -> str:
    lines = wording.addressee_lines(document)
    if not lines:
        return ""
    if len(lines) == 1:
        inner = _paragraph("one", f"{wording.ADDRESSEES_LABEL} {lines[0]}")
    else:
        column = sheet.text_width() - sheet.points(40)
        inner = _paragraph("several", wording.ADDRESSEES_LABEL)
        inner += "".join(_paragraph("each", line, column=column) for line in lines)
    return f'<div class="addressees">{inner}</div>'


def _heading(block: Block, tag: str, landscape: bool) -> str:
    style = style_of(block.marker)
    if style is MarkerStyle.PART:
        lines = "\n".join(filter(None, (block.marker.strip(), block.text.strip())))
        html = words(lines, sheet.text_width(landscape), sheet.BODY_PT, Style.BOLD)
        return f'<{tag} class="t h b part">{html}</{tag}>'
    if style in UPRIGHT_HEADINGS:
        return _running("t h", block.printed, Style.REGULAR, tag, landscape)
    return _running("t h b", block.printed, Style.BOLD, tag, landscape)


def block_html(block: Block, *, landscape: bool = False, extra: str = "", ends: PageEnds | None = None) -> str:
    """One block of the outline on an upright or turned sheet. `extra` are more classes."""
    if block.kind is BlockKind.TABLE:
        room = sheet.text_width(landscape)
        return table_html(fitted(block.table, room), room, ends) if block.table else ""
    if not block.printed.strip():
        return ""
    if wording.is_decides(block.printed):
        return _paragraph("decides", block.printed)
    if block.kind is BlockKind.HEADING:
        return _heading(block, f"h{min(max(block.level, 1) + 1, 6)}", landscape)
    name = "t basis" if block.kind is BlockKind.BASIS else "t"
    name = f"{name} {extra}".strip()
    if style_of(block.marker) is MarkerStyle.ARTICLE:  # II.5: "Điều 1." is bold
        html, marker = _running(name, block.printed, landscape=landscape), escape(clean(block.marker))
        return html.replace(f">{marker} ", f'><span class="m k">{marker}</span> ', 1)
    style = Style.ITALIC if block.kind is BlockKind.BASIS else Style.REGULAR
    return _running(name, block.printed, style, landscape=landscape)


def _blocks(blocks: tuple[Block, ...], ends: PageEnds, landscape: bool = False, closes: bool = False) -> str:
    """Blocks in order; with `closes` the closing follows the last one."""
    last = len(blocks) - _NEAR_THE_END
    return "".join(
        block_html(block, landscape=landscape, extra="closing-text" if closes and index >= last else "", ends=ends)
        for index, block in enumerate(blocks)
    )


def _signature(signature: Signature, index: int) -> str:
    lines = [*wording.lines(signature.authority), one_line(signature.position)]
    half = sheet.text_width() / 2
    above = "".join(_paragraph("", line, column=half, style=Style.BOLD) for line in lines)
    name = one_line(signature.name)
    below = _paragraph("", name, column=half, style=Style.BOLD)
    return f'{above}<div class="signature-space" id="signature-{index}"></div>{below}'


def _recipients(document: OfficialDocument) -> str:
    lines = wording.recipient_lines(document)
    out = ""
    if lines:
        column = sheet.text_width() / 2 - sheet.points(4)
        items = "".join(f"<li>{words(line, column, 11)}</li>" for line in lines)
        out = f'<p class="label">{wording.RECIPIENTS_LABEL}</p><ul>{items}</ul>'
    return out + _paragraph("mark", one_line(document.drafter_mark))


def _closing(document: OfficialDocument) -> str:
    signatures, recipients = document.signatures, _recipients(document)
    if not signatures and not recipients:
        return ""
    if len(signatures) > 1:  # Mẫu 1.9: secretary left, chair right, Nơi nhận below
        halves = "".join(
            f'<div class="half signature">{_signature(item, index)}</div>' for index, item in enumerate(signatures[:2])
        )
        empty = '<div class="half"></div>'
        more = "".join(
            f'<div class="halves">{empty}<div class="half signature">{_signature(item, index)}</div></div>'
            for index, item in enumerate(signatures[2:], 2)
        )
        below = f'<div class="recipients">{recipients}</div>' if recipients else ""
        return f'<div class="closing"><div class="halves">{halves}</div>{more}{below}</div>'
    signed = _signature(signatures[0], 0) if signatures else ""
    return (
        f'<div class="closing halves"><div class="half recipients">{recipients}</div>'
        f'<div class="half signature">{signed}</div></div>'
    )


def _appendices(document: OfficialDocument, ends: PageEnds) -> tuple[str, str]:
    """The appendices and the page rules that count the pages of each from 1."""
    out, rules = [], []
    for index, appendix in enumerate(wording.appendices(document), 1):
        tables = [measured(block.table) for block in appendix.blocks if block.table and block.table.columns]
        landscape = any(table.needs_landscape for table in tables)
        room = sheet.text_width(landscape)
        page = f"appendix-{index}"
        size = "A4 landscape" if landscape else "A4 portrait"
        rules.append(
            f"@page {page}{{size:{size}}}"
            f"@page :nth(1 of {page}){{counter-reset:page 1;@top-center{{content:none}}}}"
            f".{page}{{page:{page}}}"
        )
        names = "".join(
            f'<p class="{name}" style="width:{width:.2f}pt">'
            f"{_note(text, width) if name == 'indication' else words(text, width, sheet.BODY_PT, style)}</p>"
            for name, text, style in (
                ("label", one_line(appendix.label), Style.BOLD),
                ("title", one_line(appendix.title), Style.BOLD),
                ("indication", one_line(appendix.indication), Style.ITALIC),
            )
            for width in [balanced_width(text, room, sheet.BODY_PT, style)]
            if text
        )
        body = _blocks(appendix.blocks, ends, landscape)
        out.append(f'<section class="appendix {page}"><div class="names">{names}</div>{body}</section>')
    return "".join(out), "".join(rules)


def _note(text: str, width: float) -> str:
    """The indication line; one with blanks has room in them."""
    parts = wording.indication_parts(text)
    return _parts(parts) if len(parts) > 1 else words(text, width, sheet.BODY_PT, Style.ITALIC)


def _contact(document: OfficialDocument) -> tuple[str, str]:
    """Ô 13 at the foot of the first page, and the page rule that makes room for it above the margin."""
    contact = "\n".join(line for line in map(one_line, document.contact.splitlines()) if line)
    if not contact:
        return "", ""
    available, size = sheet.text_width(), sheet.CONTACT_PT
    count = sum(len(wrapped_widths(line, available * 0.98, size)) for line in contact.split("\n"))
    height = min(count, sheet.MOST_CONTACT_LINES) * size * sheet.SINGLE_LINE + 8
    rule = (
        f"@page :first{{margin-bottom:calc(20mm + {height + 10:.1f}pt);"
        f"@bottom-center{{content:element(contact);width:100%;height:{height:.1f}pt;vertical-align:top;"
        f"margin-top:10pt;margin-bottom:20mm}}}}"
    )
    return f'<div class="contact">{words(contact, available, size)}</div>', rule


def document_title(document: OfficialDocument) -> str:
    """What a viewer shows in its title bar: type and trích yếu."""
    return f"{one_line(document.type_name)} {wording.title(document)}".strip() or "Văn bản"


def document_html(document: OfficialDocument, *, created: dt.date | None = None, ends: PageEnds | None = None) -> str:
    """The whole print as one HTML text, complete but for the style sheet. `ends` are known from an earlier print."""
    ends = ends or PageEnds()
    preamble = _blocks(document.preamble, ends, closes=not document.body)
    body = _blocks(document.body, ends, closes=True)
    appendices, rules = _appendices(document, ends)
    decides = f'<p class="decides">{wording.DECIDES}</p>' if wording.needs_decides(document) else ""
    foot, foot_rule = _contact(document)
    author = " ".join(wording.lines(document.letterhead.agency))
    meta = f'<meta name="author" content="{escape(author)}">' if author else ""
    if created:
        meta += f'<meta name="dcterms.created" content="{created.isoformat()}">'
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{escape(document_title(document))}</title>'
        f"{meta}<style>{rules}{foot_rule}</style></head><body>"
        f"{_letterhead(document)}{foot}{_names(document)}{_addressees(document)}"
        f"{preamble}{decides}{body}{_closing(document)}{appendices}</body></html>"
    )
