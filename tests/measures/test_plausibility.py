"""A value that is unlike everything seen is asked about; one rule for every way in."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.audit.models import Change
from hoshin.base.errors import Implausible
from hoshin.base.periods import Period
from hoshin.measures.models import Actual, Target
from hoshin.measures.plausibility import Doubt, Given, Known, Why, doubts, may_be_odd, room_of, share_passed
from hoshin.measures.rows import ActualRow
from hoshin.measures.services import define_measure, record_actual, record_actuals

SEEN = Known(count=12, smallest=8.0, largest=12.0, positive=12)
PERCENT = Known(count=12, smallest=60.0, largest=90.0, positive=12)
TODAY = date(2026, 11, 26)


def odd(known, *values, room=10.0, is_share=False):
    return doubts([Given("m", value, room, is_share) for value in values], {"m": known})


@pytest.mark.parametrize(
    ("value", "why"),
    [(120, None), (120.1, Why.BEYOND), (-130, Why.BEYOND), (-9, Why.TURNED), (0, None), (0.1, None)],
)
def test_a_value_is_compared_with_all_that_is_stored(value, why):
    assert [one.why for one in odd(SEEN, float(value))] == ([why] if why else [])


@pytest.mark.parametrize(
    ("value", "why"), [(0.75, Why.FRACTION), (1.0, Why.FRACTION), (7.5, None), (1_000, Why.BEYOND)]
)
def test_a_percentage_that_looks_like_a_fraction(value, why):
    assert [one.why for one in odd(PERCENT, value, is_share=True)] == ([why] if why else [])
    assert not odd(Known(12, 0.4, 3.0, 12), 0.3, is_share=True), "small percentages are usual here"


def test_what_is_given_together_is_compared_with_each_other():
    nothing = Known()
    assert [one.at for one in odd(nothing, 5.0, 70_000.0, 6.0, 7.0)] == [1]
    assert not odd(nothing, 5.0, 70_000.0, 6.0), "two others say nothing"
    assert [one.at for one in odd(SEEN, 12_000.0, 11_000.0, 9.0, 13_000.0)] == [0, 1, 3], "in thousands all of them"
    few = Known(count=2, smallest=8.0, largest=12.0, positive=2)
    assert not odd(few, 12_000.0, 11_000.0, 13_000.0), "the more are not odd beside the fewer"
    assert not odd(SEEN, -4.0, 5.0, -6.0), "what has two signs has no sign that turned"
    assert [one.at for one in odd(SEEN, -9.0, -10.0)] == [0, 1]


def test_what_is_wanted_says_what_is_odd_where_little_was_seen():
    known = Known(wanted=(60.0, 85.0))
    assert odd(known, 851.0) == [Doubt(0, Why.BEYOND, 85.0, is_wanted=True)]
    assert odd(known, 800.0, room=5.0) == [Doubt(0, Why.RUNNING, 85.0, is_wanted=True)]
    assert odd(known, 0.8, is_share=True) == [Doubt(0, Why.FRACTION, 60.0, is_wanted=True)]
    assert not odd(known, 800.0) + odd(known, -20.0) + odd(Known(), 1e9)


@given(
    st.sampled_from(
        [Known(), SEEN, PERCENT, Known(2, 8.0, 12.0, 1, 1), Known(wanted=(60.0, 85.0)), Known(5, 9.0, 9.0, 0, 5)]
    ),
    st.lists(st.sampled_from([0.0, 0.5, 1.0, 7.0, -7.0, 71.0, 80.0, 700.0, -9_000.0]), max_size=9),
    st.booleans(),
)
def test_the_quick_look_of_imports_passes_over_nothing_odd(known, values, is_share):
    places = np.array([1, *[0] * len(values), 1, 1])
    found = may_be_odd(places, np.array([70.0, *values, 75.0, 80.0]), [known, PERCENT], [is_share, True])
    assert found[0] or not odd(known, *values, is_share=is_share)
    assert not found[1]


@pytest.mark.parametrize(
    ("aggregation", "period", "room"),
    [
        ("sum", "2026-10", 10.0),
        ("last", "2026-10", 10.0),
        ("last", "2026-11", 5.0),
        ("sum", "2026-11", 5 * 26 / 30),
        ("sum", "2026", 5 * 330 / 365),
        ("sum", "2027-01", 1.0),
    ],
)
def test_what_is_not_over_is_judged_by_the_share_that_has_passed(aggregation, period, room):
    assert room_of(aggregation, Period.parse(period), TODAY) == pytest.approx(room)
    assert room_of("sum", Period.parse("2026-11"), date(2026, 11, 2)) == 1.0, "what a whole month came to is never odd"
    assert share_passed(Period.parse("2026-11"), date(2026, 11, 3)) == pytest.approx(0.1)


@pytest.fixture
def waits(office):
    """A measure with three values of 10 to 12."""
    measure = define_measure(office, code="WAIT", name="Wait", unit_of_measure="days")
    for month, value in (("2026-01", 10.0), ("2026-02", 12.0), ("2026-03", 11.0)):
        record_actual(office, measure=measure, period=month, value=value)
    return measure


@pytest.mark.django_db
def test_a_value_waits_until_somebody_says_that_it_is_meant(office, waits):
    said = {"measure": waits, "period": "2026-04", "value": 1200.0}
    with pytest.raises(Implausible) as refused:
        record_actual(office, **said, is_meant=False)
    (problem,) = refused.value.problems
    assert problem.message == "1,200 is more than ten times beyond everything seen of WAIT (12 at most)."
    assert (problem.code, problem.field, problem.value) == ("implausible", "value", "1200")
    assert not Actual.objects.filter(value=1200.0).exists()
    record_actual(office, **said, is_meant=True)
    words = "Recorded Wait for April 2026: 1,200\u00a0days, and confirmed that it is meant, far beyond all others"
    assert Change.objects.first().text == words
    record_actual(office, measure=waits, period="2026-05", value=1300.0, is_meant=False)
    again = "Recorded Wait for May 2026: 1,300\u00a0days"
    assert Change.objects.first().text == again, "what was recorded once has been seen"


@pytest.mark.django_db
def test_941_percent_of_a_month_that_is_not_over(office, november):
    calls = define_measure(office, code="CALLS", name="Calls", aggregation="sum")
    Target.objects.create(measure=calls, target=85.0)
    with pytest.raises(
        Implausible, match=r"800 is 941 % of the most that is aimed at with CALLS \(85\), and of November"
    ):
        record_actual(office, measure=calls, period="2026-11", value=800.0, is_meant=False)
    record_actual(office, measure=calls, period="2026-10", value=800.0, is_meant=False)


@pytest.mark.django_db
def test_all_of_many_wait_for_the_odd_one(office, waits):
    rows = [ActualRow(measure_id=waits.pk, unit_id=None, period=date(2026, month, 1), value=value)
            for month, value in ((4, 11.0), (5, -1100.0), (6, 0.0))]  # fmt: skip
    with pytest.raises(Implausible) as refused:
        record_actuals(office, rows, meant=())
    assert [(one.row, one.value) for one in refused.value.problems] == [(2, "-1100")]
    assert Actual.objects.count() == 3
    record_actuals(office, rows, meant={2})
    assert Change.objects.first().text.endswith("confirmed that these are meant though unlike all others: WAIT 2026-05")
