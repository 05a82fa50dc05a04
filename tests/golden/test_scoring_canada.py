"""What Statistics Canada published about its national strategy comes out of the engine to four decimals."""

import numpy as np
import pytest
from tests.golden.canada_series import Series, read_published, read_series

from hoshin.engine.reasons import Reason
from hoshin.engine.scoring import ProgressInputs, ProgressResult, Status, progress

SERIES = read_series()
PUBLISHED = read_published()
ROW = {series.code: row for row, series in enumerate(SERIES)}


def scored(series: list[Series], preset: str = "open_sdg") -> ProgressResult:
    years = np.arange(1990, 2027)
    values = np.array([[one.values.get(int(year), np.nan) for year in years] for one in series])
    return progress(
        ProgressInputs(
            values,
            years,
            [one.direction for one in series],
            base_year=[one.base_year for one in series],
            target=[one.target for one in series],
            target_year=[one.target_year for one in series],
            limit=[one.limit for one in series],
        ),
        preset,
    )


RESULT = scored(SERIES)


def test_all_the_published_files_are_read() -> None:
    assert len(SERIES) == 36
    assert len(PUBLISHED) == 19
    assert all(series.values for series in SERIES)


@pytest.mark.parametrize("code", sorted(PUBLISHED))
def test_a_published_result_is_reproduced(code: str) -> None:
    row, published = ROW[code], PUBLISHED[code]
    assert RESULT.base_year[row] == float(published["base_year"])
    assert RESULT.current_year[row] == float(published["current_year"])
    assert RESULT.base_value[row] == pytest.approx(float(published["base_value"]), abs=1e-9)
    assert RESULT.current_value[row] == pytest.approx(float(published["current_value"]), abs=1e-9)
    assert RESULT.progress[row] == pytest.approx(float(published["progress_value"]), abs=1e-4)
    assert RESULT.score_native[row] == pytest.approx(float(published["score"]), abs=1e-4)
    assert RESULT.score[row] == pytest.approx(10.0 * float(published["score"]) + 50.0, abs=1e-3)
    assert Status(RESULT.status[row]).label == published["status"]


def test_the_other_seventeen_have_a_score_or_a_stated_reason() -> None:
    others = [row for code, row in ROW.items() if code not in PUBLISHED]
    assert len(others) == 17
    for row in others:
        if np.isnan(RESULT.score[row]):
            assert RESULT.reason[row] != Reason.NONE
        else:
            assert -5.0 <= RESULT.score_native[row] <= 5.0
            assert RESULT.status[row] >= Status.DETERIORATION


def test_alcohol_sales_below_their_target_are_achieved() -> None:
    row = ROW["3.4.1"]
    assert RESULT.current_value[row] == 6.8
    assert RESULT.status[row] == Status.TARGET_ACHIEVED
    assert RESULT.score_native[row] == 5.0


def test_each_series_comes_out_alone_as_it_does_among_the_others() -> None:
    for row, series in enumerate(SERIES):
        alone = scored([series])
        assert alone.score.tobytes() == RESULT.score[row : row + 1].tobytes()
