"""Units that hold the same stand side by side: ranked, compared, changed in place."""

import pytest
from tests.web.markup import squeezed

from hoshin.accounts.access import Actor
from hoshin.org.models import Unit
from hoshin.scorecards.models import Node
from hoshin.scorecards.selectors import node_of, side_by_side
from hoshin.strategy.models import Contribution, Holding, Perspective, Plan, UnitWeight

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(held_world, november):
    return Plan.objects.get(code="P")


@pytest.fixture
def by_olga(olga, client):
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    return client


def compared(system, plan, **asked):
    found = side_by_side(system, plan, **asked)
    return [(row.rank, row.unit, row.line.score) for row in found.page]


def test_units_directly_below_are_ranked(system, plan):
    found = side_by_side(system, plan)
    assert [(row.rank, row.unit, row.below) for row in found.page] == [(1, "north", 2), (None, "online", 0)]
    assert found.unscored == 1
    assert [column.code for column in found.columns] == ["F", "C"]
    assert [cell.score for cell in found.page.rows[1].cells] == [None, 50]


def test_all_below_with_their_spread(system, plan):
    found = side_by_side(system, plan, of=("measure", "nps"), everything=True)
    shown = [(row.rank, row.unit, round(row.line.score, 9)) for row in found.page]
    assert shown == [(1, "bodo", 90), (2, "north", 55), (3, "online", 50), (4, "oslo", 20)]
    assert (found.spread.least, found.spread.middle, found.spread.most) == pytest.approx((20, 52.5, 90))
    assert (found.spread.lower, found.spread.upper) == pytest.approx((42.5, 63.75))
    assert found.whole.score == pytest.approx((55 + 50) / 2)


def test_down_to_one_branch(system, plan):
    found = side_by_side(system, plan, of=("objective", "grow"), within="north", sort="name")
    assert [row.unit for row in found.page] == ["bodo", "oslo"]
    assert [unit.code for unit in found.path] == ["bank", "north"]
    assert [column.code for column in found.columns] == ["lend", "sales"]
    assert compared(system, plan, of=("objective", "grow"), within="north") == [(1, "oslo", 60), (2, "bodo", 30)]


def test_a_unit_alone_at_the_top_gives_way_to_those_below_it(system, plan):
    Unit.objects.filter(code="online").update(parent=Unit.objects.get(code="north"))
    assert sorted(row.unit for row in side_by_side(system, plan).page) == ["bodo", "online", "oslo"]


def test_equal_scores_share_a_rank(system, plan):
    from hoshin.scorecards.models import Score

    Score.objects.filter(node__kind="perspective", node__perspective__code="C").exclude(node__unit=None).update(
        score=50
    )
    ranks = [(row.rank, row.unit) for row in side_by_side(system, plan, of=("perspective", "C"), everything=True).page]
    assert ranks == [(1, "bodo"), (1, "north"), (1, "online"), (1, "oslo")]


def test_what_may_not_be_seen_is_not_compared(plan, vera):
    plan.objectives.filter(code="care").update(visibility="private")
    found = side_by_side(Actor.of(vera, "web"), plan, of=("perspective", "C"))
    assert found.columns == ()


def test_a_plan_of_a_unit_is_all_that_the_unit_holds_of_it(system, plan):
    found = node_of(system, "p", unit="north")
    assert (found.kind, found.unit.code, found.plan) == ("unit", "north", plan)
    assert node_of(system, "P", kind="plan", unit="north") == found


