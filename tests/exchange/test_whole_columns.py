"""What is read of whole columns at once is what is read of cell by cell, and the same is wrong with it."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.base.codes import folded_code, folded_codes
from hoshin.base.sheets import Column, ColumnKind
from hoshin.exchange.workbook import cells, read_csv, tables
from hoshin.exchange.workbook.cells import converted
from hoshin.exchange.workbook.conventions import Convention
from hoshin.exchange.workbook.faults import Faults
from hoshin.exchange.workbook.tables import RowsOfCells, folded, has_nothing

COLUMNS = [
    Column("code", ColumnKind.CODE, required=True, longest=5),
    Column("name", longest=5),
    Column("note", ColumnKind.TEXT),
    Column("value", ColumnKind.NUMBER),
    Column("fte", ColumnKind.NUMBER, required=True, least=0, most=50),
    Column("since", ColumnKind.DATE),
]
PLAIN = ["A1", "b 2", "", " ", "12", "-3.5", "+.5", "1.", "2026-01-31", "é", "too long a text"]
AWKWARD = [
    None,
    7,
    2.5,
    "1,5",
    "1e5",
    "1e00001",
    "--1",
    "1.2.3",
    "a;b",
    "x\x07",
    "a\u200bb",
    "two\nlines",
    "\xa0",
    "∞",
    "nan",
]
CELLS = st.lists(st.sampled_from(PLAIN), min_size=1, max_size=5) | st.lists(
    st.sampled_from(PLAIN + AWKWARD), min_size=1, max_size=5
)


def read(column, found):
    faults = Faults()
    values = converted("people", column, found, list(range(2, len(found) + 2)), Convention(), faults)
    return repr(values), faults.problems


@given(st.sampled_from(COLUMNS), CELLS)
def test_a_column_says_what_its_cells_say(column, found):
    at_once = read(column, found)
    with (
        patch.object(cells, "plain_texts", return_value=None),
        patch.object(cells, "_plain_numbers", return_value=None),
    ):
        assert at_once == read(column, found)


@given(st.lists(st.text("aB\u00c9\n-\u200b ", max_size=4), max_size=4))
def test_codes_and_headings_are_folded_alike(texts):
    assert folded_codes(texts) == [folded_code(text) for text in texts]
    names = {"ab", "a", "b"}
    assert tables._named(texts, names) == {text for text in texts if folded(text) in names}


@given(st.lists(st.lists(st.sampled_from(["", " ", None, "x", 0]), max_size=3), max_size=4))
def test_rows_that_hold_nothing_are_left_out_and_columns_hold_the_rest(rows):
    kept, numbers = tables._filled(rows, list(range(1, len(rows) + 1)))
    assert numbers == [number for number, row in enumerate(rows, 1) if not has_nothing(row)]
    found = RowsOfCells(kept)
    for at in range(3):
        column = [row[at] if at < len(row) else None for row in kept]
        assert list(found.column(at)) == column
        assert found.distinct(at) == frozenset(column)


@pytest.mark.parametrize(
    "text", ["", "12345", "123456", "12345\n12345", "1\n123456", "123456\n1", "1\n\n12345\n", "12345\n\n"]
)
def test_a_line_longer_than_a_cell_is_seen(text):
    with patch.object(read_csv, "LONGEST_CELL", 5):
        assert read_csv._has_long_line(text) == any(len(line) > 5 for line in text.split("\n"))
