"""Whoever has hardly worked with somebody does not rate them: their words are read, what they rated counts for nothing."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.reviews.conftest import form_of, launched, plan_of, written
from tests.reviews.test_results import YEAR, client_of, rated, result

from hoshin.base import clock
from hoshin.org.models import PastPosition, Person
from hoshin.reviews.assembly import outcomes_of, raters_of
from hoshin.reviews.library import STARTERS
from hoshin.reviews.models import ReviewCycle
from hoshin.reviews.questions import as_rows
from hoshin.reviews.services import close_writing, save_cycle
from hoshin.reviews.together import days_together
from hoshin.web.reviews.letter import _rater


def test_what_counts_for_nothing_is_heard_and_told():
    brief = rated(1, "peer", 1, text="New here")._replace(is_brief=True)
    peers = [rated(1, "peer", step, text="Words") for step in (4, 4, 4)]
    one = outcomes_of([1], [rated(1, "manager", 4), *peers, brief], YEAR)[1]
    assert one.raw == 4
    (source,) = [source for source in one.sources if source["source"] == "peer"]
    assert (source["n"], source["low"], source["left_out"]) == (3, 4, 1)
    assert "New here" in one.voices["achieved"]
    few = outcomes_of([1], [rated(1, "manager", 4), *peers[:2], brief], YEAR)[1]
    assert [source["is_hidden"] for source in few.sources if source["source"] == "peer"] == [True]
    none = outcomes_of([1], [rated(1, "manager", 4)._replace(is_brief=True)], YEAR)[1]
    assert (none.raw, none.reason) == (None, "whoever rated has worked with them for too few days")
    assert [(source["n"], source["mean"], source["left_out"]) for source in none.sources] == [(0, None, 1)]
    assert none.potential is None
    both = [rated(person, "manager", 3 + person % 3)._replace(by=by) for person in range(12) for by in range(5)]
    assert raters_of([*both, rated(3, "manager", 1)._replace(by=9, is_brief=True)], YEAR) == raters_of(both, YEAR)
    assert _rater("peer", 0) == "peer"
    assert _rater("peer", 2) == "peer (2 left out: too few days together)"


def came_from(person, manager, day):
    PastPosition.objects.create(person=person, manager=manager, valid_to=day)


def test_days_together_are_told_by_first_days_and_by_a_manager_before(staff):
    people = {name: one.pk for name, one in staff.people.items()}
    today = date(2026, 11, 28)
    led, back = (people["Ada"], people["Mia"], "manager"), (people["Mia"], people["Ada"], "report")
    beside = (people["Ada"], people["Ben"], "peer")
    # Lines as they were first written down tell nothing: an organisation may be a day old here.
    assert days_together([led, back, beside], today) == {}
    came_from(staff.people["Ada"], None, date(2026, 11, 20))
    assert days_together([led], today) == {}
    came_from(staff.people["Ada"], staff.people["Sol"], date(2026, 11, 8))
    assert days_together([led, back, beside], today) == {led: 20, back: 20}
    # A title that changed under the same manager is no other manager.
    came_from(staff.people["Ada"], staff.people["Mia"], date(2026, 11, 18))
    assert days_together([led], today) == {led: 20}
    Person.objects.filter(name="Ben").update(start_date=date(2026, 11, 23))
    assert days_together([beside], today) == {beside: 5}
    Person.objects.filter(name="Mia").update(start_date=date(2026, 12, 1))
    assert days_together([led], today) == {led: 0}


def test_a_new_manager_is_told_before_they_write_and_the_person_reads_why_nothing_counts(staff, cycle):
    came_from(staff.people["Ada"], staff.people["Sol"], clock.today() - timedelta(days=20))
    form = form_of(cycle, "Mia", "Ada")
    page = client_of(staff, "Mia").get(f"/reviews/forms/{form.pk}").content.decode()
    assert "fewer than 30 days" in page
    assert "Hand it over" in page
    other = client_of(staff, "Mia").get(f"/reviews/forms/{form_of(cycle, 'Mia', 'Ben').pk}").content.decode()
    assert "fewer than 30 days: what you rate" not in other
    assert "fewer than 30 days counts for nothing" in (
        client_of(staff, "Ada").get(f"/reviews/{cycle.code}").content.decode()
    )
    for name in ("Ada", "Ben"):
        written(staff, cycle, "Mia", name)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewCycle.objects.filter(pk=cycle.pk).update(least_days=0)
    close_writing(staff.olga, cycle=cycle)
    ada = result(cycle, "Ada")
    assert (ada.raw, ada.reason, result(cycle, "Ben").raw) == (
        None, "whoever rated has worked with them for too few days", 4.0,
    )  # fmt: skip
    ReviewCycle.objects.filter(pk=cycle.pk).update(state="released")
    page = client_of(staff, "Ada").get(f"/reviews/{cycle.code}/about/Ada").content.decode()
    assert "1 left out: too few days together" in page
    assert client_of(staff, "Ada").get(f"/reviews/{cycle.code}/about/Ada/letter.pdf").status_code == 200


def test_a_cycle_may_count_everybody(staff):
    came_from(staff.people["Ada"], staff.people["Sol"], clock.today() - timedelta(days=20))
    all_count = launched(staff, name="Everybody", least_days=0)
    written(staff, all_count, "Mia", "Ada")
    close_writing(staff.olga, cycle=all_count)
    assert result(all_count, "Ada").raw == 4.0
    draft = save_cycle(staff.olga, plan=plan_of(name="Quarter", least_days=90))
    page = client_of(staff, "Olga").get(f"/reviews/{draft.code}/edit").content.decode()
    assert 'value="90"' in page


def test_a_cycle_promises_what_holds_in_it_alone(staff):
    """Where reports alone write nobody's manager does, and without ratings no days together matter."""
    upward = launched(
        staff, name="Upward", has_manager=False, has_self=False, has_peers=False, nominate_until=None,
        questions=as_rows(STARTERS["upward"].questions),
    )  # fmt: skip
    page = client_of(staff, "Cem").get(f"/reviews/{upward.code}").content.decode()
    assert "all words together and unnamed" in page
    assert "what their manager wrote" not in page
    assert "counts for nothing" in page
    short = launched(staff, name="Short", has_peers=False, has_reports=False, nominate_until=None,
        questions=as_rows(STARTERS["short"].questions))  # fmt: skip
    page = client_of(staff, "Cem").get(f"/reviews/{short.code}").content.decode()
    assert "counts for nothing" not in page
    assert "what their manager wrote" in page
    assert "unnamed" not in page
