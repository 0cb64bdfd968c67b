"""Every rule of Nghị định 30/2020, measured on the finished PDF, and shown able to fail."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from documents.official import OfficialDocument
from documents.render import rules_text
from documents.render.fetcher import local_fetcher
from documents.render.fonts import faces, font_face_css
from documents.render.html import document_html
from documents.render.measure import Paper, measure
from documents.render.pdf import STYLESHEET, render_pdf
from documents.render.rules import RULES, judge
from tests.documents.nd30_samples import DECISION, LETTER, LONG, PLAN, SAMPLES, line

assert rules_text  # importing it registers its rules

SHORT = replace(PLAN, body=(*PLAN.body[:4], *PLAN.body[-2:]), appendices=())
# the same sentence pushed along the line letter by letter, so that a line ends at every place of it
SHIFTED = replace(SHORT, body=tuple(line(f"{'Ư' * count} {LONG}", "-") for count in range(1, 41)))
ONE_TABLE = replace(SHORT, appendices=PLAN.appendices[1:])


@cache
def paper_of(name: str) -> Paper:
    return measure(render_pdf(SAMPLES[name]))


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("number", RULES)
def test_rule_holds(number: str, name: str) -> None:
    assert [str(finding) for finding in judge(SAMPLES[name], paper_of(name), number)] == []


def printed_wrong(
    document: OfficialDocument, css: tuple[str, str], html: tuple[str, str], tagged: bool = True
) -> bytes:
    """A print with one text of its style sheet or its HTML replaced; both must be there to be replaced."""
    style, page = STYLESHEET.read_text(encoding="utf-8"), document_html(document)
    assert css[0] in style
    assert html[0] in page
    fonts = FontConfiguration()
    fetcher = local_fetcher(frozenset(face.path.resolve() for face in faces().values()))
    sheet = CSS(string=font_face_css() + style.replace(*css), font_config=fonts, url_fetcher=fetcher)
    source = HTML(string=page.replace(*html), url_fetcher=fetcher)
    options = {"pdf_variant": "pdf/a-3u", "pdf_tags": True} if tagged else {}
    pdf: bytes = source.render(font_config=fonts, stylesheets=[sheet], **options).write_pdf(**options)
    return pdf


SAME = ("", "")
WRONG: dict[str, tuple[OfficialDocument, tuple[str, str], tuple[str, str]]] = {
    "N01": (SHORT, ("size: A4 portrait", "size: letter"), SAME),
    "N02": (SHORT, ("20mm 15mm 20mm 30mm", "20mm 15mm 20mm 20mm"), SAME),
    "N03": (SHORT, ("14pt/1.15 'Portal Serif'", "14pt/1.15 'Liberation Sans'"), SAME),
    "N04": (SHORT, ("color: #000;", "color: #444;"), SAME),
    "N05": (SHORT, ("content: counter(page)", "content: none"), SAME),
    "N06": (SHORT, (".agency, .national { font-size: 13pt }", ".agency { font-size: 13pt }"), SAME),
    "N07": (SHORT, (".agency, .national, .motto { font-weight: bold }", ".agency { font-weight: bold }"), SAME),
    "N08": (SHORT, (".motto span { display: inline-block", ".motto span { display: block"), SAME),
    "N09": (LETTER, (".agency, .national, .motto {", ".parent, .agency, .national, .motto {"), SAME),
    "N10": (SHORT, (".agency, .national, .motto {", ".national, .motto {"), SAME),
    "N11": (SHORT, SAME, ('class="rule" style="', 'class="rule" style="min-width:45mm;')),
    "N12": (SHORT, SAME, ("Số: 05/KH-UBND", "Số: 5 / KH-UBND")),
    "N13": (SHORT, (".place { font-style: italic }", ""), SAME),
    "N14": (SHORT, (".type { text-align: center", ".type { text-align: left"), SAME),
    "N15": (SHORT, (".title { text-align: center; font-weight: bold;", ".title { text-align: center;"), SAME),
    "N16": (SHORT, (".rule { height: 0;", ".rule { display: none;"), SAME),
    "N17": (SHORT, ("height: 8mm; line-height: 8mm", "height: 12mm; line-height: 8mm"), SAME),
    "N18": (SHORT, (".circulation { display: inline-block; border: .75pt solid #000;", ".circulation {"), SAME),
    "N19": (SHORT, ("border-top: .75pt solid #000; padding-top: 3pt", "padding-top: 3pt"), SAME),
    "N20": (SHORT, SAME, ('lang="vi"', 'lang="en"')),
    "N21": (SHORT, (".t { text-align", ".t { font-size: 12pt; text-align"), SAME),
    "N22": (SHORT, ("text-indent: 12.7mm", "text-indent: 0"), SAME),
    "N23": (SHORT, (".t { text-align: justify", ".t { text-align: left"), SAME),
    "N24": (SHORT, ("text-indent: 12.7mm; margin-bottom: 6pt", "text-indent: 12.7mm; margin-bottom: 0"), SAME),
    "N25": (SHORT, ("font: 14pt/1.15", "font: 14pt/1.9"), SAME),
    "N26": (SHORT, (".b { font-weight: bold }", ""), SAME),
    "N27": (SHORT, (".h { break-after: avoid;", ".h { break-after: page;"), SAME),
    "N28": (SHIFTED, (".k { white-space: nowrap }", ""), SAME),
    "N29": (SHORT, (".signature p { font-weight: bold }", ""), SAME),
    "N30": (SHORT, ("font-weight: bold; font-style: italic; padding-top", "padding-top"), SAME),
    "N31": (SHORT, ("break-inside: avoid; break-before: avoid", "break-before: page"), SAME),
    "N32": (LETTER, (".addressees p {", ".addressees p { font-size: 11pt;"), SAME),
    "N33": (
        DECISION,
        (".authority-line, .decides { text-align: center; font-weight: bold", ".decides { color: #000"),
        SAME,
    ),
    "N34": (ONE_TABLE, (".appendix .indication { text-align: center; font-style: italic }", ""), SAME),
    "N35": (ONE_TABLE, (".appendix { break-before: page }", ""), (".appendix-1{page:appendix-1}", "")),
    "N36": (ONE_TABLE, ("display: table-header-group", "display: table-row-group"), SAME),
    "N37": (ONE_TABLE, (".grid { width: 100%", ".grid { margin-left: -8mm !important; width: 110%"), SAME),
    "N38": (SHIFTED, (".t { text-align", ".t { word-spacing: 12pt; text-align"), SAME),
    "N39": (ONE_TABLE, (".grid .centre {", ".grid .centre { padding: 2pt 40pt;"), SAME),
}


def test_every_rule_is_shown_to_fail() -> None:
    assert set(WRONG) == set(RULES)


@pytest.mark.parametrize("number", WRONG)
def test_rule_finds_what_is_wrong(number: str) -> None:
    document, css, html = WRONG[number]
    assert judge(document, measure(printed_wrong(document, css, html)), number) != []


def test_the_edited_way_of_printing_is_otherwise_the_real_one() -> None:
    assert judge(SHORT, measure(printed_wrong(SHORT, SAME, SAME))) == []


def test_no_number_is_torn_and_no_line_ends_early_wherever_the_line_ends() -> None:
    paper = measure(render_pdf(SHIFTED))
    assert judge(SHIFTED, paper, "N28") == []
    # beyond that the one word of many letters leaves the line above it empty, which nothing could help
    assert judge(replace(SHIFTED, body=SHIFTED.body[:24]), paper, "N38") == []


def test_a_file_without_tags_is_found() -> None:
    assert len(judge(SHORT, measure(printed_wrong(SHORT, SAME, SAME, tagged=False)), "N20")) == 2
