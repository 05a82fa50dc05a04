"""The coach beside a goal: what it reads from the plan, what it leaves to those who may see it, on page and by program."""

from datetime import date
from types import SimpleNamespace

import pytest
from tests.measures.a_target import set_target
from tests.worlds import OCTOBER

from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token
from hoshin.measures.models import Measure
from hoshin.measures.services import change_measure, define_measure, record_actual
from hoshin.okrs.advice import _SAID
from hoshin.okrs.drafts import GoalDraft
from hoshin.okrs.selectors import coached
from hoshin.org.models import Unit
from hoshin.strategy.models import Objective, Plan
from hoshin.strategy.services import add_objective, set_contribution

pytestmark = pytest.mark.django_db


def draft_of(objective, **said):
    values = {"name": objective.name, "has_place": True} | said
    return GoalDraft(plan=objective.plan, objective=objective, **values)


def codes(found, dimension):
    [check] = [check for check in found.advised.checks if check.dimension == dimension]
    return check.points, [one.code for one in check.advice]


def test_a_goal_is_judged_by_the_history_of_its_measure(supplied_world, november, office):
    grow = Objective.objects.select_related("plan").get(code="GROW")
    rev = Measure.objects.get(code="REV")
    for back, value in enumerate((26, 23, 19, 17), start=2):
        record_actual(office, measure=rev, period=OCTOBER.shift(-back), value=value)
    change_measure(office, measure=rev, unit_of_measure="k EUR")
    # From 30 to 50 in two months, where two months brought 1 to 10 so far.
    soon = coached(office, draft_of(grow, name="Increase revenue of the northern region", due_on=date(2026, 12, 31)))
    assert codes(soon, "achievable") == (1, ["too_hard"])
    assert "Revenue has seldom" in soon.advised.checks[2].advice[0].reason
    assert codes(soon, "measurable") == (5, [])
    assert codes(soon, "time_bound") == (5, [])
    assert soon.advised.wording == ""
    vague = coached(office, draft_of(grow, name="Improve revenue", due_on=date(2026, 12, 31)))
    assert vague.advised.wording == "Increase revenue from 0\xa0k EUR to 50\xa0k EUR by 2026-12-31"
    # Two measures, of which neither is the whole of it.
    visits = define_measure(office, code="VIS", name="Visits")
    set_target(office, measure=visits, baseline=0, target=10)
    set_contribution(office, parent=grow, child=visits)
    assert coached(office, draft_of(grow, name="Improve revenue", due_on=date(2026, 12, 31))).advised.wording == ""
    cost = GoalDraft(plan=grow.plan, name="Improve costs in the north", due_on=date(2026, 12, 31))
    assert coached(office, cost).advised.wording == "Increase / reduce costs north from … to … by 2026-12-31"
    plain = GoalDraft(plan=grow.plan, name="Pay suppliers of the north from 9 to 4 days after delivery")
    assert coached(office, plain).advised.wording == "Pay suppliers of the north from 9 to 4 days after delivery by …"
    # Without history, or without a day, nobody can say.
    assert codes(coached(office, draft_of(grow)), "achievable") == (None, ["no_history"])


def test_what_one_may_not_see_is_not_told(supplied_world, november, office, vera):
    secret = Objective.objects.select_related("plan").get(code="SECRET")
    for number in range(60):
        add_objective(office, plan=secret.plan, code=f"X{number}", name=f"Hire {number} nurses for ward {number}")
    add_objective(office, plan=secret.plan, code="YARD", name="Sell half of the old yard by auction")
    goal = GoalDraft(plan=secret.plan, name="Sell the old yard in parts")
    assert [one.code for one in coached(Actor.of(vera, "web"), goal).parents][:1] == ["YARD"]
    assert "SECRET" not in [one.code for one in coached(office, goal).parents]
    placed = draft_of(secret, name="Sell half of the old yard by auction", has_place=False, parents=())
    assert coached(office, placed).advised.is_calibrated is False
    parent = Objective.objects.get(code="YARD")
    fitting = coached(office, draft_of(secret, name="Sell the old yard in two parts", parents=(parent,)))
    assert codes(fitting, "relevant") == (5, [])


