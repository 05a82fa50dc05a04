"""Once a measure was due, nobody is asked for its values any more, unless they went on after that day."""

from datetime import date

import pytest
from tests.scorecards.conftest import line_of, measured, record

from hoshin.scorecards.selectors import values_to_record

pytestmark = pytest.mark.django_db
AIM = {"baseline": 0.0, "target": 10.0}


@pytest.fixture
def measures(plan, system):
    """One that was due in June and went on, one that did not, and one without an end; none has September's value."""
    due = {"due_on": date(2026, 6, 30)}
    went_on = measured(plan, system, "went-on", AIM, **due)
    ended = measured(plan, system, "ended", AIM, **due)
    endless = measured(plan, system, "endless", AIM)
    for measure in (went_on, ended, endless):
        record(system, measure, may=4.0, jun=5.0)
    for measure in (went_on, endless):
        record(system, measure, aug=6.0)
    record(system, measured(plan, system, "reported", AIM), sep=7.0)
    return [went_on, ended, endless]


def test_what_ended_is_not_late(plan, system, measures):
    said = {one.code: line_of(plan, system, one.code, "2026-09").status_code for one in measures}
    assert said == {"went-on": "late", "ended": "no_data", "endless": "late"}


def test_nor_are_its_values_asked_for(plan, office, measures):
    asked = {(row.measure.code, str(row.period)) for row in values_to_record(office, is_own=False).rows}
    assert {period for code, period in asked if code == "ended"} == set()
    assert {period for code, period in asked if code == "went-on"} == {"2026-07", "2026-09", "2026-10"}
    assert {period for code, period in asked if code == "endless"} == {"2026-07", "2026-09", "2026-10"}
