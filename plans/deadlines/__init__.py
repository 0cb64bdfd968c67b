"""The deadline language: Vietnamese time phrases ↔ rules ↔ due days. Pure: no Django, no database, no clock.

``parse`` reads a deadline by itself, ``find`` looks for deadlines inside a sentence, ``due_dates`` and ``checkpoints``
give the days, ``label`` says back in Vietnamese what was understood. The whole language is in docs/deadlines.md.
"""

from plans.deadlines.reading import MAX_PHRASE, parse
from plans.deadlines.rule import DeadlineKind, DeadlineRule, Found, Term, TermUnit, from_json, to_json
from plans.deadlines.schedule import checkpoints, due_dates, follows_calendar, last_day, settled, term_day
from plans.deadlines.search import find
from plans.deadlines.spans import Window, checkpoint_windows, span_name, windows
from plans.deadlines.wording import label

__all__ = [
    "MAX_PHRASE",
    "DeadlineKind",
    "DeadlineRule",
    "Found",
    "Term",
    "TermUnit",
    "Window",
    "checkpoint_windows",
    "checkpoints",
    "due_dates",
    "find",
    "follows_calendar",
    "from_json",
    "label",
    "last_day",
    "parse",
    "settled",
    "span_name",
    "term_day",
    "to_json",
    "windows",
]
