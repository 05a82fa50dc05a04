"""Nobody is kept out of any page, light and dark, at a desk and on a phone: one table of addresses.

A new page gets a line here, or `LOOKS = {address: who looks}` in the `tests/<slice>/addresses.py` of its slice. Names in
braces stand for numbers of rows: see `numbers`.
"""

import re

import pytest
from playwright.sync_api import expect
from tests.slices import said_by_slices

from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token, make_password_link
from hoshin.audit.models import Change
from hoshin.commentary.models import Commentary
from hoshin.measures.models import Measure
from hoshin.measures.services import change_measure
from hoshin.meetings.models import OneOnOne
from hoshin.org.models import Person, Unit
from hoshin.org.services import change_unit
from hoshin.scorecards.models import Node, Score
from hoshin.signals.models import WatchRule
from hoshin.strategy.models import CausalLink, Objective, Perspective, Plan

pytestmark = pytest.mark.django_db

LOOKS = (
    # who looks, at what
    ("", "/sign-in"),
    ("ada", "/profile"),
    ("ada", "/roles"),
    ("ada", "/users"),
    ("ada", "/users/new"),
    ("ada", "/users/{vera}"),
    ("ada", "/first-steps"),
    ("ada", "/settings"),
    ("ada", "/audit"),
    ("olga", "/?plan=E"),
    ("olga", "/?plan=E&open=all&beside=2026-08"),
    ("olga", "/objectives?plan=E"),
    ("olga", "/objectives/OC"),
    ("olga", "/measures?plan=E"),
    ("olga", "/measures/k3"),
    ("olga", "/measures/k5?unit=N"),
    ("olga", "/measures/k3/targets"),
    ("olga", "/measures/k5/targets"),
    ("olga", "/measures/k3/values/2026-10"),
    ("olga", "/why/{k5}"),
    ("olga", "/why/{k5}/units"),
    ("olga", "/find?q=k"),
    ("olga", "/map?plan=NS"),
    ("olga", "/plan?plan=NS"),
    ("olga", "/plan/new"),
    ("olga", "/plan/details/objective/{C1}"),
    ("olga", "/plan/details/measure/{days}"),
    ("olga", "/plan/remove/objective/{P1}"),
    ("olga", "/plan/{NS}/settings"),
    ("olga", "/plan/{NS}/periods"),
    ("olga", "/organisation"),
    ("olga", "/organisation?q=o"),
    ("olga", "/organisation?q=zzz"),
    ("olga", "/organisation/units/NORTH"),
    ("olga", "/organisation/people/7"),
    ("olga", "/organisation/new-unit"),
    ("olga", "/organisation/new-person"),
    ("olga", "/organisation/unit/{NORTH}/edit"),
    ("olga", "/organisation/unit/{NORTH}/remove"),
    ("olga", "/organisation/person/{7}/remove"),
    ("olga", "/exchange"),
    ("vera", "/exchange"),
    ("olga", "/templates"),
    ("vera", "/style"),
    ("ada", "/users/sight"),
    ("ada", "/jobs"),
    ("olga", "/audit/{change}"),
    ("vera", "/style/dialog"),
    ("vera", "/style/why"),
    ("olga", "/objectives/OC/history"),
    ("olga", "/measures/k3/history"),
    ("olga", "/measures/k3/values/2026-10/history"),
    ("olga", "/measures/across-units"),
    ("olga", "/why/{k5}/override"),
    ("olga", "/organisation/person/{7}/edit"),
    *((who, address) for address, who in said_by_slices("LOOKS").items()),
)
# Files to take home, and fragments that stand in pages which are looked at.
NO_PAGES = {
    "scorecard_csv",
    "scorecard_units",
    "measure_chart",
    "measure_record",
    "plan_choices",
    "template_file",
    "said",
    "commentary_asked",
    "attachment",
    "send_back",
}


@pytest.fixture
def numbers(house, vera):
    """Numbers of rows by the names that stand for them."""
    return {
        "vera": vera.pk,
        "change": Change.objects.latest("id").pk,
        "k5": Node.objects.get(measure__code="k5", unit=None).pk,
        "days": Measure.objects.get(code="days").pk,
        "C1": Objective.objects.get(code="C1").pk,
        "P1": Objective.objects.get(code="P1").pk,
        "NS": Plan.objects.get(code="NS").pk,
        "NORTH": Unit.objects.get(code="NORTH").pk,
        "said": Commentary.objects.get().pk,
        "7": Person.objects.get(employee_id="7").pk,
        "one": OneOnOne.objects.get().pk,
        "link": CausalLink.objects.get(cause__code="P1").pk,
    }


