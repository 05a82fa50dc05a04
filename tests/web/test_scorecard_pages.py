"""A reader opens the scorecard: it says how things stand, keeps its filters in the address, and never grows dear."""

import csv
import io
import re
from datetime import date

import pytest
from django.urls import reverse
from tests.web.markup import squeezed
from tests.worlds import OCTOBER

from hoshin.audit.services import act
from hoshin.measures.models import Measure, Target
from hoshin.measures.services import define_measure, record_actual
from hoshin.org.models import Person, Unit
from hoshin.strategy.models import Contribution, Objective, Perspective, Plan
from hoshin.strategy.services import add_objective, remove_objective, set_contribution

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
MOST_QUERIES = 15


@pytest.fixture
def as_vera(client, vera):
    client.force_login(vera, backend="hoshin.notices.signed_in.WithUnread")
    return client


def grow(actor, plan, count, first=0):
    """Give the plan's first perspective many more objectives, each with a measure and a value."""
    from hoshin.base import events
    from hoshin.strategy.events import StructureChanged

    perspective = Perspective.objects.filter(plan=plan).first()
    with act(actor, "grow"):
        for number in range(first, count):
            measure = Measure.objects.create(code=f"x{number}", name=f"Extra measure {number}")
            Target.objects.create(measure=measure, baseline=0, target=100)
            objective = Objective.objects.create(
                plan=plan, code=f"X{number}", name=f"Extra {number}", perspective=perspective
            )
            Contribution.objects.create(parent=objective, measure=measure)
            record_actual(actor, measure=measure, period=OCTOBER, value=number)
        events.publish(StructureChanged(plan.pk))


def test_it_says_how_things_stand_and_who_is_late(as_vera, enterprise, system):
    anna = Person.objects.create(employee_id="7", name="Anna Late")
    Measure.objects.filter(code="k5").update(supplier=anna)
    html = as_vera.get("/").content.decode()
    assert "<b>73</b>" in html
    assert "One objective is at risk and one value is late." in html
    assert "Anna Late supplies it." in html


def test_the_panel_takes_no_room_before_somebody_asks_why(as_vera, enterprise):
    """It is hidden while it is :empty, and one blank inside would make it stand there."""
    page = as_vera.get("/").content.decode()

    assert re.search(r'<aside id="panel"[^>]*></aside>', page)


def test_filters_order_and_folds_stand_in_the_address(as_vera, enterprise):
    shown = as_vera.get("/", {"q": "k3"}).content.decode()
    assert 'href="/measures/k3' in shown
    assert 'href="/measures/k1' not in shown
    assert ">C</span>" in shown, "what stands above a match stays, to say where it belongs"
    late = squeezed(as_vera.get("/", {"status": "late"}, headers=HTMX).content)
    assert 'href="/measures/k5' in late
    assert 'href="/measures/k3' not in late
    nothing = as_vera.get("/", {"q": "no such thing"}).content.decode()
    assert "Nothing here matches" in nothing
    worst = as_vera.get("/", {"sort": "score", "open": "all"}).content.decode()
    assert worst.index("/measures/k2?") < worst.index("/measures/k1?")


def test_a_fold_hides_what_lies_below_and_the_link_says_so(as_vera, enterprise):
    rows = as_vera.get("/?open=all").context["rows"]
    objective = next(row for row in rows if row.line.code == "OC")
    folded = as_vera.get("/" + objective.toggle)
    codes = [row.line.code for row in folded.context["rows"]]
    assert "OC" in codes
    assert "k3" not in codes
    again = next(row for row in folded.context["rows"] if row.line.code == "OC")
    assert "k3" in [row.line.code for row in as_vera.get("/" + again.toggle).context["rows"]]


def test_what_serves_an_objective_below_opens_too_and_changes_no_count(as_vera, enterprise, system):
    below = add_objective(system, plan=enterprise, code="OD", name="Answer letters", perspective=None)
    deep = define_measure(system, code="k9", name="Letters answered")
    since = date(2026, 1, 1)
    set_contribution(system, parent=Objective.objects.get(code="OC"), child=below, effective_on=since)
    set_contribution(system, parent=below, child=deep, effective_on=since)
    rows = as_vera.get("/").context["rows"]
    for code in ("C", "OC", "OD"):
        row = next(row for row in rows if row.line.code == code)
        assert (row.is_open, row.children) == (False, [])
        opened = as_vera.get("/" + row.toggle)
        rows = opened.context["rows"]
    assert "k9" in [row.line.code for row in rows]
    shut = next(row for row in opened.context["rows"] if row.line.code == "OD")
    assert "k9" not in [row.line.code for row in as_vera.get("/" + shut.toggle).context["rows"]]


