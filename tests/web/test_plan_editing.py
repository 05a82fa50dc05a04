"""The plan as an outline: Olga renames, weighs, moves, adds and removes; Vera reads."""

import pytest

from hoshin.audit.models import Change
from hoshin.measures.models import Measure
from hoshin.scorecards.models import Edge
from hoshin.strategy import services
from hoshin.strategy.models import Contribution, Objective, Perspective, Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(northern_world, november):
    return Plan.objects.get(code="NS")


@pytest.fixture
def outline(plan, signed_in, olga):
    page = signed_in(olga)
    page.goto("/plan")
    return page


@pytest.fixture
def browser_of_olga(plan, client, olga):
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    return client


def wait_for(page, text):
    page.locator("#toasts").get_by_text(text).first.wait_for()


def undo(page):
    with page.expect_navigation():
        page.locator("#toasts .toast").last.get_by_role("button", name="Undo").click()


def objective(code):
    return Objective.objects.get(code=code)


def test_viewers_read_the_plan_and_change_nothing(plan, client, vera):
    client.force_login(vera, backend="hoshin.notices.signed_in.WithUnread")
    text = client.get("/plan").content.decode()

    assert "Answer citizens within a day" in text
    assert "<textarea" not in text
    assert "data-sortable" not in text
    objective_id, plan_id = objective("C1").pk, plan.pk
    for address in (
        f"/plan/name/objective/{objective_id}",
        f"/plan/weight/objective/{objective_id}",
        f"/plan/order/plan/{plan_id}",
        f"/plan/add/plan/{plan_id}",
        f"/plan/remove/objective/{objective_id}",
        f"/plan/details/objective/{objective_id}",
        f"/plan/{plan_id}/settings",
        "/plan/new",
    ):
        answer = client.post(address, {"name": "X", "code": "X", "weight": "1", "order": "1"})
        assert answer.status_code == 403, address


def test_the_number_of_queries_does_not_grow_with_the_plan(
    browser_of_olga, plan, office, django_assert_max_num_queries, django_assert_num_queries
):
    browser_of_olga.get("/plan")
    with django_assert_max_num_queries(15) as small:
        browser_of_olga.get("/plan")
    for number in range(12):
        perspective = plan.perspectives.get(code="PRO")
        services.add_objective(office, plan=plan, code=f"X{number}", name="More", perspective=perspective)
    with django_assert_num_queries(len(small)):
        browser_of_olga.get("/plan")


def test_a_name_is_changed_where_it_stands_and_taken_back(outline):
    page = outline
    name = page.get_by_label("Name of C1")
    name.fill("Answer everyone within a day")
    page.keyboard.press("Enter")
    wait_for(page, "Renamed to “Answer everyone within a day”.")
    assert objective("C1").name == "Answer everyone within a day"

    undo(page)
    assert page.get_by_label("Name of C1").input_value() == "Answer citizens within a day"
    assert objective("C1").name == "Answer citizens within a day"


def test_shares_show_as_one_types_and_hold_from_the_period_chosen(outline):
    page = outline
    weight = page.get_by_label("Weight of Answer citizens within a day")
    share = weight.locator("xpath=../output")
    other = page.get_by_label("Weight of Earn the trust of the regions").locator("xpath=../output")
    weight.press_sequentially("")
    weight.fill("3")
    assert [share.inner_text(), other.inner_text()] == ["75\u00a0%", "25\u00a0%"], "before anything is sent"
    assert objective("C1").weight == 1

    page.get_by_label("New weights hold from").select_option("2026-12")
    weight.focus()
    page.keyboard.press("Enter")
    wait_for(page, "Weight saved: it now counts 75")
    assert objective("C1").weight == 3
    edges = Edge.objects.filter(child__objective__code="C1", parent__perspective__code="CUS").order_by("valid_to")
    assert [(edge.weight, str(edge.valid_from)[:7]) for edge in edges if edge.valid_to is None] == [(3.0, "2026-12")]

    weight.fill("2")
    page.keyboard.press("Tab")
    wait_for(page, "it now counts 67")
    assert objective("C1").weight == 2, "the row knows the version that its own change made"


