"""Today is the day where the organisation is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from hoshin.base import clock


@pytest.mark.parametrize(
    ("zone", "day"), [("Pacific/Auckland", 1), ("Europe/Berlin", 31), ("America/Vancouver", 31), ("UTC", 31)]
)
def test_a_day_begins_where_the_organisation_is(monkeypatch, zone, day):
    monkeypatch.setattr(clock, "get_default_timezone", lambda: ZoneInfo(zone))
    with clock.fixed(datetime(2026, 10, 31, 20, tzinfo=UTC)):
        assert clock.today() == date(2026, 10 + (day == 1), day)
