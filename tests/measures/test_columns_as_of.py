"""What was known on a day can be loaded as columns."""

from datetime import UTC, datetime

from hoshin.base import clock
from hoshin.measures.assembly import columns as module
from hoshin.measures.assembly import load_actuals
from hoshin.measures.services import record_actual, withdraw_actual


def at(hour):
    return datetime(2026, 11, 23, hour, tzinfo=UTC)


def test_each_instant_shows_what_was_known_then(office, revenue):
    with clock.fixed(at(9)):
        record_actual(office, measure=revenue, period="2026-10", value=10)
    with clock.fixed(at(11)):
        record_actual(office, measure=revenue, period="2026-10", value=12)
    with clock.fixed(at(13)):
        withdraw_actual(office, measure=revenue, period="2026-10")
    assert [load_actuals(as_of=at(hour)).value.tolist() for hour in (8, 10, 12, 14)] == [[], [10], [12], []]
    assert load_actuals([revenue.pk], as_of=at(11)).value.tolist() == [12]
    assert len(load_actuals()) == 0


def test_blocks_of_pages_add_up_to_the_table(office, revenue, monkeypatch):
    for year in range(1900, 2000):
        record_actual(office, measure=revenue, period=f"{year}-01", value=year)
    monkeypatch.setattr(module, "_PAGES_PER_BLOCK", 1)
    assert sorted(load_actuals().value.tolist()) == list(range(1900, 2000))


def test_very_many_measures_are_picked_out_of_the_whole(office, revenue, on_time, monkeypatch):
    record_actual(office, measure=revenue, period="2026-10", value=10)
    record_actual(office, measure=on_time, period="2026-10", value=0.5)
    monkeypatch.setattr(module, "_MOST_MEASURES_BY_INDEX", 0)
    assert load_actuals([revenue.pk]).value.tolist() == [10]
    assert len(load_actuals([revenue.pk, on_time.pk])) == 2
