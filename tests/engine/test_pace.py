"""Pace against the straight line: the example to the digit, and what stands at the edges."""

import numpy as np
import pytest

from hoshin.engine.scoring.pace import PaceStatus, pace


def test_the_example_of_the_method():
    found = pace(290.0, 200.0, 500.0, day=146.0, start=0.0, due=365.0)
    assert found.expected.tolist() == [320.0]
    assert found.index.tolist() == [0.75]
    assert found.variance.tolist() == pytest.approx([-10.0])
    assert found.lead.tolist() == pytest.approx([-36.5])
    assert found.required.round(3).tolist() == [1.556]
    assert found.status.tolist() == [PaceStatus.AT_RISK]


@pytest.mark.parametrize(
    ("value", "baseline", "target", "day", "status"),
    [
        (245, 200, 500, 60, "on_track"),
        (235, 200, 500, 60, "at_risk"),
        (201, 200, 500, 9, "early"),
        (165, 200, 500, 9, "off_track"),
        (150, 200, 500, 50, "off_track"),
        (500, 200, 500, 50, "done"),
        (499, 200, 500, 100, "due"),
        (600, 200, 500, 100, "done"),
        (90, 100, 80, 50, "on_track"),
        (95, 100, 80, 50, "off_track"),
        (100, 100, 100, 50, "unknown"),
        (np.nan, 0, 100, 50, "unknown"),
    ],
)
def test_status_by_how_far_it_is_and_how_far_it_should_be(value, baseline, target, day, status):
    due = 100 if day != 60 else 400
    found = pace(value, baseline, target, day=day, start=0, due=due)
    assert PaceStatus(found.status[0]).label == status
    assert np.isnan(found.index[0]) == (status == "unknown")


def test_a_wrong_way_has_no_rate_that_would_still_do():
    assert np.isnan(pace(150, 200, 500, day=50, start=0, due=100).required[0])
    with pytest.raises(ValueError, match="after the start"):
        pace(1, 0, 2, day=1, start=5, due=5)
