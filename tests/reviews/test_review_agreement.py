"""How far raters see the same and how sure that is; what small cycles take from former ones; who is asked about somebody."""

import re
from datetime import date

import numpy as np
import pytest
from django.utils import translation
from tests.reviews.conftest import launched, written
from tests.reviews.test_results import YEAR, client_of, closed, group, rated

from hoshin.engine.reviews import Variances, pooled_variances
from hoshin.org.models import GrantedRelationKind, Person
from hoshin.org.services import grant_relation
from hoshin.reviews.assembly import agreement_bands_of, previewed, raters_of, screens_of
from hoshin.reviews.assembly.raters import VARIANCES
from hoshin.reviews.assembly.screens import ScreenedPerson
from hoshin.reviews.models import FormAnswers, ReviewCycle, ReviewResult
from hoshin.reviews.questions import questions_from
from hoshin.reviews.selectors import CaseLine, asked_about_oneself
from hoshin.reviews.selectors.results import _turn
from hoshin.reviews.services.closing import _former
from hoshin.web.reviews.letter import _mean, _range

__all__ = ["closed", "group"]
ORDERED = re.compile(r"<h3>(What was achieved|What should be done)")


def ratings(people=12, seed=5):
    """Five managers rate the same people, each with a way of their own."""
    rng = np.random.default_rng(seed)
    true, ways = rng.normal(3.2, 0.8, people), rng.normal(0, 0.4, 5)
    return [
        rated(person, "manager", int(np.clip(round(true[person] + ways[by] + rng.normal(0, 0.4)), 1, 5)))._replace(
            by=by
        )
        for person in range(people)
        for by in range(5)
    ]


def test_the_agreement_of_a_cycle_is_told_with_its_bounds_and_their_bands():
    told = raters_of(ratings(), YEAR).agreement
    assert 0 <= told["icc_low"] < told["icc"] < told["icc_high"] <= 1
    assert told["icc"] == pytest.approx(told["var_ratee"] / sum(told[name] for name in VARIANCES), abs=1e-3)
    assert raters_of(ratings(), YEAR).agreement == told
    assert agreement_bands_of({"icc_low": 0.41, "icc_high": 0.8}) == ["poor", "good"]
    assert agreement_bands_of({"icc": 0.4}) == []
    wide, narrow = (raters_of(ratings(people), YEAR).agreement for people in (12, 80))
    assert narrow["icc_high"] - narrow["icc_low"] < wide["icc_high"] - wide["icc_low"]


def test_a_small_cycle_takes_variances_of_former_ones_with_its_own_and_a_large_one_does_not():
    forms = ratings()
    alone = raters_of(forms, YEAR)
    strict = {"var_ratee": 0.3, "var_rater": 0.9, "var_residual": 0.1, "ratings": 4_000.0}
    both = raters_of(forms, YEAR, former=[strict])
    assert both.agreement == alone.agreement | {"cycles": 1.0}
    leniency = [[one.leniency for one in found.raters] for found in (alone, both)]
    assert leniency[0] != leniency[1]
    own = Variances(*(alone.agreement[name] for name in VARIANCES))
    known = pooled_variances([(Variances(0.3, 0.9, 0.1), 4_000), (own, len(forms))])
    assert known.rater > 10 * own.rater or known.rater > 0.8
    # Whose variances are not known, or none, changes nothing; nor does a former cycle where this one is large.
    assert raters_of(forms, YEAR, former=[{"ratings": 50.0, "alpha": 0.4}]) == alone
    large = ratings(60)
    assert raters_of(large, YEAR, former=[strict]) == raters_of(large, YEAR)


def test_ratings_of_the_same_things_are_taken_from_cycles_before(staff, cycle):
    """Of three that ended, one asked for other things, and one was too small for figures."""
    told = {"var_ratee": 0.3, "var_rater": 0.9, "var_residual": 0.1, "ratings": 4_000.0}
    other = [one for one in cycle.questions if one["kind"] == "text"]
    for name, questions, agreement in (("A", cycle.questions, told), ("B", other, told), ("C", cycle.questions, {})):
        before = launched(staff, name=name, questions=questions)
        ReviewCycle.objects.filter(pk=before.pk).update(state="calibrating", agreement=agreement)
    assert _former(cycle, questions_from(cycle.questions)) == [told]


def test_direction_is_screened_both_ways_and_what_all_have_is_not():
    people = [ScreenedPerson(3.0, at % 2 == 0, "", raw=3.0) for at in range(120)]
    assert {line.outcome for line in screens_of(people)} == {"enough"} - {"enough"}
    lowered = [one._replace(score=2.6) if at % 2 == 0 and at < 60 else one for at, one in enumerate(people)]
    lines = {(line.outcome, line.group): line for line in screens_of(lowered)}
    assert lines["kept", "part_time"].share == pytest.approx(0.5)
    assert lines["kept", "full_time"].share is None
    assert {outcome for outcome, _group in lines} == {"kept"}


