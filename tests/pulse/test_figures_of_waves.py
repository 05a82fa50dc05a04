"""What is made of answers: the promoter score and its change, by the examples of the method."""

import doctest
import math

import pytest

from hoshin.pulse.assembly import DriverFigures, Earlier, changes, figures, pulls_of, shares, waves
from hoshin.pulse.assembly.waves import _chance
from hoshin.pulse.library import ENPS, QuestionKind, SurveyQuestion

RECOMMEND = SurveyQuestion("enps_1", ENPS, "Would you?", QuestionKind.ENPS)
ALSO = SurveyQuestion("enps_2", ENPS, "Would you tell a friend?", QuestionKind.ENPS)
# 11 promoters, 9 passives and 5 detractors; 7, 11 and 9.
FIRST, SECOND = [10] * 11 + [8] * 9 + [3] * 5, [9] * 7 + [7] * 11 + [6] * 9


def of(answers, invited, questions=(RECOMMEND,)):
    (found,), _audit = figures(
        questions, [[one] * len(questions) for one in answers], [0] * len(answers), [-1], [invited], 5
    )
    return found


def before(one: DriverFigures) -> Earlier:
    return Earlier(one.n, one.score, one.sd, one.favourable, one.unfavourable)


def test_examples_in_the_text():
    assert doctest.testmod(shares).failed == 0
    assert doctest.testmod(waves).failed == 0


@pytest.mark.parametrize(("invited_before", "invited_now"), [(32, 40), (25, 40), (25, 27), (10_000, 10_000)])
def test_a_change_of_the_promoter_score_is_tested_as_if_others_might_have_answered(invited_before, invited_now):
    """However many of those who were there answered: z = 1.41 of the example, which is no significant change."""
    was, now = of(FIRST, invited_before), of(SECOND, invited_now)
    assert _chance(now, before(was)) == pytest.approx(math.erfc(1.41 / math.sqrt(2)), abs=2e-3)
    change, is_sure = changes([now], {(0, ENPS): before(was)})[0, ENPS]
    assert (change, is_sure) == (pytest.approx(-7.4074 - 24, abs=1e-3), False)


def test_the_interval_of_the_promoter_score_is_of_those_who_are_there_and_ends_at_its_scale():
    found = of(FIRST, 32)
    assert [round(one, 1) for one in (found.score, found.low, found.high)] == [24.0, 8.0, 34.8]
    assert of(FIRST, 25).low is None
    assert of([10] * 19 + [8], 1_000).high == 100


def test_what_was_shown_before_is_hidden_last():
    """Nine, six and four: beside the four one more is hidden, and rather the nine than the six of which a trend is told."""
    answers, group_of = [[8], [10], [3]] * 6 + [[5]], [1] * 9 + [2] * 6 + [3] * 4
    shown = []
    for before in (None, {ENPS: [True, False, True, False]}, {ENPS: [True] * 4}):
        found, audit = figures([RECOMMEND], answers, group_of, [-1, 0, 0, 0], [19, 9, 6, 4], 5, before)
        assert audit[ENPS]["is_safe"]
        shown.append([one.group for one in found])
    assert shown == [[0, 1], [0, 2], [0, 1]]


def test_two_questions_of_recommending_count_each_person_once():
    one, both = of(FIRST, 32), of(FIRST, 32, (RECOMMEND, ALSO))
    assert both == one


def test_how_strongly_units_are_drawn_is_found_from_those_that_lie_apart():
    """Six units of ten below one: the variance within over that between, by hand; the whole counts for nothing."""
    scores = [40.0, 50.0, 55.0, 60.0, 65.0, 80.0]
    whole = DriverFigures(0, "tools", 60, 58.3, 20.0, None, None, None, None)
    units = [DriverFigures(at, "tools", 10, one, 20.0, None, None, None, None) for at, one in enumerate(scores, 1)]
    mean = sum(scores) / 6
    between = sum((one - mean) ** 2 for one in scores) / 5 - 400 / 10
    assert pulls_of([whole, *units], [-1, 0, 0, 0, 0, 0, 0])["tools"] == pytest.approx(400 / between)
    assert pulls_of([whole, *units[:4]], [-1, 0, 0, 0, 0])["tools"] == 20
