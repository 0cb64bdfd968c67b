"""The sheet of Nghị định 30/2020, Phụ lục I, in numbers. The style sheet nd30.css prints the same ones.

Lengths in millimetres, type in points.
"""

from __future__ import annotations

PAGE_MM = (210.0, 297.0)  # I.1
TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM = 20.0, 20.0, 30.0, 15.0  # I.2, the least of each range
BODY_PT = 14.0  # II.6
TABLE_PT = 12.0  # smallest type that is not a foot or Nơi nhận; the decree leaves tables open
NATION_PT = 13.0  # II.1: quốc hiệu
AGENCY_PT = 13.0  # II.2
MOTTO_PT = 14.0  # II.1: tiêu ngữ
INDENT_MM = 12.7  # II.6
TABLE_SIZES_PT = (TABLE_PT, 11.0, 10.0)  # the smaller ones only where words would be torn else
PARAGRAPH_GAP_PT = 6.0  # II.6
SINGLE_LINE = 1.15  # a "single" line of Times New Roman, in em
ISSUER_MM, NATION_MM = 67.0, 98.0  # the two columns of the letterhead; quốc hiệu is 95.7 mm long
CONTACT_PT = 11.0  # II.13
MOST_CONTACT_LINES = 6
RULE_SHARE = 0.4  # II.2, II.5: a line of 1/3 to 1/2 of the text above
CELL_PADDING_PT = 4.0
URGENCY_MM = {"KHẨN": 20.0, "THƯỢNG KHẨN": 40.0, "HỎA TỐC": 30.0, "HOẢ TỐC": 30.0}  # II.10b; all 8 mm high


def cell_padding(size: float) -> float:
    """Left and right of a table cell in type of `size` points; the smallest type comes with the tightest cells."""
    return CELL_PADDING_PT if size > TABLE_SIZES_PT[-1] else CELL_PADDING_PT / 2


def points(millimetres: float) -> float:
    return millimetres * 72 / 25.4


def text_width(landscape: bool = False) -> float:
    """The width between the margins in points."""
    return points(PAGE_MM[1 if landscape else 0] - LEFT_MM - RIGHT_MM)
