"""A status asked for by another plan's scale is the one of the same tone."""

from hoshin.scorecards.statuses import DETERIORATION, LATE, NO_DATA, OFF_TRACK, ON_TRACK, like_in


def test_a_status_of_another_scale_is_the_one_of_its_tone():
    assert like_in("progress", OFF_TRACK) == DETERIORATION
    assert like_in("progress", LATE) == LATE
    assert like_in("progress", NO_DATA) == NO_DATA
    assert like_in("bands", DETERIORATION) == OFF_TRACK
    assert like_in(None, ON_TRACK) == ON_TRACK
