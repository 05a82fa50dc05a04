"""The look at whole columns and the look at each row agree: on what can be taken, and that something cannot."""

from datetime import date
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from hoshin.base.drafts import Draft
from hoshin.base.errors import Problem
from hoshin.base.periods import Frequency, Period
from hoshin.measures.sheets.actuals import ACTUALS, _starts
from hoshin.measures.sheets.at_once import starts_at_once

FREQUENCIES = {"rev": Frequency.MONTHLY, "wait": Frequency.WEEKLY, "year": Frequency.ANNUAL}
BOOK = SimpleNamespace(
    codes=lambda sheet: {"measures": {code: code.upper() for code in FREQUENCIES}, "units": {"n": "N"}}[sheet],
    values=lambda sheet, field: FREQUENCIES,
    unknown=lambda draft, at, field, code, sheet: Problem("unknown", field=field, row=at + 1),
    notices=[],
)
# The same cell is one period, as reading makes it; two cells may mean the same one.
PERIODS = [
    Period.parse(text) for text in ("2026-01", "2026-01", "2026-02", "2026", "2026-W02", "2026-01-07", "2026-Q1")
]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["REV", "rev", "WAIT", "Year", "NONE", None]),
        st.sampled_from([*PERIODS, None]),
        st.sampled_from(["N", "n", None, None, "X"]),
    ),
    min_size=1,
    max_size=6,
)


def careful(draft):
    problems, steps = [], _starts(draft, BOOK, FREQUENCIES)
    while True:
        try:
            problems.append(next(steps))
        except StopIteration as end:
            return problems, end.value


@given(ROWS, st.booleans())
def test_both_looks_agree(rows, has_units):
    measure, period, unit = (list(column) for column in zip(*rows, strict=True))
    columns = {"measure": measure, "period": period} | ({"unit": unit} if has_units else {})
    draft = Draft(ACTUALS, "actuals", list(range(2, len(rows) + 2)), columns)
    problems, starts = careful(draft)
    expected = None if problems or None in starts else starts
    assert starts_at_once(draft, BOOK, FREQUENCIES) == expected


def test_a_row_with_which_something_is_wrong_already_is_looked_at_by_itself():
    columns = {"measure": ["REV"], "period": [PERIODS[0]]}
    draft = Draft(ACTUALS, "actuals", [2], columns)
    assert starts_at_once(draft, BOOK, FREQUENCIES) == [date(2026, 1, 1)]
    draft.faulty.add(0)
    assert starts_at_once(draft, BOOK, FREQUENCIES) is None
