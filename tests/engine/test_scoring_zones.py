"""The edges between colours are where the scores themselves pass the cut points."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.reference_scoring import score_row

from hoshin.engine.scoring import DEFAULT_CUTS, Cuts, Method, ScoreInputs, zones

NAN = math.nan
COLUMNS = ("baseline", "target", "low", "high", "red", "green", "worst", "best", "tolerance")
NUMBER = st.integers(-40, 40).map(lambda n: n / 2)
ROW = st.fixed_dictionaries(
    {
        "method": st.sampled_from(list(Method)),
        "direction": st.sampled_from([1, -1]),
        **dict.fromkeys(COLUMNS, st.one_of(NUMBER, NUMBER, NUMBER, st.just(NAN))),
    }
)
CUTS = st.sampled_from([Cuts(), Cuts(100 / 3, 200 / 3), Cuts(25.0, 90.0), Cuts(0.0, 50.0)])


def edges_of(row: dict, cuts: Cuts = DEFAULT_CUTS) -> tuple[float, float, float, float]:
    found = zones(ScoreInputs(value=NAN, **row), cuts)
    return tuple(float(edge[0]) for edge in (found.red_below, found.green_from, found.green_to, found.red_above))


def colour_by_edges(value: float, edges: tuple[float, float, float, float]) -> str:
    red_below, green_from, green_to, red_above = edges
    if value < red_below or value > red_above:
        return "red"
    return "amber" if value < green_from or value > green_to else "green"


@given(ROW, st.lists(st.integers(-200, 200).map(lambda n: n / 4), min_size=1, max_size=20), CUTS)
def test_a_value_has_the_colour_of_its_score(row: dict, values: list[float], cuts: Cuts) -> None:
    edges = edges_of(row, cuts)
    for value in values:
        score, _, _ = score_row(row["method"].label, row | {"value": value}, cuts.red, cuts.green)
        if math.isnan(score):
            continue
        if (
            any(abs(value - edge) < 1e-9 for edge in edges)
            or min(abs(score - cuts.red), abs(score - cuts.green)) < 1e-9
        ):
            continue
        assert not all(math.isnan(edge) for edge in edges), "what has a score has colours"
        wanted = "red" if score < cuts.red else "amber" if score < cuts.green else "green"
        assert colour_by_edges(value, edges) == wanted, (value, score, edges)


@given(ROW, CUTS)
def test_what_no_value_could_score_has_no_colours(row: dict, cuts: Cuts) -> None:
    scores = [score_row(row["method"].label, row | {"value": value}, cuts.red, cuts.green)[0] for value in (-7.3, 11.1)]
    if all(math.isnan(score) for score in scores):
        assert all(math.isnan(edge) for edge in edges_of(row, cuts))


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ({"method": Method.ATTAINMENT, "baseline": 40, "target": 60}, (48, 54, NAN, NAN)),
        ({"method": Method.ATTAINMENT, "baseline": 60, "target": 40, "direction": -1}, (NAN, NAN, 46, 52)),
        ({"method": Method.RATIO, "target": 100, "direction": -1}, (NAN, NAN, 130, 160)),
        ({"method": Method.THRESHOLDS, "red": 60, "green": 48}, (NAN, NAN, 48, 60)),
        ({"method": Method.PERCENT_OF_TARGET, "target": 200, "tolerance": 10}, (190, 200, NAN, NAN)),
        ({"method": Method.BAND_FLAT, "low": 38, "high": 42, "tolerance": 10}, (32, 35, 45, 48)),
        ({"method": Method.BAND_TENT, "low": 38, "high": 42, "worst": 30, "best": 50}, (30, 38, 42, 50)),
        ({"method": Method.BINARY}, (0.4, 0.7, NAN, NAN)),
        ({"method": Method.UNSCORED, "target": 5}, (NAN, NAN, NAN, NAN)),
    ],
)
def test_edges_worked_by_hand(row: dict, wanted: tuple[float, ...]) -> None:
    assert edges_of(row) == pytest.approx(wanted, nan_ok=True)


def test_rows_of_many_periods_keep_their_shape() -> None:
    found = zones(ScoreInputs(method=3, value=NAN, red=np.array([[60.0, 58.0]]), green=np.array([[48.0, 45.0]])))
    assert found.red_above.tolist() == [[60.0, 58.0]]
    assert found.green_to.tolist() == [[48.0, 45.0]]