def test_what_says_the_same_in_its_unit_and_what_is_measured_by_what_serves_it(
    supplied_world, november, office, django_assert_max_num_queries
):
    plan, unit = Plan.objects.get(code="E"), Unit.objects.get(code="NORTH")
    for number in range(60):
        add_objective(office, plan=plan, code=f"X{number}", name=f"Hire {number} nurses for ward {number}", unit=unit)
    add_objective(office, plan=plan, code="OPEN", name="Open a second counter for seasonal workers", unit=unit)
    goal = GoalDraft(plan=plan, name="Open second counters for seasonal workers", unit_code="north")
    assert [one.code for one in coached(office, goal).alike] == ["OPEN"]
    assert coached(office, GoalDraft(plan=plan, name=goal.name, unit_code="CB")).alike == ()
    top = add_objective(office, plan=plan, code="TOP", name="Reach 80 points of service for all regions")
    set_contribution(office, parent=top, child=Objective.objects.get(code="GROW"))
    with django_assert_max_num_queries(6):
        found = coached(office, draft_of(top, unit_code="X"))
    assert codes(found, "measurable") == (4, ["unit"])


def test_every_advice_has_its_words():
    from hoshin.engine.quality import GoalFacts, assess, read_goal

    facts = [
        GoalFacts(),
        GoalFacts(is_delivery=True),
        GoalFacts(has_due=True, has_parent=True, fit=10, days=3, share=0.01),
        GoalFacts(has_due=True, days=900, share=0.99, has_parent=True, is_parent_active=True),
        GoalFacts(has_due=True, is_out_of_bounds=True),
    ]
    said = {one.code for some in facts for check in assess(read_goal(""), some).checks for one in check.missing}
    assert said == set(_SAID)


def test_the_form_asks_as_one_types_and_the_page_works_without(supplied_world, november, carl, olga, client):
    grow = Objective.objects.get(code="GROW")
    client.force_login(olga)
    form = client.get(f"/plan/details/objective/{grow.pk}").content.decode()
    assert 'hx-post="/coach"' in form
    assert f'"coached": "{grow.pk}"' in form
    asked = {
        "coached": grow.pk,
        "name": "Improve revenue soon",
        "due_date": "2026-12-31",
        "serves-0": "",
        "perspective": "1",
    }
    answer = client.post("/coach", asked, headers={"HX-Request": "true"}).content.decode()
    assert "increase, reduce, shorten" in answer
    assert "Nobody can check: improve, soon." in answer
    assert 'id="coach-said"' in answer
    line = client.post(
        "/coach", {"name": "Grow", "look": "line", "perspective": grow.perspective_id}, headers={"HX-Request": "true"}
    )
    assert "<ol" not in line.content.decode()
    results = {"kr-0-name": "Revenue", "kr-0-baseline": "30", "kr-0-target": "50 %", "due_date": "2027-06-30"}
    told = client.post("/coach", {"name": "Increase revenue of the north"} | results, headers={"HX-Request": "true"})
    assert "No measure serves it." not in told.content.decode()
    client.force_login(carl)
    page = client.get("/coach?name=Improve+revenue&due_date=nonsense&coached=99999999999999999999").content.decode()
    assert "<h1>" in page
    assert "No measure serves it." in page


def test_a_program_asks_too(supplied_world, november, carl, client):
    headers = {"Authorization": f"Bearer {create_token(Actor.of(carl, 'web'), name='program')[1]}"}
    kind = {"content_type": "application/json", "headers": headers}
    caller = SimpleNamespace(post=lambda body: client.post("/api/v1/coach", body, **kind))
    answer = caller.post({"name": "Increase revenue"}).json()
    assert (answer["total"], answer["verdict"], answer["lexicon"]) == (15.0, "rewrite", "en-1")
    assert [check["points"] for check in answer["checks"]] == [3, 0, None, 0, 0]
    whole = caller.post(
        {"name": "Increase revenue of the north", "objective": "grow", "due_date": "2027-06-30", "serves": []}
    ).json()
    assert whole["checks"][1]["points"] == 4
    assert caller.post({"name": "x", "objective": "SECRET"}).status_code == 404
    assert caller.post({"name": ""}).status_code == 422
    assert caller.post({"name": "x", "serves": ["NONE"]}).status_code == 404