def test_a_formula_with_others_is_previewed():
    sources = [{"source": "other", "mean": 4.0, "weight": 0.0}, {"source": "manager", "mean": 3.0, "weight": 1.0}]
    found = previewed("others", [(3.0, sources, None)] * 10)
    assert (found.median, found.scored) == (4.0, 10)


def test_cases_come_first_and_by_lot_which_falls_otherwise_in_each_group():
    def order(group):
        rows = [ReviewResult(pk=at, group_id=group, flags=["gap"] if at < 8 else []) for at in range(12)]
        for row in rows:
            row.person = Person(name="abcdefghijkl"[row.pk])
        turns = sorted((CaseLine(row, None, None) for row in rows), key=_turn)
        return "".join(line.result.person.name for line in turns)

    assert order(1) == order(1)
    assert {one[8:] for one in map(order, range(6))} == {"ijkl"}
    assert {"".join(sorted(one[:8])) for one in map(order, range(6))} == {"abcdefgh"}
    assert len({one[:8] for one in map(order, range(6))}) == 6


def test_everybody_sees_who_is_asked_about_them_as_far_as_was_promised(staff, system):
    """Dan leads Eva by a dotted line; three of her reports write about her, and none of them is named."""
    grant_relation(
        system,
        person=staff.people["Dan"],
        relation=GrantedRelationKind.DOTTED_LINE,
        to=staff.people["Eva"],
        valid_from=date(2026, 1, 1),
        reason="Project",
    )
    cycle = launched(staff, has_others=True)
    asked = [(form.by.name, form.source) for form in asked_about_oneself(staff.as_of("Eva"), cycle)]
    assert asked == [("Sol", "manager"), ("Dan", "other")]
    page = client_of(staff, "Eva").get(f"/reviews/{cycle.code}").content.decode()
    assert "Who is asked about you" in page
    assert "Sol" in page
    assert "Dan" in page
    # Who leads three hears of their manager, and of no report.
    assert [form.by.name for form in asked_about_oneself(staff.as_of("Mia"), cycle)] == ["Bo"]
    page = client_of(staff, "Mia").get(f"/reviews/{cycle.code}").content.decode()
    assert "none of these is named here" in page
    section = page.split("Who is asked about you")[1].split("</section>")[0]
    assert not [name for name in ("Ada", "Ben", "Cem") if name in section]
    # That a form is known is no way to what is in it.
    form = written(staff, cycle, "Sol", "Eva")
    assert "There is nothing in it that you may read" in (
        client_of(staff, "Eva").get(f"/reviews/forms/{form.pk}").content.decode()
    )


def test_five_raters_have_a_mean_without_the_outermost_on_the_page_and_the_letter(staff, closed):
    sources = [{"source": "peer", "n": 5, "mean": 3.2, "sd": 1.3, "low": 1.0, "high": 5.0, "trimmed": 3.33,
                "weight": 0.375, "is_hidden": False}]  # fmt: skip
    ReviewCycle.objects.filter(pk=closed.pk).update(state="released", released_at="2026-12-18T12:00Z")
    result = ReviewResult.objects.get(cycle=closed, person__name="Ada")
    staff.people["Gil"].review_results.all().delete()
    # The database sorts the keys of what it keeps; people read in the order in which was asked.
    voices = {"differently": ["Say no."], "achieved": ["A lot."]}
    ReviewResult.objects.create(
        cycle=closed, person=staff.people["Gil"], raw=3.2, score=3.2, sources=sources, voices=voices
    )
    form = written(staff, launched(staff, name="Cited"), "Sol", "Gil")
    cited = [{"question": "achieved", "key": "goal-1", "kind": "goal", "day": "2026-06-03", "text": "The June audit"}]
    FormAnswers.objects.filter(form=form).update(cited=cited)
    assert "3 Jun 2026" in client_of(staff, "Sol").get(f"/reviews/forms/{form.pk}").content.decode()
    page = client_of(staff, "Gil").get(f"/reviews/{closed.code}/about/Gil").content.decode()
    assert "3.33 without the outermost" in page
    assert "± 1.30" in page
    assert list(ORDERED.findall(page)) == ["What was achieved", "What should be done"]
    own = client_of(staff, "Ada").get(f"/reviews/{closed.code}/about/Ada").content.decode()
    assert result.score is not None
    assert "without the outermost" not in own
    with translation.override("en"):
        assert (_mean(sources[0]), _range(sources[0])) == ("3.20 (3.33 without the outermost)", "1.0–5.0 ± 1.30")