def test_a_fragment_for_htmx_and_a_page_for_everyone_else(as_vera, enterprise):
    assert as_vera.get("/").content.startswith(b"<!DOCTYPE html>")
    fragment = as_vera.get("/", headers={"HX-Request": "true"}).content.decode().strip()
    assert fragment.startswith('<section class="sheet" id="card"')


def test_an_empty_installation_teaches(as_vera):
    assert "What do you want to achieve" in as_vera.get("/").content.decode()


def test_a_plan_without_values_says_what_is_missing(as_vera):
    Plan.objects.create(code="N", name="New plan")
    assert "Nothing is measured yet" in as_vera.get("/").content.decode()


def test_the_sheet_carries_no_live_formula(as_vera, enterprise, system):
    Measure.objects.filter(code="k1").update(name="=HYPERLINK(0)")
    answer = as_vera.get(reverse("scorecard_csv"))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert next(row for row in rows if row["code"] == "k1")["name"] == "'=HYPERLINK(0)"
    assert float(rows[0]["score"]) == pytest.approx(73.0)
    assert next(row for row in rows if row["code"] == "k5")["score"] == ""


def test_names_are_text_and_never_markup(as_vera, enterprise):
    Measure.objects.filter(code="k1").update(name="<script>alert(1)</script>")
    for address in ("/", "/measures/k1", "/measures", "/objectives/OF", "/find?q=script"):
        assert "<script>alert" not in as_vera.get(address).content.decode(), address


def test_an_unknown_plan_period_or_unit_is_not_here(as_vera, enterprise):
    for query in ("plan=nope", "period=2031-01", "period=soon", "unit=nope"):
        assert as_vera.get(f"/?{query}").status_code == 404, query
    assert as_vera.get("/?sort=evil&status=evil&open=a.b&page=zz").status_code == 200


@pytest.mark.parametrize("address", ["/", "/?q=a&sort=-score", "/objectives", "/measures", "/objectives/OC",
                                     "/measures/k3", "/find?q=k", "/why/{plan}", "/why/{objective}",
                                     "/why/{measure}"])  # fmt: skip
def test_pages_ask_little_and_no_more_when_the_plan_grows(
    client, carl, enterprise, system, address, django_assert_max_num_queries
):  # fmt: skip
    from hoshin.scorecards.models import Node

    Person.objects.create(employee_id="1", name="Carl", user=carl)
    client.force_login(carl, backend="hoshin.notices.signed_in.WithUnread")
    found = {
        kind: Node.objects.filter(kind=kind).order_by("id").first().pk for kind in ("plan", "objective", "measure")
    }
    address = address.format(**found)
    # As among many, somebody is needed by something that is not listed.
    grow(system, enterprise, 4)
    with django_assert_max_num_queries(MOST_QUERIES) as small:
        assert client.get(address).status_code == 200
    grow(system, enterprise, 40, first=4)
    with django_assert_max_num_queries(len(small.captured_queries)):
        assert client.get(address).status_code == 200


def test_a_unit_has_its_own_side(as_vera, enterprise, system, django_assert_max_num_queries):
    unit = Unit.objects.create(code="N", name="North")
    record_actual(system, measure=Measure.objects.get(code="k3"), period=OCTOBER, value=10, unit=unit)
    with django_assert_max_num_queries(MOST_QUERIES):
        html = as_vera.get("/?unit=N").content.decode()
    assert "North" in html
    assert 'href="/measures/k3' in html
    assert "North" in as_vera.get("/scorecard/units?find=nor", headers={"HX-Request": "true"}).content.decode()


def test_an_objective_that_left_the_plan_keeps_its_page_and_its_past(as_vera, enterprise, system):
    remove_objective(system, objective=Objective.objects.get(code="OF"))
    page = as_vera.get("/objectives/OF").content.decode()
    assert "Not part of the plan since 1 November 2026." in page
    assert "October 2026" in page
    assert "/objectives/OF" in as_vera.get("/", {"period": "2026-10", "open": "all"}).content.decode()
    assert "/objectives/OF" not in as_vera.get("/objectives").content.decode()
    assert as_vera.get("/objectives/OF/history").status_code == 200
