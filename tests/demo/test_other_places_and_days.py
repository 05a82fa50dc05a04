"""The demonstration in installations of its own: one that belongs to somebody, one on the first day of a year."""

from datetime import UTC, datetime

import pytest
from tests.scorecards.recomputation import differences
from tests.worlds import SMALL

from hoshin.base import clock
from hoshin.base.errors import Conflict
from hoshin.demo import load
from hoshin.org.models import Organisation, Person
from hoshin.scorecards.selectors import scorecard
from hoshin.strategy.models import Plan


def test_an_installation_that_belongs_to_somebody_is_left_alone(system):
    Organisation.objects.create(name="Somebody's hospital")
    with pytest.raises(Conflict, match="Somebody's hospital"):
        load(system)
    assert not Plan.objects.exists()
    assert not Person.objects.exists()


def test_the_story_is_the_same_on_the_first_day_of_a_year_and_progress_tells_what_is_being_done(system):
    day, heard = datetime(2027, 1, 1, 0, 5, tzinfo=UTC), []
    with clock.fixed(day):
        load(system, progress=lambda done, total, what: heard.append(what), goals_in=SMALL)
        assert any("published figures" in what for what in heard)
        assert any("people" in what for what in heard)
        assert heard[-1] == "The demonstration is ready"
        plan = Plan.objects.get(code="H30-PLAN")
        card = scorecard(system, plan)
        status = {line.code: line.status_code for line in card.lines if not line.unit}
        assert card.period.end < day.date() <= card.period.shift(1).end
        assert {code for code in ("P1", "L2") if status[code] == "off_track"} == {"P1", "L2"}
        assert status["L1"] == "at_risk"
        for code in ("F1", "F2", "F3", "C2", "C3", "P2", "P3", "L3"):
            assert status[code] == "on_track", code
        assert differences(plan) == []
