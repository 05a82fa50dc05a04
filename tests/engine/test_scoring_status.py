"""Statuses are decided on the unrounded score and say why a score is missing."""

import numpy as np

from hoshin.engine.reasons import Reason
from hoshin.engine.scoring import THIRDS, Status, progress_status_of, status_of


def test_the_cut_points_belong_to_the_better_status() -> None:
    assert status_of([0.0, 39.9999999, 40.0, 69.9999999, 70.0, 100.0]).tolist() == [1, 1, 2, 2, 3, 3]
    assert status_of([33.4, 66.7], cuts=THIRDS).tolist() == [Status.AT_RISK, Status.ON_TRACK]


def test_a_missing_score_tells_late_pending_and_no_data_apart() -> None:
    reason = np.array([Reason.NO_DATA, Reason.STALE, Reason.PENDING, Reason.NO_TARGET, Reason.NONE], np.uint8)
    status = status_of([np.nan, np.nan, np.nan, np.nan, 80.0], reason)
    assert status.dtype == np.uint8
    assert [Status(code).label for code in status] == ["no_data", "late", "pending", "no_data", "on_track"]


def test_statuses_keep_the_shape_of_the_scores() -> None:
    assert status_of(np.full((2, 3), 50.0), np.zeros((2, 3), np.uint8)).shape == (2, 3)


def test_progress_statuses_have_their_own_cuts() -> None:
    scores = [0.0, 24.999, 25.0, 49.999, 50.0, 74.999, 75.0, 100.0, np.nan]
    assert progress_status_of(scores).tolist() == [11, 11, 12, 12, 13, 13, 14, 14, 0]
    achieved = np.array([True, False])
    assert progress_status_of([100.0, 100.0], achieved).tolist() == [Status.TARGET_ACHIEVED, 14]
