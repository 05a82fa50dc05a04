"""Objectives, measures and the plan itself in detail: found by typing, checked as one goes, closed period by period."""

from datetime import UTC, datetime

import pytest
from django.forms import DecimalField, IntegerField
from tests.web.test_widgets import forms

from hoshin.accounts.access import Actor
from hoshin.accounts.services import change_profile
from hoshin.base import clock
from hoshin.base.formats import using
from hoshin.measures.models import Measure
from hoshin.measures.services import define_measure, record_actual
from hoshin.org.models import Person
from hoshin.scorecards.models import ClosedPeriod, Edge, Score
from hoshin.strategy import services
from hoshin.strategy.models import Contribution, Objective, Plan, Theme
from hoshin.web.plans import serves
from hoshin.web.plans.forms import PartForm

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(northern_world, november):
    return Plan.objects.get(code="NS")


@pytest.fixture
def browser(plan, client, olga):
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    return client


def objective(code):
    return Objective.objects.get(code=code)


def sent(form, **changes):
    """What a browser would send of a form, with changes."""
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in (values | changes).items() if value not in (None, False)}


def details(browser, kind, pk, **changes):
    address = f"/plan/details/{kind}/{pk}"
    form = browser.get(address).context["form"]
    return browser.post(address, sent(form, **changes))


def test_numbers_are_read_and_shown_back_as_whoever_types_writes_them(plan, browser, olga):
    """With a comma before decimals: 0,5 is a half, 1.250 are thousands, 0.5 can only be a half; never 5."""
    change_profile(Actor.of(olga, "web"), formats="en_DE")
    one, measure = objective("C1"), Measure.objects.get(code="days")
    assert details(browser, "objective", one.pk, weight="0,5").status_code == 302
    assert details(browser, "measure", measure.pk, natural_limit="1.250,5", decimals="1").status_code == 302
    settings = f"/plan/{plan.pk}/settings"
    typed = {"min_coverage": "75 %", "red_below": "40,5", "green_from": "70.5", "close_lag_days": "12"}
    answer = browser.post(settings, sent(browser.get(settings).context["form"], **typed, effective="beginning"))
    if answer.status_code == 422:
        looked_at = answer.context["looked_at"]
        again = sent(answer.context["form"], **typed, effective="beginning", looked_at=looked_at)
        assert browser.post(settings, again).status_code == 302
    for row in (one, measure, plan):
        row.refresh_from_db()
    assert (one.weight, measure.natural_limit, measure.decimals) == (0.5, 1250.5, 1)
    assert (plan.min_coverage, plan.red_below, plan.green_from, plan.close_lag_days) == (0.75, 40.5, 70.5, 12)
    shown = browser.get(f"/plan/details/objective/{one.pk}").content.decode()
    assert 'value="0,5"' in shown
    assert 'value="40,5"' in browser.get(settings).content.decode()
    weigh = f"/plan/weight/objective/{one.pk}"
    assert browser.post(weigh, {"weight": "1.250"}, headers={"HX-Request": "true"}).status_code == 204
    assert objective("C1").weight == 1250
    page = browser.get("/plan?plan=NS").content.decode()
    assert ('value="1250"' in page, 'data-decimal=","' in page) == (True, True)
    for wrong in ("1.25.0", "a half", "-1", ""):
        assert browser.post(weigh, {"weight": wrong}, headers={"HX-Request": "true"}).status_code == 422, wrong
    for field, wrong in (("kth", "1,5"), ("kth", "0"), ("weight", "-0,5")):
        assert details(browser, "objective", one.pk, **{field: wrong}).status_code == 422, (field, wrong)
    rows = serves.typed({"serves-0": "P1", "serves_weight-0": "0,25"})
    with using("en_DE"):
        assert serves.wanted(Actor.of(olga, "web"), one, rows)[objective("P1").pk][1] == 0.25


def test_a_roll_up_said_again_from_an_earlier_period_is_dated_back(plan, browser):
    one = objective("C1")
    assert details(browser, "objective", one.pk, aggregator="min").status_code == 302
    spans = Edge.objects.filter(parent__objective=one).values_list("aggregator", "valid_from", "valid_to")
    assert {str(begin) for _way, begin, end in spans.all() if end is None} == {"2026-11-01"}
    # Nothing was scored before: there is nothing to be shown first, and nothing of before to be kept.
    assert details(browser, "objective", one.pk, effective="2026-09").status_code == 302
    assert set(spans.all()) == {(1, None, None)}


def test_no_form_reads_a_number_in_another_way():
    """Forms of rows turn the fields of their columns into the one that reads numbers as people write them."""
    others = [
        f"{form.__qualname__}.{name}"
        for form in forms()
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, IntegerField | DecimalField) and not field.widget.is_hidden
        if not issubclass(form, PartForm)
    ]
    assert others == []


