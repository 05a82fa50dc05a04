"""Long-horizon progress by the published rules and by the product's own, edge by edge."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.reference_scoring import open_sdg

from hoshin.engine.reasons import Reason
from hoshin.engine.scoring import (
    ProgressInputs,
    ProgressResult,
    Status,
    progress,
    progress_status_of,
)

NAN = math.nan


def of(points: dict[int, float], direction: int = 1, preset: str = "open_sdg", **settings: float) -> ProgressResult:
    years = sorted(points)
    return progress(ProgressInputs([[points[year] for year in years]], years, direction, **settings), preset)


def told(result: ProgressResult) -> tuple[float, str]:
    return float(result.score_native[0]), Status(result.status[0]).label


@pytest.mark.parametrize(
    ("points", "direction", "settings", "value", "score", "status"),
    [
        ({2015: 14.5, 2023: 10.4}, -1, {"target": 7.25}, 0.901090, 2.150695, "moderate_progress"),
        ({2016: 66.6, 2023: 71.4}, 1, {"limit": 100.0}, 0.00999148, 1.739753, "moderate_progress"),
        (
            {2016: 26866.0, 2024: 36058.0},
            -1,
            {"base_year": 2016.0, "target": 13433.0, "target_year": 2028.0},
            -0.667578,
            -5.0,
            "deterioration",
        ),
    ],
)
def test_the_published_worked_examples(points, direction, settings, value, score, status) -> None:
    result = of(points, direction, **settings)
    assert result.progress[0] == pytest.approx(value, abs=1e-5)
    assert result.score_native[0] == pytest.approx(score, abs=1e-5)
    assert Status(result.status[0]).label == status


def test_the_base_falls_to_the_next_later_year_with_a_value() -> None:
    result = of({2010: 1.0, 2015: NAN, 2017: 4.0, 2020: NAN, 2022: 5.0, 2023: NAN})
    assert (result.base_year[0], result.base_value[0]) == (2017, 4.0)
    assert (result.current_year[0], result.current_value[0]) == (2022, 5.0)


def test_too_little_history_is_not_available() -> None:
    for points in ({2015: 3.0}, {2010: 1.0, 2014: 2.0}, {2010: 1.0, 2020: 2.0}):
        result = of(points, target=1.0)
        assert np.isnan(result.score[0])
        assert result.status[0] == Status.NO_DATA
        assert result.reason[0] == Reason.TOO_FEW_POINTS
    assert of({2015: NAN, 2016: NAN}).reason[0] == Reason.NO_DATA


def test_a_current_value_on_the_target_has_achieved_it() -> None:
    assert told(of({2015: 5.0, 2020: 8.0}, target=8.0)) == (5.0, "target_achieved")
    assert told(of({2015: 5.0, 2020: 2.0}, -1, target=2.0)) == (5.0, "target_achieved")
    assert told(of({2015: 9.0, 2020: 8.5}, target=8.0)) == (5.0, "target_achieved")


def test_a_target_met_at_the_base_and_left_is_a_deterioration() -> None:
    assert told(of({2015: 8.0, 2020: 7.9}, target=8.0)) == (-5.0, "deterioration")
    result = of({2015: 9.0, 2020: 7.9}, target=8.0)
    assert Status(result.status[0]) is Status.DETERIORATION
    assert result.progress[0] < 0
    for preset in ("growth", "un"):
        assert told(of({2015: 9.0, 2020: 7.9}, preset=preset, target=8.0))[1] == "deterioration"


def test_zero_counts_as_a_thousandth() -> None:
    result = of({2015: 100.0, 2020: 10.0}, -1, target=0.0)
    asked = (0.001 / 100.0) ** (1 / 15) - 1
    assert result.progress[0] == pytest.approx(-(0.1 ** (1 / 5) - 1) / abs(asked))
    grown = of({2015: 0.0, 2020: 10.0})
    assert grown.progress[0] == pytest.approx(10000 ** (1 / 5) - 1)
    assert told(of({2015: 100.0, 2020: 0.0}, -1, target=0.0)) == (5.0, "target_achieved")


def test_a_negative_base_flips_the_sign() -> None:
    assert of({2015: -10.0, 2020: -8.0}).progress[0] == pytest.approx(1 - 0.8 ** (1 / 5))
    assert of({2015: -10.0, 2020: -8.0}, target=-5.0).progress[0] > 0
    assert of({2015: -10.0, 2020: -12.0}, target=-5.0).progress[0] < 0


def test_growth_across_zero_is_no_growth() -> None:
    assert of({2015: -1.0, 2016: 2.0}).reason[0] == Reason.NOT_APPLICABLE
    assert of({2015: -1.0, 2020: 2.0}, preset="growth").reason[0] == Reason.NOT_APPLICABLE


def test_a_target_across_zero_is_read_along_a_line() -> None:
    for preset in ("open_sdg", "growth"):
        result = of({2020: -10.0, 2025: -2.0}, preset=preset, target=6.0)
        assert result.linear[0]
        assert result.progress[0] == pytest.approx((8 / 5) / (16 / 10))


def test_a_series_that_crossed_zero_is_read_along_a_line_where_a_target_is_set() -> None:
    result = of({2020: 4.0, 2025: -2.0}, 1, "growth", target=10.0)
    assert result.linear[0]
    assert result.progress[0] == pytest.approx((-6 / 5) / (6 / 10))
    share = of({2020: -4.0, 2025: 2.0}, 1, "un", target=20.0)
    assert share.linear[0]
    assert share.progress[0] == pytest.approx(12 / 24)


def test_near_its_limit_a_little_is_much() -> None:
    assert told(of({2015: 97.4, 2022: 99.7}, limit=100.0)) == (5.0, "substantial_progress")
    assert told(of({2015: 100.0, 2022: 100.0}, limit=100.0)) == (5.0, "substantial_progress")
    score, status = told(of({2015: 100.0, 2020: 99.0}, limit=100.0))
    assert status == "deterioration"
    assert score == pytest.approx(125 * (0.99**0.2 - 1) - 2.5)
    beyond = of({2015: 150.0, 2020: 151.0}, limit=100.0).progress[0] / (1 - 0.5**4.44)
    assert of({2015: 150.0, 2020: 151.0}, limit=100.0).score_native[0] == pytest.approx(500 * beyond - 2.5)
    assert of({2015: 250.0, 2020: 251.0}, limit=100.0).score_native[0] == pytest.approx(
        500 * ((251 / 250) ** 0.2 - 1) - 2.5
    )


@pytest.mark.parametrize(("growth", "status"), [(0.015, "substantial"), (0.005, "moderate"), (0.0, "limited")])
def test_the_lower_bounds_are_inclusive(growth: float, status: str) -> None:
    on_it = of({2015: 1.0, 2016: 1.0 + growth + 1e-12})
    below = of({2015: 1.0, 2016: 1.0 + growth - 1e-9})
    assert Status(on_it.status[0]).label == f"{status}_progress"
    assert Status(below.status[0]) == on_it.status[0] - 1
    assert told(of({2015: 2.0, 2016: 2.0}))[1] == "limited_progress"


def test_the_growth_preset() -> None:
    result = of({2015: 22.0, 2019: 18.6}, -1, "growth", target=15.0, target_year=2025.0)
    assert result.progress[0] == pytest.approx(1.094, rel=1e-3)
    assert told(result)[1] == "substantial_progress"
    free = of({2015: 60.0, 2018: 62.0}, preset="growth")
    assert free.progress[0] == pytest.approx(0.0110, rel=5e-3)
    assert told(free)[1] == "moderate_progress"
    assert progress_status_of(free.score).tolist() == free.status.tolist()


def test_the_united_nations_preset_extrapolates_to_the_target_year() -> None:
    result = of({2015: 100.0, 2020: 110.0}, preset="un", target=130.0, target_year=2025.0)
    assert result.progress[0] == pytest.approx((121.0 - 100.0) / 30.0)
    assert told(result)[1] == "moderate_progress"
    assert of({2015: 100.0, 2020: 110.0}, preset="un").reason[0] == Reason.NO_TARGET
    assert told(of({2015: 100.0, 2020: 100.1}, preset="un", target=130.0))[1] == "limited_progress"


def test_bad_input_is_refused() -> None:
    with pytest.raises(ValueError, match="preset"):
        of({2015: 1.0, 2016: 2.0}, preset="eurostat")
    with pytest.raises(ValueError, match="ascend"):
        progress(ProgressInputs([[1.0, 2.0]], [2016, 2015]))
    with pytest.raises(ValueError, match="values is infinite"):
        progress(ProgressInputs([[1.0, np.inf]], [2015, 2016]))


VALUE = st.one_of(st.just(NAN), st.just(0.0), st.floats(0.01, 200.0))
SERIES = st.fixed_dictionaries(
    {
        "values": st.lists(VALUE, min_size=8, max_size=8),
        "direction": st.sampled_from([1, -1]),
        "base_year": st.integers(2012, 2020),
        "target": st.one_of(st.just(NAN), st.just(0.0), st.floats(0.01, 200.0)),
        "target_year": st.integers(2024, 2040),
        "limit": st.one_of(st.just(NAN), st.floats(10.0, 200.0)),
    }
)
YEARS = list(range(2013, 2021))


def measured(rows: list[dict], preset: str = "open_sdg") -> ProgressResult:
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    return progress(ProgressInputs(years=YEARS, **columns), preset)


@given(st.lists(SERIES, min_size=1, max_size=10))
def test_the_published_method_agrees_with_the_plain_reference(rows: list[dict]) -> None:
    result = measured(rows)
    for index, row in enumerate(rows):
        points = {year: value for year, value in zip(YEARS, row["values"]) if not math.isnan(value)}
        value, score, status = open_sdg(
            points, row["direction"], row["base_year"], row["target"], row["target_year"], row["limit"]
        )
        assert Status(result.status[index]).label == status, row
        assert result.score_native[index] == pytest.approx(score, rel=1e-7, abs=1e-7, nan_ok=True), row
        assert result.progress[index] == pytest.approx(value, rel=1e-7, abs=1e-9, nan_ok=True), row


@given(st.lists(SERIES, min_size=1, max_size=10), st.sampled_from(["open_sdg", "growth", "un"]))
def test_every_preset_gives_a_score_on_the_scale_or_a_reason(rows: list[dict], preset: str) -> None:
    result = measured(rows, preset)
    missing = np.isnan(result.score)
    assert ((result.score >= 0) & (result.score <= 100) | missing).all()
    assert ((result.reason != 0) == missing).all()
    assert ((result.status == Status.NO_DATA) == missing).all()
    assert measured(rows[::-1], preset).score[::-1].tobytes() == result.score.tobytes()