def test_the_page_costs_few_queries(by_olga, plan, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        answer = by_olga.get("/side-by-side", {"all": "yes", "plan": "P"})
    page = answer.content.decode()
    assert page.index("North") < page.index("Online")


def test_olga_lets_a_branch_hold_one_objective(by_olga, plan):
    Holding.objects.all().delete()
    wrong = by_olga.post(f"/plan/{plan.pk}/units", {"unit": "Atlantis", "objective": "grow"})
    assert "Nobody or nothing is called" in wrong.content.decode()
    assert 'value="Atlantis"' in wrong.content.decode()
    answer = by_olga.post(f"/plan/{plan.pk}/units", {"unit": "Oslo · oslo", "objective": "Grow · grow"})
    assert answer.status_code == 302
    holding = Holding.objects.get()
    assert (holding.unit.code, holding.objective.code, holding.with_below) == ("oslo", "grow", False)
    by_olga.post(f"/plan/{plan.pk}/units/{holding.pk}/remove")
    assert not Holding.objects.exists()
    assert not Node.objects.filter(kind="objective", is_active=True).exclude(unit=None).exists()


def test_olga_weighs_otherwise_for_a_branch(by_olga, plan):
    side, serving = Perspective.objects.get(code="C"), Contribution.objects.get(objective__code="lend")
    address = f"/plan/{plan.pk}/weights/oslo"
    wrong = by_olga.post(address, {f"perspective-{side.pk}": "much", f"contribution-{serving.pk}": "3"})
    assert (wrong.status_code, UnitWeight.objects.count()) == (422, 0)
    assert 'value="much"' in wrong.content.decode()
    by_olga.post(address, {f"perspective-{side.pk}": "2.5", f"contribution-{serving.pk}": "3"})
    assert {str(own.weighed): own.weight for own in UnitWeight.objects.all()} == {
        str(side): 2.5, str(serving): 3
    }  # fmt: skip


def test_two_who_weigh_at_once_lose_nothing_in_silence(by_olga, plan):
    side = Perspective.objects.get(code="C")
    address, field = f"/plan/{plan.pk}/weights/oslo", f"perspective-{side.pk}"
    by_olga.post(address, {field: "2"})
    late = by_olga.post(address, {field: "3"})
    assert late.status_code == 409
    assert UnitWeight.objects.get().weight == 2
    by_olga.post(address, {field: "3", f"{field}-was": "2", f"{field}-version": "1"})
    assert UnitWeight.objects.get().weight == 3


def test_a_weight_that_is_none_has_the_focus(by_olga, plan):
    first, second = (f"perspective-{side.pk}" for side in Perspective.objects.order_by("position", "pk"))
    page = by_olga.post(f"/plan/{plan.pk}/weights/oslo", {first: "2", second: "much"})
    assert page.status_code == 422
    fields = [field.split(">")[0] for field in page.content.decode().split("<input ")]
    assert [second in field for field in fields if "autofocus" in field] == [True]


def test_the_page_holds_at_a_desk_and_on_a_phone(page, signed_in, olga, plan, sound):
    signed_in(olga)
    for address in ("/side-by-side?plan=P", "/side-by-side?plan=P&of=objective:grow&within=north"):
        page.goto(address)
        sound(page, address)


@pytest.mark.parametrize("who", ["olga", "vera"])
def test_what_each_unit_gave_leads_from_the_whole_to_a_branch_and_back(
    client, request, who, plan, system, django_assert_max_num_queries
):  # fmt: skip
    client.force_login(request.getfixturevalue(who), backend="hoshin.notices.signed_in.WithUnread")
    whole, north = (node_of(system, "grow", kind="objective", unit=unit).pk for unit in (None, "north"))
    assert f"/why/{whole}/units?" in client.get(f"/why/{whole}?period=2026-10").content.decode()
    with django_assert_max_num_queries(15):
        page = squeezed(client.get(f"/why/{whole}/units?period=2026-10").content)
    assert f'href="/why/{north}?' in page
    assert ">North</a>" in page
    assert ">85.0<" in page
    told = f'hx-get="/why/{north}/units?'
    why = client.get(f"/why/{north}?period=2026-10").content.decode()
    assert told in why
    assert "Sales, North" not in why, "the page says already whose score it is"
    with django_assert_max_num_queries(15):
        given = squeezed(client.get(f"/why/{north}/units?period=2026-10", headers={"HX-Request": "true"}).content)
    assert "Of the 85.0 points of the whole it gives 85.0, and counts for 100.0 %." in given
    assert f'href="/why/{whole}/units?' in given


@pytest.mark.parametrize("who", ["olga", "vera", "carl"])
def test_why_of_a_measure_that_units_hold_costs_few_queries(
    client, request, who, plan, system, django_assert_max_num_queries
):  # fmt: skip
    client.force_login(request.getfixturevalue(who), backend="hoshin.notices.signed_in.WithUnread")
    for unit in (None, "north", "oslo"):
        node = node_of(system, "sales", kind="measure", unit=unit).pk
        with django_assert_max_num_queries(15):
            assert client.get(f"/why/{node}?period=2026-10").status_code == 200