def test_a_negative_weight_is_named_in_its_row(outline):
    page = outline
    weight = page.get_by_label("Weight of Days to decide")
    weight.fill("-1")
    page.keyboard.press("Tab")

    page.locator(".plan-weight").get_by_text("A weight cannot be negative.").wait_for()
    assert weight.input_value() == "-1"
    assert Contribution.objects.get(measure__code="days").weight == 1


def test_two_people_at_once_lose_nothing(outline, office):
    page = outline
    services.change_objective(office, objective=objective("C1"), name="Answer at once")
    page.get_by_label("Name of C1").fill("Answer by noon")
    page.keyboard.press("Enter")

    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Somebody else was faster").wait_for()
    assert dialog.get_by_role("cell", name="Answer at once").is_visible()
    assert dialog.get_by_role("cell", name="Answer by noon").is_visible()
    assert objective("C1").name == "Answer at once"

    with page.expect_navigation():
        dialog.get_by_role("button", name="Save mine over theirs").click()
    assert objective("C1").name == "Answer by noon"
    assert page.get_by_label("Name of C1").input_value() == "Answer by noon"


def test_objectives_are_moved_by_keyboard(outline):
    page = outline
    page.get_by_role("button", name="Move Answer citizens within a day").focus()
    with page.expect_response("**/plan/order/perspective/*"):
        page.keyboard.press("Alt+ArrowDown")
    wait_for(page, "The order is kept.")
    order = Perspective.objects.get(code="CUS").objectives.order_by("position").values_list("code", flat=True)
    assert list(order) == ["C2", "C1"]

    undo(page)
    assert page.locator(".plan-section").first.locator("textarea").nth(1).input_value().startswith("Answer")


def test_perspectives_are_dragged(outline, plan):
    page = outline
    handle = page.get_by_role("button", name="Move Internal process").bounding_box()
    first = page.locator(".plan-section").first.bounding_box()
    page.mouse.move(handle["x"] + 8, handle["y"] + 10)
    page.mouse.down()
    page.mouse.move(handle["x"] + 8, first["y"] + 40, steps=10)
    page.mouse.move(handle["x"] + 8, first["y"] - 40, steps=4)
    with page.expect_response("**/plan/order/plan/*"):
        page.mouse.up()
    assert list(plan.perspectives.order_by("position").values_list("code", flat=True)) == ["PRO", "CUS", "LEA"]


def test_the_order_of_a_perspective_leaves_nested_objectives_where_they_are(browser_of_olga, office, plan):
    nested = services.add_objective(
        office, plan=plan, code="C1-1", name="Nested", perspective=plan.perspectives.get(code="CUS")
    )
    services.set_contribution(office, parent=objective("C1"), child=nested)
    perspective = plan.perspectives.get(code="CUS")
    ids = [objective("C2").pk, objective("C1").pk]
    answer = browser_of_olga.post(f"/plan/order/perspective/{perspective.pk}", {"order": ",".join(map(str, ids))})

    assert answer.status_code == 204
    assert list(perspective.objectives.order_by("position").values_list("code", flat=True)) == ["C2", "C1", "C1-1"]


def test_a_plan_grows_from_names_alone_and_one_undo_takes_each_step_back(outline, plan):
    page = outline
    page.get_by_label("Add a perspective").fill("Money well spent")
    page.keyboard.press("Enter")
    wait_for(page, "Added Money well spent as MWS.")
    page.get_by_label("Add an objective to Money well spent").fill("Live within our means")
    page.keyboard.press("Enter")
    wait_for(page, "Added Live within our means as MWS-1.")

    page.get_by_label("Add under Live within our means").click()
    page.locator(".menu[open]").get_by_label("New measure").fill("Spending against budget")
    page.keyboard.press("Enter")
    wait_for(page, "Added Spending against budget as MWS-1.1.")
    assert Contribution.objects.filter(parent__code="MWS-1", measure__code="MWS-1.1").exists()

    undo(page)
    assert not Measure.objects.filter(code="MWS-1.1").exists()
    assert objective("MWS-1").name == "Live within our means"


