"""The SMART rubric: the worked examples to the digit, the lexicons, history and fit."""

from math import isnan, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoshin.engine.quality import GoalFacts, Verdict, assess, fit, lexicon_for, read_goal, share_of_past_changes
from hoshin.engine.quality.reading import LEXICONS
from hoshin.engine.quality.smart import achievable_points

WHOLE = GoalFacts(
    has_measure=True, has_target=True, has_baseline=True, has_unit=True, share=0.52, has_parent=True,
    is_parent_active=True, fit=86.0, has_due=True, is_inside=True, has_cadence=True, days=200.0,
)  # fmt: skip
LAUNCH = GoalFacts(
    has_target=True, has_unit=True, is_delivery=True, has_parent=True, is_parent_active=True, has_due=True,
    is_inside=True, days=60.0,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "facts", "points", "total", "verdict"),
    [
        (
            "Reduce median first-response time for enterprise support tickets from 9 h to 4 h by 30 September",
            WHOLE, [5, 5, 5, 5, 5], 100, Verdict.READY,
        ),
        ("Launch the partner portal in Q3", LAUNCH, [4, 2, nan, 5, 4], 75, Verdict.READY),
        ("Increase revenue", GoalFacts(), [3, 0, nan, 0, 0], 15, Verdict.REWRITE),
        (
            "Improve customer service and be more proactive with better quality",
            GoalFacts(fit=42.0), [0, 0, nan, 0, 0], 0, Verdict.REWRITE,
        ),
    ],
)  # fmt: skip
def test_worked_examples_of_the_method(text, facts, points, total, verdict):
    found = assess(read_goal(text), facts)
    assert [check.points for check in found.checks] == pytest.approx(points, nan_ok=True)
    assert (found.total, found.verdict) == (total, verdict)


def test_every_lost_point_says_what_is_missing():
    by_check = {
        check.dimension: [one.code for one in check.missing] for check in assess(read_goal(""), GoalFacts()).checks
    }
    assert by_check == {
        "specific": ["verb", "content", "scope", "focus", "vague"],
        "measurable": ["measure", "target", "baseline", "unit"],
        "achievable": ["no_history"],
        "relevant": ["parent"],
        "time_bound": ["due"],
    }
    launch = assess(read_goal("Launch the partner portal in Q3"), LAUNCH).checks
    assert [one.code for one in launch[1].missing] == ["criterion", "steps"]


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("Answer support tickets within 4 h", ()),
        ("Support the sales team", ("support",)),
        ("Sell licences and support customers", ("support",)),
        ("Win more than 20 customers", ()),
        ("Win more customers soon", ("more", "soon")),
        ("Answer tickets as soon as possible", ("as soon as possible",)),
        ("Améliorer la qualité du service", ("améliorer", "qualité")),
        ("Répondre aux clients dès que possible", ("dès que possible",)),
        ("Gagner plus de 20 clients", ()),
    ],
)
def test_a_word_is_vague_by_its_place(text, vague):
    assert read_goal(text).vague == vague


@pytest.mark.parametrize(
    ("text", "start", "end", "has_date"),
    [
        ("Reduce waiting from 9 h to 4 h by 30 September", "9", "4", True),
        ("Raise occupancy to 85 % in 2027", "", "85", True),
        ("Deliver by 2027-03-31", "", "", True),
        ("Réduire le délai de 12 à 8 jours", "12", "8", False),
        ("Réduire le délai de réponse pour les clients", "", "", False),
    ],
)
def test_numbers_and_dates_of_a_text(text, start, end, has_date):
    found = read_goal(text)
    assert (found.baseline, found.target, found.has_date) == (start, end, has_date)


def test_a_language_is_read_from_the_text_or_else_as_said():
    assert lexicon_for("Reduce waiting time for our patients").language == "en"
    assert lexicon_for("Réduire l'attente pour nos patients").language == "fr"
    assert lexicon_for("ISO 27001", "fr").language == "fr"
    assert lexicon_for("ISO 27001", "de").language == "en"
    french = assess(read_goal("Réduire le délai de réponse pour les clients de Lyon"), GoalFacts())
    assert (french.checks[0].points, french.lexicon) == (5, "fr-1")


@pytest.mark.parametrize("language", LEXICONS)
def test_no_word_of_a_lexicon_is_of_two_minds(language):
    lexicon = LEXICONS[language]
    assert not lexicon.outcomes & lexicon.vague_verbs.keys()
    assert not lexicon.outcomes & lexicon.qualifiers
    assert all(word in lexicon.outcomes for better in lexicon.vague_verbs.values() for word in better.split(", "))
    assert lexicon.deliveries < lexicon.outcomes


@pytest.mark.parametrize(
    ("share", "points", "aspirational"),
    [(0.30, 5, 5), (0.80, 5, 4), (0.90, 4, 3), (0.97, 3, 2), (0.98, 2, 2), (0.10, 3, 5), (0.05, 2, 5), (0.04, 1, 4)],
)
def test_points_for_what_was_reached_before(share, points, aspirational):
    assert achievable_points(share) == points
    assert achievable_points(share, is_aspirational=True) == aspirational
    assert achievable_points(share, is_out_of_bounds=True) == 0


def test_history_over_the_same_horizon():
    assert share_of_past_changes([10, 9, 9, 7, 6], horizon=1, required=-1, is_rising=False) == 0.75
    assert share_of_past_changes([10, nan, 9, 7, 6], horizon=2, required=-2, is_rising=False) == pytest.approx(
        nan, nan_ok=True
    )
    assert isnan(share_of_past_changes([1, 2, 3], horizon=1, required=1, is_rising=True))
    assert isnan(share_of_past_changes([1, 2, 3, 4], horizon=9, required=1, is_rising=True))
    with pytest.raises(ValueError, match="finite"):
        share_of_past_changes([1, float("inf")], horizon=1, required=1, is_rising=True)


def test_fit_finds_what_is_worded_alike_and_says_whether_it_knows_the_house():
    parents = ["Shorten the response time of support", "Hire thirty nurses", "Pass the audit"]
    few = fit("Reduce first-response time of support tickets", parents, [], seed=1)
    assert not few.is_calibrated
    assert few.percentile[0] > 95 > 80 > max(few.percentile[1:])
    corpus = [f"{verb} {what}" for verb in ("Raise", "Lower", "Keep") for what in map(str, range(1000, 1020))] + parents
    many = fit("Reduce first-response time of support tickets", parents, corpus, seed=1)
    assert many.is_calibrated
    again = fit("Reduce first-response time of support tickets", parents, corpus, seed=1)
    assert many.percentile.tolist() == again.percentile.tolist()
    assert many.percentile[0] > many.percentile[1]


@settings(max_examples=25)
@given(st.text(max_size=60), st.sampled_from(["en", "fr"]))
def test_whatever_is_typed_is_judged(text, language):
    found = assess(read_goal(text, language), GoalFacts())
    assert 0 <= found.total <= 100
    assert all(isnan(check.points) or 0 <= check.points <= 5 for check in found.checks)
