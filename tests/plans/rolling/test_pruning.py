"""What goes with dropped duties."""

from __future__ import annotations

import pytest

from plans.rolling.pruning import Line, Row, empty_groups, fallen


def lines(text: str) -> list[Line]:
    """One line each: depth by indentation; # a title, x a dropped duty, o a kept duty, k never goes, : introduces."""
    out = []
    for key, raw in enumerate(filter(str.strip, text.splitlines())):
        marks, depth = raw.split()[0], (len(raw) - len(raw.lstrip())) // 2 + 1
        out.append(
            Line(
                key, "body", depth, heading="#" in marks, dropped="x" in marks, holds="o" in marks, kept="k" in marks,
                introduces=":" in marks,
            )
        )  # fmt: skip
    return out


def stays(text: str) -> list[str]:
    kept = [raw.split()[1] for raw in filter(str.strip, text.splitlines())]
    gone = fallen(lines(text))
    return [name for key, name in enumerate(kept) if key not in gone]


def test_a_dropped_duty_takes_what_explains_it() -> None:
    assert stays("#  I\n  x a\n    . a1\n    . a2\n  o b\n    . b1") == ["I", "b", "b1"]


def test_a_dropped_duty_over_a_kept_one_stays_as_a_line() -> None:
    assert stays("# I\n  x a\n    o a1\n    x a2") == ["I", "a", "a1"]


def test_a_title_left_empty_goes_but_not_the_outermost() -> None:
    assert stays("# I\n  # 1\n    x a\n    x b\n  # 2\n    o c\n# II\n  # 1b\n    x d") == ["I", "2", "c", "II"]


def test_a_title_with_other_text_stays() -> None:
    assert stays("# I\n  # 1\n    . words\n    x a") == ["I", "1", "words"]


def test_a_line_that_introduces_only_dropped_ones_goes() -> None:
    assert stays("# I\n  : intro\n    x a\n    x b\n  : other\n    o c") == ["I", "other", "c"]


def test_a_title_that_is_a_duty_goes_with_its_section() -> None:
    assert stays("#x I\n  x a\n#x II\n  o b") == ["II", "b"]
    assert stays("#x I\n#o II") == ["II"]


def test_tables_and_the_closing_sentence_stay() -> None:
    assert stays("# I\n  # 1\n    k table\nk end") == ["I", "1", "table", "end"]
    assert stays("# I\n  x a\n    k table") == ["I", "a", "table"]


def test_parts_do_not_reach_into_each_other() -> None:
    body = Line(0, "body", 1, dropped=True)
    appendix = Line(1, "appendix", 2)
    assert fallen([body, appendix]) == {0}


def table(*rows: str) -> list[Row]:
    """ "I*" a title row, "1" a duty, "1-" a dropped one."""
    return [Row(row.endswith("*"), row.rstrip("*-"), row.endswith("-")) for row in rows]


@pytest.mark.parametrize(
    ("rows", "gone"),
    [
        (["I*", "1", "2-", "II*", "1-"], {3}),
        (["I*", "1-", "2-"], {0}),
        (["A*", "1*", "1.1-", "2*", "2.1"], {1}),
        (["A*", "1*", "1.1-", "B*", "1*", "1.1"], {0, 1}),
        (["I*", "II*"], set()),  # never had duties
        (["1-"], set()),
        ([], set()),
    ],
)
def test_title_rows_left_empty(rows: list[str], gone: set[int]) -> None:
    assert empty_groups(table(*rows)) == gone
