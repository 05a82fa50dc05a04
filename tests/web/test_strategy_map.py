"""The strategy map: read by everyone, drawn by the strategy office with the mouse and with the keyboard."""

import pytest
from django.urls import reverse

from hoshin.strategy import services
from hoshin.strategy.models import CausalLink, Objective, Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(northern_world, november):
    return Plan.objects.get(code="NS")


@pytest.fixture
def office_map(plan, signed_in, olga):
    page = signed_in(olga)
    page.goto("/map")
    return page


def box(page, name):
    return page.locator(".map-box", has=page.locator(".map-name", has_text=name))


def links():
    return sorted(CausalLink.objects.values_list("cause__code", "effect__code"))


def wait_for(page, text):
    page.locator("#toasts").get_by_text(text).wait_for()


def shown_order(page, band):
    return page.locator(f"ol[data-band='{band}'] .map-box").evaluate_all("all => all.map(one => one.dataset.code)")


def focused(page):
    return page.evaluate("document.activeElement.closest('.map-box')?.dataset.code")


def test_everyone_reads_the_map_and_the_same_as_a_table(plan, client, vera):
    client.force_login(vera, backend="hoshin.notices.signed_in.WithUnread")
    text = client.get("/map").content.decode()

    assert "Everyone in the north is answered within a day." in text
    assert text.count('class="cause says-untested" data-link') == 3
    assert "3 links" in text
    assert "3 months" in text
    assert "On track" in text
    assert "map-dot" not in text, "a viewer has nothing to draw with"
    assert client.post("/map/links", {"cause": "C1", "effect": "L1"}).status_code == 403


def test_what_is_private_is_not_on_the_map_of_others(plan, office, client, vera):
    secret = Objective.objects.get(code="L1")
    services.change_objective(office, objective=secret, visibility="private")
    client.force_login(vera, backend="hoshin.notices.signed_in.WithUnread")

    assert "Keep skilled people" not in client.get("/map").content.decode()


def test_the_number_of_queries_does_not_grow_with_the_map(
    plan, office, client, olga, django_assert_max_num_queries, django_assert_num_queries
):
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    client.get("/map")
    with django_assert_max_num_queries(15) as small:
        client.get("/map")
    perspective = plan.perspectives.get(code="PRO")
    for number in range(9):
        made = services.add_objective(office, plan=plan, code=f"X{number}", name="More", perspective=perspective)
        services.add_causal_link(office, cause=Objective.objects.get(code="L1"), effect=made)
    with django_assert_num_queries(len(small)):
        client.get("/map")


def test_links_are_added_changed_and_removed_by_plain_forms(plan, client, olga):
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    client.post("/map/links?plan=NS", {"cause": "p2", "effect": "C2", "lag_months": "6", "note": "Fresh figures"})
    link = CausalLink.objects.get(cause__code="P2")
    assert (link.lag_months, link.note) == (6, "Fresh figures")

    client.post(f"/map/links/{link.pk}", {"lag_months": "9", "note": "", "version": link.version})
    link.refresh_from_db()
    assert link.lag_months == 9
    stale = client.post(f"/map/links/{link.pk}", {"lag_months": "1", "note": "mine", "version": link.version - 1})
    assert stale.status_code == 409
    assert b"mine" in stale.content
    assert b"Save mine over theirs" in stale.content

    client.post(f"/map/links/{link.pk}/remove")
    assert ("P2", "C2") not in links()


def test_a_link_that_cannot_be_keeps_what_was_typed(plan, client, olga):
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    answer = client.post("/map/links?plan=NS", {"cause": "P11", "effect": "C1", "note": "Keep me"})

    assert answer.status_code == 422
    assert "Did you mean P1" in answer.content.decode()
    assert 'value="Keep me"' in answer.content.decode()
    again = client.post("/map/links?plan=NS", {"cause": "P1", "effect": "C1"})
    assert again.status_code == 422


