"""The critical path and what a slip moves, beside a slow plain reference that tries every path."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.engine.scheduling import DependencyCycle, network, schedule, slip


@st.composite
def plans(draw):
    """A few steps, each waiting for some before it, with starts and durations in whole days."""
    n = draw(st.integers(1, 8))
    days = st.integers(0, 30)
    pairs = [(one, other) for one in range(n) for other in range(one) if draw(st.booleans())]
    names = draw(st.permutations(range(n)))
    return (
        n,
        [(names[one], names[other]) for one, other in pairs],
        draw(st.lists(days, min_size=n, max_size=n)),
        draw(st.lists(days, min_size=n, max_size=n)),
    )


def plain_finish(at, pairs, start, days):
    """The latest of what each chain of needs that ends here asks for."""
    needs = [other for one, other in pairs if one == at]
    return max([start[at], *(plain_finish(need, pairs, start, days) for need in needs)]) + days[at]


def joined(at, n, pairs):
    found = {at}
    for _ in range(n):
        found |= {end for pair in pairs if found & set(pair) for end in pair}
    return found


@given(plans())
def test_steps_finish_as_their_longest_chain_says_and_slack_is_what_delays_nothing(plan):
    n, pairs, start, days = plan
    found = schedule(network(n, [one for one, _ in pairs], [other for _, other in pairs]), start, days)
    for at in range(n):
        assert found.finish[at] == plain_finish(at, pairs, start, days)
        others = joined(at, n, pairs)
        end = max(plain_finish(one, pairs, start, days) for one in others)
        slack = int(found.slack[at])
        assert found.critical[at] == (slack == 0)
        for extra, holds in ((slack, True), (slack + 1, False)):
            later = list(start)
            later[at] = int(found.start[at]) + extra
            assert (max(plain_finish(one, pairs, later, days) for one in others) <= end) == holds


@given(plans(), st.data())
def test_a_slip_moves_only_what_waits_and_no_further_than_it_must(plan, data):
    n, pairs, start, days = plan
    at, by = data.draw(st.integers(0, n - 1)), data.draw(st.integers(-20, 40))
    done = data.draw(st.sets(st.integers(0, n - 1)).map(lambda found: found - {at}))
    steps = network(n, [one for one, _ in pairs], [other for _, other in pairs])
    found = slip(steps, start, days, {at: by}, fixed=[one in done for one in range(n)])
    begin = list(start)
    begin[at] += by
    # Round after round, until nothing has to move any more.
    for _ in range(n):
        for one, other in pairs:
            overlap = min(0, start[one] - start[other] - days[other]) if days[one] else 0
            if one not in done and begin[other] > start[other]:
                begin[one] = max(begin[one], begin[other] + days[other] + overlap)
    assert found.start.tolist() == begin
    assert all(found.pushed[one] == (begin[one] > start[one] + (by if one == at else 0)) for one in range(n))


def test_a_circle_is_named():
    with pytest.raises(DependencyCycle) as circle:
        network(5, [1, 2, 0, 4], [0, 1, 2, 2])
    assert circle.value.nodes == (0, 2, 1)
    with pytest.raises(DependencyCycle) as alone:
        network(2, [1], [1])
    assert alone.value.nodes == (1,)


@pytest.mark.parametrize(
    ("start", "days", "why"),
    [
        ([0.0], [1.0], "one number"),
        ([0.0, float("nan")], [1.0, 1.0], "be numbers"),
        ([0.0, 0.0], [1.0, -1.0], "less than"),
    ],
)
def test_numbers_that_are_none_are_refused(start, days, why):
    with pytest.raises(ValueError, match=why):
        schedule(network(2, [1], [0]), start, days)


def test_a_step_that_there_is_not_is_refused():
    with pytest.raises(IndexError):
        network(2, [2], [0])
