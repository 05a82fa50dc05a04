"""Which three to offer: against a slow plain ranking, and by what must hold of any."""

from math import inf, isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.engine.recommending import recommended

OPTION = st.tuples(
    st.integers(0, 5), st.sampled_from([0.0, 0.1, 0.25, 1.0, nan]), st.sampled_from([0.0, 50.0, 900.0, nan])
)


def plainly(options):
    """The rule of 6.11 word by word."""
    ranked = []
    for at, (gap, share, cost) in enumerate(options):
        weight = gap * (0.0 if isnan(share) else share)
        ranked.append((gap == 0, -weight, -gap, inf if isnan(cost) else cost, at))
    return [one[-1] for one in sorted(ranked)][:3]


@given(st.lists(OPTION, min_size=1, max_size=12))
def test_it_ranks_as_the_rule_says(options):
    order, weight = recommended(*zip(*options, strict=True))
    assert order == plainly(options)
    assert len(order) == min(3, len(options))
    assert (weight >= 0).all()


def test_what_is_no_gap_or_no_share_is_refused():
    for wrong in (([-1], [0.1], [0]), ([1], [-0.1], [0]), ([1, 2], [0.1], [0])):
        with pytest.raises(ValueError):
            recommended(*wrong)