def test_an_owner_is_found_by_typing_and_the_dialog_says_what_is_wrong_as_one_goes(plan, signed_in, olga):
    Person.objects.create(employee_id="E2", name="Noah Winter", title="Registrar")
    page = signed_in(olga)
    page.goto("/plan")
    page.get_by_label("Details of Answer citizens within a day").click()
    dialog = page.get_by_role("dialog")

    dialog.get_by_text("Advanced").wait_for()
    assert dialog.locator(".field:visible").count() == 6, "six fields first, the rest behind Advanced"
    dialog.get_by_text("Advanced").click()
    dialog.get_by_label("Code", exact=True).fill("p1")
    page.keyboard.press("Tab")
    dialog.get_by_text("p1 is taken by “Decide every application on time”.").wait_for()
    dialog.get_by_label("Code", exact=True).fill("C9")
    page.keyboard.press("Tab")
    dialog.get_by_text("is taken by").wait_for(state="detached")

    owner = dialog.get_by_label("Owner")
    owner.fill("")
    owner.press_sequentially("noah")
    page.locator("#found-owner option[value='Noah Winter · E2']").wait_for(state="attached")
    owner.fill("Noah Winter · E2")
    dialog.get_by_role("button", name="Save").click()
    page.locator("#toasts").get_by_text("Answer citizens within a day is saved.").wait_for()
    assert objective("C9").owner.employee_id == "E2"


def test_the_same_form_is_a_page_of_its_own_that_leads_back(plan, signed_in, olga):
    page = signed_in(olga)
    page.goto(f"/plan/details/objective/{objective('C1').pk}")
    page.get_by_label("Name", exact=True).fill("Answer by noon")
    page.get_by_role("button", name="Save").click()

    page.wait_for_url("**/plan?plan=NS")
    page.locator("#toasts").get_by_text("Answer by noon is saved.").wait_for()
    assert objective("C1").name == "Answer by noon"


def test_nobody_of_that_name_is_an_error_that_keeps_what_was_typed(browser, plan):
    answer = details(browser, "objective", objective("C1").pk, owner="Nobody At All", name="Typed")

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Choose one of the list." in text
    assert 'value="Typed"' in text
    assert 'value="Nobody At All"' in text


def test_what_it_serves_is_set_with_weights_and_a_circle_is_named(browser, plan):
    below, above = objective("P1"), objective("C1")
    fields = {"serves-0": "C1 · Answer citizens within a day", "serves_weight-0": "2", "serves-1": ""}
    assert details(browser, "objective", below.pk, **fields).status_code == 302
    assert Contribution.objects.get(parent=above, objective=below).weight == 2

    answer = details(browser, "objective", above.pk, **{"serves-0": "P1"})
    assert answer.status_code == 422
    assert "That is a circle: C1 serves P1 serves C1." in answer.content.decode()
    checked = browser.post(f"/plan/check/objective/{above.pk}/serves", {"serves-0": "P1"})
    assert "That is a circle" in checked.content.decode()

    assert details(browser, "objective", below.pk, **{"serves-0": ""}).status_code == 302
    assert not Contribution.objects.filter(objective=below).exists()


def test_a_formula_with_a_misspelt_code_says_which_was_meant(browser):
    measure = Measure.objects.create(code="ratio", name="Ratio")
    data = {"code": "ratio", "name": "Ratio", "formula": "dayz / wait"}
    answer = browser.post(f"/plan/check/measure/{measure.pk}/formula", data)

    assert "days" in answer.content.decode().split('class="errors"')[1]
    assert details(browser, "measure", measure.pk, formula="days / wait").status_code == 302
    measure.refresh_from_db()
    assert measure.formula == "days / wait"


def test_a_change_from_the_beginning_says_first_which_scores_it_rewrites(browser, plan, office):
    measure = Measure.objects.get(code="days")
    for period, value in (("2026-09", 40), ("2026-10", 60)):
        record_actual(office, measure=measure, period=period, value=value)
    score = Score.objects.filter(node__measure=measure, period="2026-09-01").values_list("score", flat=True)
    assert details(browser, "measure", measure.pk, method="percent_of_target").status_code == 302
    assert score.get() == 40.0, "what holds from now on leaves the past alone"

    answer = details(browser, "measure", measure.pk, method="unscored", effective="beginning")
    page = answer.content.decode()
    assert "September 2026: " in page
    assert "Save again" in page
    assert "Days to decide, October 2026: 60 → –" in page
    measure.refresh_from_db()
    assert (measure.method, score.get()) == ("percent_of_target", 40.0)

    seen = answer.context["looked_at"]
    assert (
        details(browser, "measure", measure.pk, method="unscored", effective="beginning", looked_at=seen).status_code
        == 302
    )
    assert score.get() is None


def test_a_measure_is_described_in_full(browser):
    measure = Measure.objects.get(code="days")
    answer = details(
        browser, "measure", measure.pk, direction="lower", unit_of_measure="days", decimals="1", supplier="Maya Dorn",
        window="rolling", window_length="", is_key="on",
    )  # fmt: skip
    assert "rolls over periods, but not how many" in answer.content.decode()

    answer = details(
        browser, "measure", measure.pk, direction="lower", unit_of_measure="days", decimals="1", supplier="Maya Dorn",
        window="rolling", window_length="12", is_key="on",
    )  # fmt: skip
    assert answer.status_code == 302
    measure.refresh_from_db()
    assert (measure.direction, measure.supplier.employee_id, measure.window_length) == ("lower", "E1", 12)
    assert measure.is_key


