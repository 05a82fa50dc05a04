"""What would bring a score back: the leaves that explain its fall, each with the value that scores as much again."""

import pytest
from tests.measures.a_target import set_target
from tests.worlds import OCTOBER, SEPTEMBER

from hoshin.accounts.access import Actor
from hoshin.actions.recovery import recovery_of
from hoshin.actions.services import write_recovery
from hoshin.base.errors import Denied, Invalid
from hoshin.measures.models import Measure
from hoshin.measures.services import change_measure, record_actual
from hoshin.okrs.models import Commitment
from hoshin.org.services import add_person
from hoshin.scorecards.models import Score
from hoshin.scorecards.selectors import node_of
from hoshin.strategy.models import Objective

pytestmark = pytest.mark.django_db
NOVEMBER = OCTOBER.shift(1)


@pytest.fixture
def fallen(enterprise, office):
    """Customers stood at 63.3 in September; then k3 fell from 50 to 20, and k4 from 90 to 60."""
    for code, value in (("k3", 20), ("k4", 60)):
        record_actual(office, measure=Measure.objects.get(code=code), period=OCTOBER, value=value)
    return node_of(office, "OC", kind="objective")


def score_of(node, period):
    return Score.objects.get(node=node, period=period.start).score


def test_the_leaves_of_a_fall_are_told_with_what_brings_them_back(fallen, office):
    draft = recovery_of(office, fallen, OCTOBER)
    assert (draft.since, round(draft.before, 2), round(draft.now, 2)) == (SEPTEMBER, 63.33, 33.33)
    told = [(one.line.code, round(one.points, 6), one.was, one.value, one.target) for one in draft.leaves]
    assert told == [("k3", -20, 50, 20, 50), ("k4", -10, 90, 60, 90)]
    assert (draft.reached, draft.rest) == (pytest.approx(draft.before), pytest.approx(0))
    one = recovery_of(office, fallen, OCTOBER, {draft.leaves[1].line.node})
    assert one.reached == pytest.approx((2 * 20 + 90) / 3)
    # What is told is what comes of it.
    for leaf in draft.leaves:
        record_actual(office, measure=Measure.objects.get(code=leaf.line.code), period=OCTOBER, value=leaf.target)
    assert score_of(fallen, OCTOBER) == pytest.approx(draft.before)


def test_a_stricter_target_a_lower_measure_and_lines_of_its_own_are_solved_on_the_scoring_function(fallen, office):
    k3, k4 = (Measure.objects.get(code=code) for code in ("k3", "k4"))
    set_target(office, measure=k3, period=OCTOBER, baseline=0, target=80)
    k4.targets.all().delete()
    k4 = change_measure(office, measure=k4, direction="lower", is_from_beginning=True)
    set_target(office, measure=k4, red=100, green=40)
    record_actual(office, measure=k4, period=SEPTEMBER, value=50)
    record_actual(office, measure=k4, period=OCTOBER, value=95)
    draft = recovery_of(office, fallen, OCTOBER)
    found = {one.line.code: one for one in draft.leaves}
    assert found["k3"].target == pytest.approx(40, abs=0.01)
    assert found["k4"].target == pytest.approx(50, abs=0.01)
    assert draft.reached == pytest.approx(draft.before, abs=0.01)


def test_a_measure_is_brought_back_itself_and_what_never_stood_better_is_told(fallen, office):
    draft = recovery_of(office, node_of(office, "k3", kind="measure"), OCTOBER)
    assert [(one.line.code, one.points, one.target) for one in draft.leaves] == [("k3", -30, 50)]
    assert draft.reached == 50
    for code, kind, period in (("k1", "measure", OCTOBER), ("OC", "objective", NOVEMBER)):
        with pytest.raises(Invalid):
            recovery_of(office, node_of(office, code, kind=kind), period)


def test_the_draft_is_a_goal_that_counts_for_nothing_yet(fallen, office, vera, olga, client):
    maya = add_person(office, employee_id="M1", name="Maya Dorn")
    draft = recovery_of(office, fallen, OCTOBER)
    with pytest.raises(Denied):
        write_recovery(Actor.of(vera, "web"), draft=draft, person=maya, name="Back")
    with pytest.raises(Invalid):
        write_recovery(office, draft=recovery_of(office, fallen, OCTOBER, ()), person=maya, name="Back")
    goal = write_recovery(office, draft=draft, person=maya, name="Bring customers back")
    assert (goal.is_draft, goal.objective.owner) == (True, maya)
    rows = goal.objective.contributions.order_by("-weight").select_related("measure")
    targets = [(row.measure.name, row.weight, row.measure.targets.get().target) for row in rows]
    assert targets == [("k3", 0.667, 50), ("k4", 0.333, 90)]
    assert score_of(fallen, OCTOBER) == pytest.approx(draft.now)
    link = goal.objective.serves.get()
    assert (link.parent.code, link.weight, link.kind) == ("OC", 0, "aligns")
    # On its page, reckoned with what is ticked, then saved.
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    address = "/recoveries/objective/OC/2026-10"
    assert "it reaches 63" in client.get(address).content.decode()
    ticked = {"leaf": str(draft.leaves[0].line.node)}
    assert "it reaches 53" in client.post(address, ticked | {"reckon": "yes"}).content.decode()
    Objective.objects.filter(code="OC").update(owner=maya)
    assert client.post(address, ticked | {"name": "Back"}).status_code == 302
    assert Commitment.objects.get(objective__name="Back").objective.contributions.count() == 1
    told = client.get("/recoveries/objective/OC/2026-11")
    assert (told.status_code, "has no score in 2026-11" in told.content.decode()) == (422, True)
