"""How managers word reviews of groups of people: compared once, of large groups alone, with nobody named (methods 6.10)."""

import math

import numpy as np
import pytest
from tests.jobs import run_waiting
from tests.reviews.conftest import launched, plan_of, written
from tests.reviews.test_results import client_of

from hoshin.audit.services import act
from hoshin.base.errors import Denied, Invalid
from hoshin.engine.quality import compare_wording
from hoshin.org.models import Person
from hoshin.reviews.assembly.wording import WrittenAbout, wording_of
from hoshin.reviews.models import FormAnswers, ReviewForm, ReviewScreen
from hoshin.reviews.services import close_writing, save_cycle
from hoshin.reviews.services.wording import compare_wording_of

SAVED, LAST = "2026-11-20T10:00Z", plan_of().write_until
PLAIN = "The cutover of the offices was ready in May and they had asked for help before that was late."
TRAIT = "They are abrasive and the cutover of the offices was ready in May before that was late, too."


def test_the_example_of_the_methods_is_found_by_the_comparison_that_is_robust_by_author():
    """31 % beside 12 % of 60 texts each: z = 2.53 of two shares; by author, without a common share under both, 2.6."""
    hits, n = (18.6, 7.2), 60
    both = sum(hits) / (2 * n)
    assert (hits[0] - hits[1]) / n / math.sqrt(both * (1 - both) * 2 / n) == pytest.approx(2.53, abs=0.005)
    counts = np.zeros((120, 1))
    counts[:19], counts[60:67] = 1, 1
    (found,) = compare_wording(counts, np.full(120, 40.0), np.repeat([0, 1], 60), np.arange(120))
    unpooled = (19 - 7) / 60 / math.sqrt((19 * 41 + 7 * 53) / 60**3)
    assert found.z == pytest.approx(unpooled * math.sqrt(119 / 120))
    assert (found.z == pytest.approx(2.73, abs=0.01), found.is_clear) == (True, True)


def about(group, traits, texts=60, authors=30):
    return [
        WrittenAbout(TRAIT if at < traits else PLAIN, at % authors, ("full_time", group, "", "")) for at in range(texts)
    ]


def test_groups_that_are_large_enough_are_compared_and_small_ones_enter_nothing():
    found = wording_of([*about("Hull", 19), *about("Leeds", 2)], ())
    assert found["compared"] == ["location"]
    assert [(one["by"], one["group"], one["cue"]) for one in found["differences"]] == [("location", "Hull", "trait")]
    small = about("York", 20, texts=49)
    assert wording_of([*about("Hull", 19), *about("Leeds", 2), *small], ()) == found
    assert wording_of([*about("Hull", 19), *small], ()) == {"compared": [], "differences": []}


def test_it_is_kept_once_when_writing_ends_and_read_by_whoever_runs_reviews(staff, cycle):
    with act(staff.olga, "generate"):
        led = Person.objects.bulk_create(
            Person(employee_id=f"W{at}", name=f"W {at}", location="Hull" if at % 2 else "Leeds") for at in range(120)
        )
        leads = Person.objects.bulk_create(Person(employee_id=f"M{at}", name=f"M {at}") for at in range(30))
        forms = ReviewForm.objects.bulk_create(
            ReviewForm(cycle=cycle, about=one, by=leads[at % 29], source="manager", state="done")
            for at, one in enumerate(led)
        )
        FormAnswers.objects.bulk_create(
            FormAnswers(form=form, answers={"how": {"text": TRAIT if at % 2 and at < 70 else PLAIN}}, saved_at=SAVED)
            for at, form in enumerate(forms)
        )  # fmt: skip
    close_writing(staff.olga, cycle=cycle)
    page = client_of(staff, "Olga").get(f"/reviews/{cycle.code}/screen").content.decode()
    assert "It comes in a moment" in page
    assert "reviews.wording: succeeded" in run_waiting()
    screen = ReviewScreen.objects.get(cycle=cycle, moment="computed")
    assert [one["cue"] for one in screen.wording["differences"]] == ["trait"]
    page = client_of(staff, "Olga").get(f"/reviews/{cycle.code}/screen").content.decode()
    assert "words for what somebody is" in page
    assert "About people in Hull" in page
    for name in ("Mia", "Hana"):
        assert "words for what somebody is" not in (
            client_of(staff, name).get(f"/reviews/{cycle.code}/screen").content.decode()
        )
    with pytest.raises(Denied):
        compare_wording_of(staff.as_of("Mia"), cycle=cycle)
    FormAnswers.objects.filter(form__cycle=cycle).delete()
    assert compare_wording_of(staff.olga, cycle=cycle).wording == screen.wording


def test_days_that_do_not_follow_each_other_are_told_at_their_fields(staff):
    with pytest.raises(Invalid) as told:
        save_cycle(
            staff.olga,
            plan=plan_of(ends_on=plan_of().starts_on, nominate_until=LAST, release_on=LAST),
        )
    assert [one.field for one in told.value.problems] == ["ends_on", "nominate_until", "release_on"]
    cycle = launched(staff, name="Short of text")
    written(staff, cycle, "Mia", "Ada", done=False)
    close_writing(staff.olga, cycle=cycle)
    assert compare_wording_of(staff.olga, cycle=cycle).wording == {"compared": [], "differences": []}
