"""A plan too large for one page: Olga unfolds it branch by branch, follows long levels, and goes straight to a thing."""

import re

import pytest

from hoshin.measures.models import Measure
from hoshin.org.models import Organisation
from hoshin.strategy import services
from hoshin.strategy.models import Contribution, Objective

pytestmark = pytest.mark.django_db

MANY = 130


@pytest.fixture
def plan(office, november):
    """A perspective with 130 objectives; the first has 130 below it, the first of those two measures."""
    Organisation.objects.create(name="Northern Services")
    plan = services.create_plan(office, code="BIG", name="Big plan")
    side = services.add_perspective(office, plan=plan, code="FIN", name="Financial")
    tops = Objective.objects.bulk_create(
        Objective(plan=plan, perspective=side, code=f"G{n}", name=f"Goal {n}", position=n) for n in range(MANY)
    )
    unders = Objective.objects.bulk_create(
        Objective(plan=plan, perspective=side, code=f"U{n}", name=f"Under {n}", position=MANY + n) for n in range(MANY)
    )
    Contribution.objects.bulk_create(
        Contribution(parent=tops[0], objective=row, position=n) for n, row in enumerate(unders)
    )
    measures = Measure.objects.bulk_create(Measure(code=f"M{n}", name=f"Reading {n}") for n in range(100))
    Contribution.objects.bulk_create(
        Contribution(parent=unders[0], measure=row, position=n) for n, row in enumerate(measures)
    )
    return plan


@pytest.fixture
def browser(plan, client, olga):
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    return client


@pytest.fixture
def outline(plan, signed_in, olga):
    page = signed_in(olga)
    page.goto("/plan")
    return page


def codes(answer):
    """Names of the lines of a page, in order."""
    return re.findall(r'data-name="([^"]+)"', answer.content.decode())


def wait_for(page, text):
    page.locator("#toasts").get_by_text(text).first.wait_for()


def test_a_large_plan_begins_folded_and_opens_without_script(browser, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        first = browser.get("/plan")
    assert codes(first) == ["Financial", *(f"Goal {n}" for n in range(100))]
    assert "130 below" in first.content.decode()

    with django_assert_max_num_queries(15):
        opened = browser.get("/plan?plan=BIG&open=g0&open=U0")
    names = codes(opened)
    assert names[1:5] == ["Goal 0", "Under 0", "Reading 0", "Reading 1"]
    assert "Under 99" in names
    assert "Under 100" not in names

    later = codes(browser.get(f"/plan?plan=BIG&open=G0&part=objective-{Objective.objects.get(code='G0').pk}:100-200"))
    assert later[1:3] == ["Goal 0", "Under 100"]


def test_an_address_that_says_nonsense_is_the_plan(browser):
    for query in ("open=NOPE", "part=x:1", "part=objective-1:900-1", "part=perspective-0:5-9999999", "closed=G0"):
        assert browser.get(f"/plan?plan=BIG&{query}").status_code == 200, query
    assert browser.get("/plan/branch/measure/1?plan=BIG").status_code == 404
    assert browser.get("/plan/branch/objective/999999?plan=BIG").status_code == 404


def test_the_order_of_one_page_leaves_the_others(browser):
    parent = Objective.objects.get(code="G0")
    ids = list(parent.contributions.order_by("position").values_list("id", flat=True))
    page = ids[:100]
    page[0], page[1] = page[1], page[0]
    assert browser.post(f"/plan/order/objective/{parent.pk}", {"order": ",".join(map(str, page))}).status_code == 204
    assert list(parent.contributions.order_by("position").values_list("id", flat=True)) == page + ids[100:]


def test_a_search_goes_straight_to_a_thing(browser):
    answer = browser.get("/plan?plan=BIG&q=Reading+7")
    assert answer.status_code == 302
    assert "open=G0&open=U0" in answer["Location"]
    place = Contribution.objects.get(measure__code="M7").pk
    assert answer["Location"].endswith(f"#measure-contribution-{place}")
    assert f'id="measure-contribution-{place}"' in browser.get(answer["Location"]).content.decode()

    far = browser.get("/plan?plan=BIG&q=U125")
    place = Contribution.objects.get(objective__code="U125").pk
    assert f'id="objective-contribution-{place}"' in browser.get(far["Location"]).content.decode()

    assert "Which one?" in browser.get("/plan?plan=BIG&q=Goal").content.decode()
    assert "Nothing in this plan is called" in browser.get("/plan?plan=BIG&q=zzz").content.decode()


def test_branches_fetched_are_edited_like_all_others_and_stay_open(outline):
    page = outline
    twist = page.get_by_role("button", name="What counts for Goal 0", exact=True)
    twist.click()
    page.get_by_label("Name of U0", exact=True).wait_for()
    assert twist.get_attribute("aria-expanded") == "true"
    assert "open=G0" in page.url

    weight = page.get_by_label("Weight of Under 0", exact=True)
    share = weight.locator("xpath=../output")
    weight.fill("131")
    assert share.inner_text() == "50\u00a0%", "lines that are not here weigh too"
    page.keyboard.press("Tab")
    wait_for(page, "it now counts 50")

    page.get_by_label("Add under Under 1", exact=True).click()
    page.locator(".menu[open]").get_by_label("New measure").fill("Calls answered")
    page.keyboard.press("Enter")
    wait_for(page, "Added Calls answered as U1.1.")
    assert page.get_by_label("Name of U1.1").is_visible()

    name = page.get_by_label("Name of U1.1")
    name.fill("Calls answered at once")
    page.keyboard.press("Enter")
    wait_for(page, "Renamed to")
    with page.expect_navigation():
        page.locator("#toasts .toast").last.get_by_role("button", name="Undo").click()
    assert page.get_by_label("Name of U1.1").input_value() == "Calls answered"

    twist.click()
    page.get_by_label("Name of U0", exact=True).wait_for(state="hidden")
    assert "open=G0" not in page.url


def test_long_levels_are_followed_and_what_is_added_is_shown(outline, violations):
    page = outline
    assert page.get_by_label("Name of G100").count() == 0
    page.get_by_role("link", name="More").click()
    page.get_by_label("Name of G129").wait_for()
    assert page.locator(".plan-around:visible").count() == 0
    assert "part=perspective-" in page.url
    page.reload()
    assert page.get_by_label("Name of G129").is_visible()
    assert violations(page) == []

    page.get_by_label("Add an objective to Financial").fill("The very last")
    page.keyboard.press("Enter")
    wait_for(page, "Added The very last as FIN-1.")
    assert page.get_by_label("Name of FIN-1").is_visible()
