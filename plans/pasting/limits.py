"""How much is taken from a clipboard at once; a whole document belongs to “Nhập từ văn bản”."""

from __future__ import annotations

from core.exceptions import DomainError

MOST_LETTERS = 400_000  # about 150 pages
MOST_MARKUP = 4_000_000  # letters of HTML; Word writes ten for each one of text
MOST_LINES = 1_500
LONGEST_LINE = 20_000
MOST_COLUMNS = 15  # what still can be read on an A4 sheet turned on its side
MOST_ROWS = 500
MOST_CELLS = 60_000  # of one table, merged ones counted in every row
MOST_SPANNED = 200  # columns that are looked at; a sheet dragged over to its edge has thousands of empty ones


class TooMuchPasted(DomainError):
    """More than fits; the sentence says where it belongs."""