@pytest.mark.parametrize(("who", "address"), LOOKS)
def test_nobody_is_kept_out(page, signed_in, request, numbers, sound, who, address):
    if who:
        signed_in(request.getfixturevalue(who))
    place = re.sub(r"\{(\w+)\}", lambda name: str(numbers[name[1]]), address)
    assert page.goto(place).status == 200
    assert page.evaluate("location.pathname + location.search") == place, "it is that page, and no other one"
    for folded in page.locator("main details:not([open], .menu) > summary").all()[:1]:
        folded.click()
    reader = page.get_by_role("slider", name="Read the chart period by period")
    if reader.count():
        for folded in page.locator(".plotted details:not([open]) > summary").all():
            folded.click()
        reader.focus()
        page.keyboard.press("ArrowLeft")
    sound(page, address)


def test_nobody_is_kept_out_of_an_empty_installation(page, db, sound):
    page.goto("/first-run")
    page.get_by_role("heading", level=1).wait_for()
    sound(page)


def test_nobody_is_kept_out_of_the_link_that_lets_one_in(page, ada, vera, sound):
    page.goto("/password/{}/{}".format(*make_password_link(Actor.of(ada, "web"), user=vera)))
    page.get_by_label("New password").wait_for()
    sound(page)


def test_what_opens_over_a_page_stands_in_nobodys_way(signed_in, olga, house, sound):
    page = signed_in(olga)
    page.goto("/?plan=E&open=all")
    page.locator("[data-row] [data-open]").nth(1).focus()
    page.keyboard.press("w")
    page.locator("#panel h2").wait_for()
    sound(page, "panel")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("median")
    page.locator("#palette [role=option]", has_text="Median time").wait_for()
    sound(page, "palette")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.locator("#keys[open]").wait_for()
    sound(page, "keys")


STICKING_OUT = """[...document.querySelectorAll(".sheet > table")].some(table =>
    table.getBoundingClientRect().right > table.parentElement.getBoundingClientRect().right + 0.5)"""


def test_long_words_fit_at_every_width(signed_in, olga, house):
    """The five words of progress are longer than the three of the other scale; tables drop columns between two widths."""
    Score.objects.filter(status__in=(1, 2, 3)).update(status=14)
    Measure.objects.update(unit_of_measure="applications")
    why = Node.objects.get(plan__code="E", kind="plan").pk
    page = signed_in(olga)
    for address in ("/?plan=E&open=all", "/objectives?plan=E", "/measures?plan=E", f"/why/{why}"):
        page.goto(address)
        expect(page.get_by_text("Substantial progress").first).to_be_visible()
        for width in (320, 390, *range(560, 1300, 20)):
            page.set_viewport_size({"width": width, "height": 700})
            reach = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert reach <= 0, f"{address} is {reach} pixels too wide at {width}"
            assert not page.evaluate(STICKING_OUT), f"a table of {address} sticks out of its sheet at {width}"


def test_the_style_page_fits_the_narrowest_screen(signed_in, vera, sound):
    page = signed_in(vera)
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto("/style")
    assert page.get_by_role("heading", level=1).inner_text().startswith("A calm instrument")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


LONG = "Unbroken" * 16


@pytest.fixture
def house(house_world, ada, november):
    """All worlds in one, an installation in which something happened, and names that nothing can break."""
    actor = Actor.of(ada, "web")
    create_token(actor, name="Nightly load")
    change_unit(actor, unit=Unit.objects.get(code="NOR"), name="North and beyond")
    change_unit(actor, unit=Unit.objects.get(code="N-1"), name=LONG)
    for kind, code in ((Measure, "k4"), (Measure, "days"), (Objective, "OP"), (Objective, "L1"), (Perspective, "C")):
        kind.objects.filter(code=code).update(name=f"{LONG} {code}")
    Person.objects.filter(employee_id="8").update(name=LONG)
    k4 = Measure.objects.get(code="k4")
    nina = Person.objects.get(user__email="nina@hoshin.test")
    WatchRule.objects.create(name=f"Rule {LONG}", line=3, measure=k4, owner=nina, tells=nina, periods=2)
    change_measure(actor, measure=k4, unit_of_measure=f"{LONG[:60]} in each", owner=Person.objects.get(employee_id="8"))
