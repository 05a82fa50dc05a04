"""A whole sheet of values arrives at once."""

from datetime import date

import numpy as np
import pytest

from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.base.outcome import Outcome
from hoshin.base.periods import Period
from hoshin.measures.assembly import load_actuals
from hoshin.measures.models import Actual, Measure
from hoshin.measures.rows import ActualRow
from hoshin.measures.selectors import history_of_actual
from hoshin.measures.services import record_actuals


def months(measure, count, offset=0.0, unit_id=None):
    return [
        ActualRow(measure.pk, unit_id, date(2000 + m // 12, m % 12 + 1, 1), value=m + offset, note=f"n{m}")
        for m in range(count)
    ]


def test_created_changed_and_unchanged_are_counted(office, revenue, north):
    rows = months(revenue, 24) + months(revenue, 12, unit_id=north.pk)
    assert record_actuals(office, rows) == Outcome(created=36)
    assert record_actuals(office, rows) == Outcome(unchanged=36)
    moved = months(revenue, 6, offset=0.5) + rows[6:] + months(revenue, 26)[24:]
    assert record_actuals(office, moved) == Outcome(created=2, changed=6, unchanged=30)
    assert Actual.objects.filter(superseded_at=None).count() == 38
    history = history_of_actual(office, revenue, Period.parse("2000-01"))
    assert [version.value for version in history] == [0.5, 0.0]


def test_every_fault_is_named_and_nothing_is_written(office, revenue, on_time):
    rows = [
        ActualRow(revenue.pk, None, date(2026, 1, 1), value=1.0),
        ActualRow(revenue.pk, None, date(2026, 1, 1), value=2.0),
        ActualRow(revenue.pk, None, date(2026, 1, 15), value=1.0),
        ActualRow(revenue.pk, None, date(2026, 2, 1), value=float("nan")),
        ActualRow(on_time.pk, None, date(2026, 2, 1), numerator=1.0, denominator=0.0),
        ActualRow(999_999, None, date(2026, 2, 1), value=1.0),
    ]
    with pytest.raises(Invalid) as error:
        record_actuals(office, rows)
    assert [(p.row, p.field) for p in error.value.problems] == [
        (2, "period"),
        (3, "period"),
        (4, "value"),
        (5, "denominator"),
        (6, "measure"),
    ]
    assert not Actual.objects.exists()


def test_a_contributor_may_not_slip_in_the_measure_of_another(carl_acts, revenue):
    with pytest.raises(Denied):
        record_actuals(carl_acts, months(revenue, 2))


def test_a_hundred_thousand_rows_go_in_at_once_and_progress_is_heard(office):
    measures = Measure.objects.bulk_create(Measure(code=f"M{n}", name="m") for n in range(1000))
    rows = [row for measure in measures for row in months(measure, 100)]
    heard = []
    assert record_actuals(office, rows, progress=lambda done, total: heard.append((done, total))).created == 100_000
    assert heard[0] == (0, 100_000)
    assert heard[-1] == (100_000, 100_000)
    assert record_actuals(office, rows).unchanged == 100_000
    assert load_actuals().value.sum() == pytest.approx(1000 * sum(range(100)))


def test_columns_are_the_rows(office, revenue, on_time, north, november):
    record_actuals(
        office,
        [
            ActualRow(revenue.pk, None, date(1999, 12, 1), value=-1.5),
            ActualRow(revenue.pk, north.pk, date(2026, 1, 1), value=2.0),
            ActualRow(on_time.pk, None, date(2026, 2, 1), numerator=9.0, denominator=10.0),
            ActualRow(on_time.pk, north.pk, date(2026, 3, 1), value=0.5, denominator=4.0),
        ],
    )
    columns = load_actuals([revenue.pk, on_time.pk])
    got = sorted(
        zip(
            columns.measure_id.tolist(),
            columns.unit_id.tolist(),
            columns.period.astype(str).tolist(),
            columns.value.tolist(),
            np.nan_to_num(columns.numerator, nan=-1).tolist(),
            np.nan_to_num(columns.denominator, nan=-1).tolist(),
        )
    )
    assert got == sorted(
        [
            (revenue.pk, 0, "1999-12-01", -1.5, -1, -1),
            (revenue.pk, north.pk, "2026-01-01", 2.0, -1, -1),
            (on_time.pk, 0, "2026-02-01", 90, 9, 10),
            (on_time.pk, north.pk, "2026-03-01", 0.5, -1, 4),
        ]
    )
    assert len(load_actuals([revenue.pk])) == 2
    assert len(load_actuals([])) == 0
    assert len(load_actuals()) == 4
    assert columns.period.dtype == np.dtype("datetime64[D]")


def test_who_was_faster_is_named_by_row_and_nothing_is_written(office, revenue):
    rows = months(revenue, 3)
    record_actuals(office, rows[:2])
    shown = [row.pk for row in Actual.objects.order_by("period")]
    record_actuals(office, months(revenue, 2, offset=0.5)[1:])
    with pytest.raises(Conflict) as error:
        record_actuals(office, months(revenue, 3, offset=1.0), expected=[*shown, 0])
    assert error.value.rows == (2,)
    assert Actual.objects.filter(superseded_at=None).count() == 2
    held = list(Actual.objects.filter(superseded_at=None).order_by("period").values_list("pk", flat=True))
    assert record_actuals(office, months(revenue, 3, offset=1.0), expected=[*held, 0]) == Outcome(1, 2)


def test_one_value_is_said_of_as_one(office, revenue):
    from hoshin.base.wordings import said

    assert said("record_actuals", {"count": 1}) == "Recorded one value"
    assert said("record_actuals", {"count": 12}) == "Recorded 12 values"
    facts = {"measure": "REV", "period": "2026-10", "value": 0.8042763158}
    assert said("record_actual", facts) == "Recorded REV for October 2026: 0.8043"
