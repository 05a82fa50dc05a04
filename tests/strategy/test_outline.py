"""A plan read level by level: pages of siblings, what stands below, and the way down to one thing."""

import pytest

from hoshin.measures.models import Measure
from hoshin.strategy import services
from hoshin.strategy.models import Contribution, Objective
from hoshin.strategy.outline import Below, Span, below, feeding, has_at_most, serving, size_of, way_to

pytestmark = pytest.mark.django_db

MANY = 130


@pytest.fixture
def plan(office):
    return services.create_plan(office, code="PLAN", name="Strategy")


@pytest.fixture
def perspective(office, plan):
    return services.add_perspective(office, plan=plan, code="FIN", name="Financial")


@pytest.fixture
def goals(plan, perspective):
    """A hundred and thirty objectives that feed one perspective, each with weight 2."""
    rows = [
        Objective(plan=plan, perspective=perspective, code=f"G{n}", name=f"Goal {n}", position=n, weight=2.0)
        for n in range(MANY)
    ]
    return Objective.objects.bulk_create(rows)


@pytest.fixture
def tail(office, goals):
    """Under the last goal a hundred and thirty objectives, and under the last of those one measure."""
    plan = goals[-1].plan
    rows = Objective.objects.bulk_create(Objective(plan=plan, code=f"T{n}", name=f"Tail {n}") for n in range(MANY))
    Contribution.objects.bulk_create(
        Contribution(parent=goals[-1], objective=row, position=n, kind="aligns" if n == 0 else "contributes")
        for n, row in enumerate(rows)
    )
    measure = Measure.objects.create(code="deep", name="Deep down")
    Contribution.objects.create(parent=rows[-1], measure=measure)
    return rows


def test_long_levels_are_read_in_pages_with_the_weight_of_all(office, plan, perspective, goals):
    first = feeding(office, plan, {}, loose=None)[perspective.pk]
    assert [row.code for row in first.rows] == [f"G{n}" for n in range(100)]
    assert (first.among, first.total) == (MANY, 2.0 * MANY)

    rest = feeding(office, plan, {perspective.pk: Span(100, 200)}, loose=None)[perspective.pk]
    assert [row.code for row in rest.rows] == [f"G{n}" for n in range(100, MANY)]
    assert (rest.among, rest.total) == (MANY, 2.0 * MANY)


def test_what_is_linked_only_weighs_nothing(office, goals, tail):
    level = serving(office, {}, parents=[goals[-1].pk])[goals[-1].pk]
    assert (len(level.rows), level.among, level.total) == (100, MANY, MANY - 1.0)
    assert level.rows[0].objective.code == "T0"
    assert serving(office, {}, plan=goals[0].plan).keys() == {goals[-1].pk, tail[-1].pk}


def test_objectives_in_no_perspective_are_found_where_asked(office, plan, goals, tail):
    services.add_objective(office, plan=plan, code="LOOSE", name="Loose")
    assert None not in feeding(office, plan, {}, loose=None)
    assert [row.code for row in feeding(office, plan, {}, loose=Span())[None].rows] == ["LOOSE"]


def test_what_is_below_is_counted_by_kind(office, goals, tail):
    found = below(office, [goals[0].pk, goals[-1].pk, tail[-1].pk])
    assert found == {goals[-1].pk: Below(objectives=MANY), tail[-1].pk: Below(measures=1)}
    assert size_of(office, goals[-1]) == MANY
    assert size_of(office, goals[0].perspective) == MANY


def test_the_way_down_names_each_page_on_it(office, plan, goals, tail, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        way = way_to(office, Measure.objects.get(code="deep"), plan)
    assert [row.code for row in way.opened] == ["G129", "T129"]
    assert way.top == Span(100, 200)
    assert way.spans == {goals[-1].pk: Span(100, 200), tail[-1].pk: Span()}

    assert way_to(office, goals[3], plan).opened == []
    assert way_to(office, Measure.objects.create(code="none", name="Serves nothing"), plan) is None


def test_private_branches_are_not_on_the_way(office, vera, plan, goals, tail):
    from hoshin.accounts.access import Actor

    Objective.objects.filter(pk=tail[-1].pk).update(visibility="private")
    theirs = Actor.of(vera, "web")
    assert way_to(theirs, Measure.objects.get(code="deep"), plan) is None
    level = serving(theirs, {}, parents=[goals[-1].pk])[goals[-1].pk]
    assert level.among == MANY - 1


def test_counting_stops_early_and_counts_each_once(office, plan, goals, tail):
    lines = 2 * MANY + 1
    assert has_at_most(plan, lines)
    assert not has_at_most(plan, lines - 1)


@pytest.mark.parametrize("size", [1, 3])
def test_queries_do_not_depend_on_what_is_read(office, plan, goals, tail, django_assert_num_queries, size):
    parents = [goals[-1].pk, tail[-1].pk, goals[0].pk][:size]
    with django_assert_num_queries(2):
        for level in feeding(office, plan, {}, loose=Span()).values():
            assert level.rows[0].name
        for level in serving(office, {}, parents=parents).values():
            assert (level.rows[0].objective or level.rows[0].measure).name