def test_a_measure_that_exists_is_found_by_typing(outline):
    page = outline
    page.get_by_label("Add under Earn the trust").click()
    field = page.locator(".menu[open]").get_by_label("Measure that exists")
    field.press_sequentially("deci")
    page.locator("#found-measures option[value^='days']").wait_for(state="attached")
    field.fill("days · Days to decide")
    page.keyboard.press("Enter")
    wait_for(page, "Added Days to decide as days.")
    assert Contribution.objects.filter(parent__code="C2", measure__code="days").exists()


def test_what_hangs_on_it_is_named_before_it_goes(outline):
    page = outline
    page.get_by_role("link", name="Remove Decide every application on time").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Days to decide").wait_for()
    assert dialog.get_by_text("2 links of the strategy map go with it.").is_visible()
    dialog.get_by_role("button", name="Remove the objective").click()
    wait_for(page, "Decide every application on time is removed.")
    assert not Objective.objects.filter(code="P1").exists()

    undo(page)
    assert objective("P1").contributions.count() == 1


def test_a_perspective_with_objectives_stays(browser_of_olga, plan):
    perspective = plan.perspectives.get(code="LEA")
    asked = browser_of_olga.get(f"/plan/remove/perspective/{perspective.pk}").content.decode()
    assert "Keep skilled people" in asked
    assert "Remove the perspective</button>" not in asked
    assert browser_of_olga.post(f"/plan/remove/perspective/{perspective.pk}").status_code == 409
    assert plan.perspectives.filter(code="LEA").exists()


def test_a_plan_is_begun_and_one_can_go_on_from_there(browser_of_olga):
    answer = browser_of_olga.post("/plan/new", {"name": "Next", "code": "ns", "frequency": "monthly"})
    assert answer.status_code == 422
    assert "is taken by “Northern Services 2027”" in answer.content.decode()

    answer = browser_of_olga.post(
        "/plan/new", {"name": "Next", "code": "NX", "frequency": "quarterly", "values": "Care\nDare"}, follow=True
    )
    assert "From which sides do you look at success?" in answer.content.decode()
    assert Plan.objects.get(code="NX").values == ["Care", "Dare"]


def test_a_measure_is_added_with_where_it_comes_from_and_where_it_is_to_go(browser_of_olga, plan):
    above = objective("L1")

    def added(**form):
        answer = browser_of_olga.post(f"/plan/add/objective/{above.pk}", {"what": "measure", **form})
        made = Measure.objects.latest("id")
        wanted = made.targets.values_list("baseline", "target")
        return answer.status_code, made.name, made.direction + made.unit_of_measure, list(wanted)

    assert added(name="Offers accepted", baseline="40", target="75 %") == (
        302,
        "Offers accepted",
        "higher%",
        [(40, 75)],
    )
    assert added(name="Days to hire", baseline="60", target="20") == (302, "Days to hire", "lower", [(60, 20)])
    assert added(name="Exits") == (302, "Exits", "higher", [])
    assert added(name="Never", target="soon")[:2] == (422, "Exits")
    change = Change.objects.get(verb="add_measure", facts__name="Days to hire")
    browser_of_olga.post(f"/audit/{change.pk}/undo")
    assert not Measure.objects.filter(name="Days to hire").exists(), "one undo takes it all away"


def test_a_plan_needs_no_more_than_a_name(browser_of_olga, plan):
    answer = browser_of_olga.post("/plan/new", {"name": "Northern Services 2031", "frequency": "monthly"})
    assert answer.status_code == 302
    assert Plan.objects.get(name="Northern Services 2031").code == "NS2"
    assert browser_of_olga.post("/plan/new", {"name": " ", "frequency": "monthly"}).status_code == 422
