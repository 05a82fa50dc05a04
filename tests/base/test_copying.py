"""Whole columns go into the database as they are: every text, number and list, to the last bit."""

import random
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from hoshin.base.copying import copy_into
from hoshin.base.laid_out import copy_laid_out

pytestmark = pytest.mark.django_db


def test_what_is_copied_is_what_was_there():
    numbers = random.Random(3)
    awkward = ["", "\\", "\\N", "\\.", "a\tb", "two\nlines\r\n", '"quoted"', "{x}", "Ä€😀", " blank ", "NULL"]
    floats = [
        0.1 + 0.2,
        -0.0,
        5e-324,
        1.7976931348623157e308,
        *(numbers.uniform(-1, 1) * 10.0**n for n in range(-9, 9)),
    ]
    count = len(floats)
    texts = [awkward[n % len(awkward)] if n % 7 else None for n in range(count)]
    lists = [tuple(awkward[: n % 5]) for n in range(count)]
    days = [date(2026, 1, 1 + n) if n % 3 else None for n in range(count)]
    flags = [n % 2 == 0 for n in range(count)]
    instants = [datetime(2026, 1, 1, 9, 30, n, 123456, tzinfo=UTC) for n in range(count)]
    columns = [
        list(range(count)),
        texts,
        floats,
        lists,
        days,
        flags,
        instants,
        awkward + ["x"] * (count - len(awkward)),
    ]
    heard = []
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE copied (n int, t text, f float8, l text[], d date, b bool, i timestamptz, u text)"
        )
        copy_into(cursor, "copied", columns, lambda done, total: heard.append((done, total)))
        cursor.execute("SELECT * FROM copied ORDER BY n")
        found = [list(column) for column in zip(*cursor.fetchall(), strict=True)]
    assert found[3] == [list(value) for value in lists]
    assert [repr(value) for value in found[2]] == [repr(value) for value in floats]
    assert found[:3] + found[4:] == columns[:3] + columns[4:]
    assert heard[-1] == (count, count)


@pytest.mark.parametrize(
    "note", [["", "", ""], [None, None, None], ["same ä\n", "same ä\n", "same ä\n"], ["a", "", "b\t"]]
)
@pytest.mark.parametrize("unit", [[None, None, None], [4, 4, 5], [4, None, 5]])
def test_columns_that_are_laid_out_arrive_in_order_to_the_bit(note, unit):
    instant = datetime(1999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    measure, day = [2**40, -1, -1], [date(2026, 7, 1), date(1999, 12, 31), date(1, 1, 1)]
    columns = [measure, unit, day, [-0.0, 5e-324, 0.1 + 0.2], note, [instant] * 3]
    heard = []
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE laid (m bigint, u bigint, d date, f float8, t text, i timestamptz)")
        copy_laid_out(cursor, "laid", columns, lambda done, total: heard.append((done, total)), by=(0, 2))
        cursor.execute("SELECT * FROM laid")
        found = cursor.fetchall()
    rows = list(zip(*columns, strict=True))
    assert repr(found) == repr([rows[2], rows[1], rows[0]])
    assert heard == [(0, 3), (3, 3)]
