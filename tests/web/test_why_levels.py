"""Why, level by level: what stands below adds up, opens to its own parts, and no bar says that the rest was largest."""

import re
from types import SimpleNamespace

import pytest

from hoshin.base.periods import Period
from hoshin.scorecards.models import Node
from hoshin.scorecards.selectors import EffectLine, NodeLine, StepLine, explanation, node_of
from hoshin.scorecards.selectors.lines import ShownScore, ShownThing
from hoshin.strategy.models import Objective
from hoshin.strategy.services import set_roll_up
from hoshin.web.why.fall import paths_from, steps_of

OCTOBER = Period.parse("2026-10")


def line(node, name):
    thing = ShownThing(node=node, kind="measure", ref=node, code=name, name=name)
    return NodeLine.of(thing, ShownScore(period=OCTOBER, score=50.0))


def moved(points):
    """An explanation in which each node moved its score by these points."""
    steps = [StepLine(EffectLine(line(n, f"M{n}"), "score", p), (n,), False) for n, p in enumerate(points, start=1)]
    whole = SimpleNamespace(node=0, code="O", period=OCTOBER)
    return SimpleNamespace(
        node=0, line=whole, since=OCTOBER.shift(-1), before=10.0, after=10.0 + sum(points), steps=steps, effects=[],
        rest_count=0, inputs=None,
    )  # fmt: skip


@pytest.mark.parametrize("points", [[1.0] * 30, [5.0] + [0.5] * 25, [3, -3] * 14, [2.0] * 6, [0.5] * 39 + [-9.0]])
def test_the_steps_add_up_and_what_is_left_out_is_never_the_largest(points):
    steps = steps_of(moved(sorted(points, key=lambda one: -abs(one))))
    assert sum(step.change for step in steps) == pytest.approx(sum(points), abs=0.05)
    together = [step for step in steps if "together" in step.label]
    assert len(together) <= 1
    for step in together:
        assert abs(step.change) < max(abs(other.change) for other in steps if other is not step)


def test_paths_are_read_from_the_address():
    assert paths_from(["12", "12.45", "x", "", "1..2", "9" * 30]) == [(12,), (12, 45)]


@pytest.mark.django_db
def test_perspectives_come_first_and_each_opens_to_its_own_parts(client, olga, enterprise_world, november, system):
    set_roll_up(system, thing=Objective.objects.get(code="OC"), aggregator="geomean", is_from_beginning=True)
    top, customer, objective = (
        node_of(system, code, kind=kind) for code, kind in (("E", "plan"), ("C", "perspective"), ("OC", "objective"))
    )
    found = explanation(system, top, period="2026-10", opened=[(customer.pk,), (customer.pk, objective.pk)])
    by_depth = {}
    for step in found.steps:
        by_depth.setdefault(len(step.path), []).append(step)
    assert {step.effect.line.kind for step in by_depth[1] if step.effect.kind == "score"} == {"perspective"}
    assert sum(step.effect.points for step in by_depth[1]) == pytest.approx(found.after - found.before)
    of_customer = next(s for s in by_depth[1] if s.path == (customer.pk,) and s.effect.kind == "score")
    for depth in (2, 3):
        assert sum(step.effect.points for step in by_depth[depth]) == pytest.approx(of_customer.effect.points)
    assert {step.effect.line.code for step in by_depth[3]} == {"k3", "k4"}
    assert not any(step.opens for step in by_depth[3])

    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    page = client.get(f"/why/{top.pk}?period=2026-10").content.decode()
    assert "more together" not in page
    toggle = re.search(rf'id="opens-{customer.pk}"\s+href="([^"]+)"', page)[1].replace("&amp;", "&")
    fragment = client.get(f"{toggle}&part=fall", headers={"HX-Request": "true"}).content.decode()
    assert 'aria-expanded="true"' in fragment
    assert "<h1" not in fragment
    assert f"opens-{customer.pk}.{objective.pk}" in fragment
    why = client.get(f"/why/{objective.pk}?period=2026-10").content.decode()
    assert "The geometric mean of its 2 parts, by their weights." in why


@pytest.mark.django_db
def test_a_roll_up_is_chosen_in_the_form_and_marked_on_the_scorecard(client, olga, enterprise_world, november):
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    objective = Objective.objects.get(code="OF")
    address = f"/plan/details/objective/{objective.pk}?plan=E"
    form = client.get(address).content.decode()
    assert "Critical parts" in form
    critical = objective.contributions.get(measure__code="k2").pk
    sent = {"name": "F", "code": "OF", "perspective": objective.perspective_id, "weight": "1", "visibility": "public",
            "aggregator": "gate", "kth": "2", "critical_parts": [critical], "effective": "2026-09"}  # fmt: skip
    asked = client.post(address, sent)
    assert asked.status_code == 422
    text = asked.content.decode()
    assert "Save again if that is what you want" in text, "the two months of which the past would be another one"
    looked = re.search(r'name="looked_at" value="([^"]*)"', text)[1].replace("&#39;", "'").replace("&quot;", '"')
    answer = client.post(address, sent | {"looked_at": looked})
    assert answer.status_code in (200, 204, 302)
    objective.refresh_from_db()
    assert objective.aggregator == "gate"
    assert objective.contributions.get(pk=critical).is_critical
    above = Node.objects.get(perspective__code="F", unit=None)
    card = client.get(f"/?plan=E&period=2026-10&open={above.pk}").content.decode()
    assert "no higher than any critical part" in card