def test_the_map_is_walked_and_drawn_by_keyboard_alone(office_map):
    page = office_map
    box(page, "Keep skilled people").locator("a").focus()
    page.keyboard.press("ArrowUp")
    first = focused(page)
    page.keyboard.press("ArrowRight" if first == shown_order(page, 1)[0] else "ArrowLeft")
    assert {first, focused(page)} == {"P1", "P2"}

    box(page, "Publish figures").locator("a").focus()
    page.keyboard.press("l")
    page.locator("#live", has_text="choose what it drives").wait_for(state="attached")
    page.keyboard.press("ArrowUp")
    target = focused(page)
    page.keyboard.press("Enter")
    wait_for(page, f"P2 now drives {target}.")
    assert ("P2", target) in links()
    assert focused(page) == "P2", "the focus stays where the hand was"

    page.keyboard.press("Delete")
    page.keyboard.press("Delete")
    wait_for(page, f"P2 no longer drives {target}.")
    assert ("P2", target) not in links()

    with page.expect_navigation():
        page.locator("#toasts .toast").last.get_by_role("button", name="Undo").click()
    assert ("P2", target) in links()


def test_escape_gives_a_link_up(office_map):
    page = office_map
    before = links()
    box(page, "Publish figures").locator("a").focus()
    page.keyboard.press("l")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")

    assert focused(page) == "P2"
    assert page.locator(".is-source, .is-target").count() == 0
    assert links() == before


def test_a_box_is_moved_by_keyboard_and_stays_there(office_map):
    page = office_map
    first, second = shown_order(page, 1)
    page.locator(f".map-box[data-code='{first}'] a").focus()
    page.keyboard.press("Shift+ArrowRight")
    wait_for(page, "The box was moved.")
    assert shown_order(page, 1) == [second, first]
    assert focused(page) == first

    page.reload()
    assert shown_order(page, 1) == [second, first]
    page.get_by_role("button", name="Let the map order itself").click()
    wait_for(page, "The map is ordered so that few links cross.")
    assert shown_order(page, 1) == [first, second]


def test_a_box_is_dragged_sideways_and_undone(office_map):
    page = office_map
    first, second = shown_order(page, 1)
    start = page.locator(f".map-box[data-code='{first}']").bounding_box()
    goal = page.locator(f".map-box[data-code='{second}']").bounding_box()
    page.mouse.move(start["x"] + 40, start["y"] + 30)
    page.mouse.down()
    page.mouse.move(goal["x"] + goal["width"] - 10, start["y"] + 30, steps=8)
    page.mouse.up()
    wait_for(page, "The box was moved.")
    assert shown_order(page, 1) == [second, first]
    assert page.url.endswith("/map"), "a drag is not a click"

    with page.expect_navigation():
        page.locator("#toasts .toast").last.get_by_role("button", name="Undo").click()
    assert shown_order(page, 1) == [first, second]


def test_a_link_is_drawn_from_the_dot_to_its_effect(office_map):
    page = office_map
    source = box(page, "Publish figures")
    source.hover()
    dot = source.locator(".map-dot").bounding_box()
    goal = box(page, "Earn the trust").bounding_box()
    page.mouse.move(dot["x"] + 8, dot["y"] + 8)
    page.mouse.down()
    page.mouse.move(goal["x"] + 60, goal["y"] + 50, steps=8)
    page.mouse.up()

    wait_for(page, "P2 now drives C2.")
    assert ("P2", "C2") in links()


def test_drawing_the_same_link_twice_is_refused_and_the_map_stays(office_map):
    page = office_map
    box(page, "Decide every application").locator("a").focus()
    page.keyboard.press("l")
    box(page, "Answer citizens").locator("a").focus()
    page.keyboard.press("Enter")

    page.locator("#toasts .toast.error").wait_for()
    assert page.locator(".map-box").count() == 5
    assert len(links()) == 3


def test_hover_lights_the_path_and_a_click_opens_the_objective(office_map):
    page = office_map
    box(page, "Decide every application").hover()
    page.locator(".map-stage.has-lit").wait_for()
    lit = page.locator(".map-box.lit").evaluate_all("all => all.map(one => one.dataset.code).sort()")
    assert lit == ["C1", "L1", "P1"]

    box(page, "Decide every application").locator("a").click()
    page.wait_for_url("**/objectives/P1*")


def test_an_empty_map_says_what_belongs_there(client, olga, office):
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    assert "No plan yet" in client.get("/map").content.decode()
    services.create_plan(office, code="EMPTY", name="Empty")
    text = client.get("/map").content.decode()
    assert "Nothing stands on the map yet" in text
    assert reverse("plan_edit") in text
