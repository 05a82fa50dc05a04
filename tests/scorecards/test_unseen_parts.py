"""What is told of a score to somebody who may not see all of its parts: never enough for the score of a single one."""

from datetime import UTC, datetime

import pytest
from tests.measures.a_target import set_target

from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.measures.models import Measure
from hoshin.measures.services import define_measure, record_actual
from hoshin.scorecards.selectors import contribution_tree, explanation, node_of, scorecard
from hoshin.scorecards.selectors.objective import objective_detail
from hoshin.scorecards.services import rescore_plan
from hoshin.strategy.models import Objective
from hoshin.strategy.services import add_objective, set_contribution

pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER = Period.parse("2026-09"), Period.parse("2026-10")


@pytest.fixture
def viewer(vera):
    return Actor.of(vera, "web")


@pytest.fixture
def hide(enterprise, system):
    """Add a private objective below OF, with one measure that has these values in September and October."""

    def add(code, september, october, weight=2.0):
        with clock.fixed(datetime(2026, 8, 10, tzinfo=UTC)):
            above = Objective.objects.get(code="OF")
            added = add_objective(system, plan=enterprise, code=code, name=f"Secret {code}", visibility="private")
            set_contribution(system, parent=above, child=added, weight=weight)
            measure = define_measure(system, code=f"m{code}", name=f"Measure of {code}")
            set_target(system, measure=measure, baseline=0, target=100)
            set_contribution(system, parent=added, child=measure)
        for period, value in ((SEPTEMBER, september), (OCTOBER, october)):
            if value is not None:
                record_actual(system, measure=measure, period=period, value=value)
        rescore_plan(enterprise)
        return added

    return add


def why(actor, code="OF", kind="objective", **asked):
    return explanation(actor, node_of(actor, code, kind=kind), period="2026-10", **asked)


def told(parts):
    return {part.line.code if part.line else None: (part.weight, part.share, part.points) for part in parts}


def of_children(actor):
    return {
        part.line.code if part.line else None: (part.weight, part.effective_weight, part.points)
        for part in why(actor).parts
    }


def test_a_single_hidden_part_takes_the_shares_of_all_with_it(enterprise, viewer, office, hide):
    hide("S1", 20, 37)
    unknown = {"k1": (1.0, None, None), "k2": (1.0, None, None), None: (None, None, None)}
    assert of_children(viewer) == unknown
    tree = contribution_tree(viewer, node_of(viewer, "OF", kind="objective"), OCTOBER)
    assert told(tree[1:]) == unknown
    lines = {line.code: line for line in scorecard(viewer, enterprise, period="2026-10").lines}
    assert (lines["k1"].share, lines["k2"].share, lines["OF"].hidden) == (None, None, 1)
    page = objective_detail(viewer, Objective.objects.get(code="OF"), period="2026-10")
    assert page.has_unseen
    assert [(part.code, part.share, part.points) for part in page.served_by] == [("k1", None, None), ("k2", None, None)]
    whole = of_children(office)
    assert whole["S1"] == (2.0, 0.5, pytest.approx(18.5))
    assert sum(points for _, _, points in whole.values()) == pytest.approx(why(office).line.score)


def test_two_hidden_parts_are_told_together(viewer, hide):
    hide("S1", 20, 37)
    hide("S2", 20, 61, weight=4)
    found = of_children(viewer)
    assert found[None] == (None, pytest.approx(6 / 8), pytest.approx((2 * 37 + 4 * 61) / 8))
    assert sum(points for _, _, points in found.values()) == pytest.approx(why(viewer).line.score)
    tree = contribution_tree(viewer, node_of(viewer, "OF", kind="objective"), OCTOBER)
    assert told(tree[1:])[None] == (None, pytest.approx(6 / 8), pytest.approx((2 * 37 + 4 * 61) / 8))
    assert sum(part.points for part in tree if part.depth == 1) == pytest.approx(tree[0].points)


def test_of_two_hidden_parts_one_that_has_no_score_hides_nothing(viewer, hide):
    hide("S1", 20, 37)
    hide("S2", 20, None)
    assert set(of_children(viewer).values()) == {(1.0, None, None), (None, None, None)}


def test_what_moved_it_is_told_as_a_whole_beside_a_single_hidden_part(viewer, hide):
    hide("S1", 20, 37)
    (effect,) = why(viewer).effects
    assert (effect.kind, effect.line.code) == ("unseen", "OF")
    assert effect.points == pytest.approx(why(viewer).after - why(viewer).before)
    above = why(viewer, "E", "plan")
    of_finance = [effect for effect in above.effects if effect.line.code in ("OF", "k1", "k2")]
    assert [(effect.line.code, effect.kind) for effect in of_finance] == [("OF", "score")]
    assert above.before + sum(effect.points for effect in above.effects) == pytest.approx(above.after)


def test_moves_of_several_hidden_parts_are_one(viewer, hide):
    hide("S1", 20, 37)
    hide("S2", 20, 61)
    found = why(viewer)
    assert [(effect.kind, effect.line.code if effect.line else None) for effect in found.effects] == [
        ("unseen", None),
        ("score", "k2"),
    ]
    assert found.before + sum(effect.points for effect in found.effects) == pytest.approx(found.after)


def test_nobody_looks_below_what_is_hidden(viewer, system, hide):
    """k3 is seen and serves OC; what it gives through a hidden objective would tell how much that one weighs."""
    added = hide("S1", 20, 37)
    hide("S2", 20, 61)
    with clock.fixed(datetime(2026, 8, 10, tzinfo=UTC)):
        set_contribution(system, parent=added, child=Measure.objects.get(code="k3"))
    rescore_plan(added.plan)
    assert {effect.line.code for effect in why(viewer).effects if effect.line} == {"k2"}


def test_the_page_and_the_api_say_the_same(client, vera, office, hide, enterprise):
    hide("S1", 20, 37)
    client.force_login(vera, backend="hoshin.notices.signed_in.WithUnread")
    node = node_of(Actor.of(vera, "web"), "OF", kind="objective").pk
    page = client.get(f"/why/{node}?period=2026-10").content.decode()
    assert "Other parts, which you may not see" in page
    assert "what stands below it, not all of which you may see" in page
    assert "Secret" not in page
    _, secret = create_token(Actor.of(vera, "web"), name="program")
    found = client.get(
        "/api/v1/nodes/OF/explanation", {"period": "2026-10"}, headers={"authorization": f"Bearer {secret}"}
    ).json()
    assert "Secret" not in str(found)
    assert {(part["share"], part["points"]) for part in found["parts"][1:]} == {(None, None)}
    assert [effect["cause"] for effect in found["effects"]] == ["unseen"]


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_for_one_is_shown_to_none_who_sees_less(office, viewer, system, hide, enterprise, november):
    """Twice each, by turns: the second time nothing is looked for again, outside of any transaction."""
    hide("X", 30, 60)
    shown = {}
    for actor in (office, viewer, system, office, viewer):
        codes = {line.code for line in scorecard(actor, enterprise, period="2026-10").lines}
        assert shown.setdefault(actor.name, codes) == codes
    assert shown[office.name] == shown[system.name]
    assert shown[office.name] - shown[viewer.name] == {"X"}