def test_two_people_in_the_same_details_see_both_versions(browser, office):
    address = f"/plan/details/objective/{objective('C1').pk}"
    form = browser.get(address).context["form"]
    services.change_objective(office, objective=objective("C1"), description="Theirs", name="Their name")
    answer = browser.post(address, sent(form, description="Mine", owner="Maya Dorn · E1", unit=""))

    text = answer.content.decode()
    assert answer.status_code == 409
    for shown in ("Theirs", "Mine", "Their name", "Answer citizens within a day"):
        assert shown in text
    assert "Maya Dorn" not in text.split("<table")[1].split("</table>")[0], "what is alike is not shown"
    hidden = answer.context["hidden"]
    assert browser.post(address, hidden).status_code == 302
    assert objective("C1").description == "Mine"


def test_settings_of_the_plan_are_kept_or_mended(browser, plan):
    address = f"/plan/{plan.pk}/settings"
    form = browser.get(address).context["form"]
    answer = browser.post(address, sent(form, red_below="80"))
    assert "The cut points must satisfy" in answer.content.decode()

    assert browser.post(address, sent(form, red_below="30", values="Care\nDare")).status_code == 302
    plan.refresh_from_db()
    assert (plan.red_below, plan.values) == (30.0, ["Care", "Dare"])


def test_themes_are_added_renamed_and_removed(browser, plan):
    browser.post(f"/plan/add/plan/{plan.pk}", {"what": "theme", "name": "No one left behind"})
    theme = Theme.objects.get(code="NOLB")
    assert details(browser, "theme", theme.pk, name="Everyone counts").status_code == 302
    assert details(browser, "objective", objective("C1").pk, theme=str(theme.pk)).status_code == 302
    assert "Answer citizens" in browser.get(f"/plan/remove/theme/{theme.pk}").content.decode()
    browser.post(f"/plan/remove/theme/{theme.pk}")
    assert objective("C1").theme is None


def test_a_period_is_closed_and_reopened_for_a_reason(browser, plan):
    with clock.fixed(datetime(2026, 11, 30, 12, tzinfo=UTC)):
        answer = browser.post(f"/plan/{plan.pk}/periods/2026-10/close", follow=True)
        assert "October 2026 is closed." in answer.content.decode()
        assert ClosedPeriod.objects.filter(plan=plan).count() == 1

        assert browser.post(f"/plan/{plan.pk}/periods/2026-10/reopen", {"reason": " "}).status_code == 422
        answer = browser.post(f"/plan/{plan.pk}/periods/2026-10/reopen", {"reason": "A late value"}, follow=True)
        assert "October 2026 is open again." in answer.content.decode()
    assert not ClosedPeriod.objects.exists()


def test_other_cut_points_say_first_which_scores_they_rewrite(browser, plan, office):
    for period, value in (("2026-09", 60), ("2026-10", 60)):
        record_actual(office, measure=Measure.objects.get(code="days"), period=period, value=value)
    address = f"/plan/{plan.pk}/settings"
    status = Score.objects.filter(node__measure__code="days", period="2026-09-01").values_list("status", flat=True)

    def save(**changes):
        return browser.post(address, sent(browser.get(address).context["form"], **changes))

    assert save(green_from="75").status_code == 302
    assert status.get() == 2, "what holds from now on leaves the past alone"
    answer = save(green_from="55", effective="beginning")
    assert "Days to decide, September 2026: At risk → On track" in answer.content.decode()
    assert status.get() == 2, "nothing is saved yet"
    seen = answer.context["looked_at"]
    assert save(green_from="55", effective="beginning", looked_at=seen).status_code == 302
    assert status.get() == 3


def test_a_link_that_no_scored_period_sees_says_from_when_it_counts(browser, office):
    plan = services.create_plan(office, code="Y", name="Yearly", frequency="annual")
    perspective = services.add_perspective(office, plan=plan, code="YF", name="Financial")
    parent = services.add_objective(office, plan=plan, code="YO", name="Objective", perspective=perspective)
    measures = [define_measure(office, code=code, name=code, frequency="annual") for code in ("Y1", "Y2", "Y3")]
    services.set_contribution(office, parent=parent, child=measures[0])
    for year in ("2022", "2023"):
        record_actual(office, measure=measures[0], period=year, value=5)
    address, sent = f"/plan/add/objective/{parent.pk}", {"what": "existing"}
    there = {"HX-Request": "true", "HX-Current-URL": "http://testserver/plan"}
    answer = browser.post(address, sent | {"name": "Y2"}, headers=there)
    assert "It counts from 2026 on, and scores end with 2023: none moved." in answer["HX-Trigger"]
    answer = browser.post(address, sent | {"name": "Y3", "effective": "2022"}, headers=there)
    assert "none moved" not in answer["HX-Trigger"]
    assert Edge.objects.get(child__measure=measures[2]).valid_from is None, "there is no score before 2022"
