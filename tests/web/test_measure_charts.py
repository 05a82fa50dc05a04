"""A measure's page shows each period against what was wanted then, each of its plans, and each unit's own side."""

import re
from datetime import date

import pytest
from django.urls import reverse
from tests.web.markup import squeezed
from tests.worlds import OCTOBER, SEPTEMBER

from hoshin.audit.services import act
from hoshin.base import events
from hoshin.measures.models import Measure, Target
from hoshin.measures.services import record_actual
from hoshin.org.models import Person, Unit
from hoshin.scorecards.models import Node
from hoshin.scorecards.services import rescore_plan
from hoshin.strategy.events import StructureChanged
from hoshin.strategy.models import Contribution, Objective, Plan
from hoshin.web.chart_drawing import Picture, drawn

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
MOST_QUERIES = 15


@pytest.fixture
def as_olga(client, olga):
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    return client


def chart_of(client, code: str, query: str = ""):
    return client.get(f"/measures/{code}{query}").context["chart"]


def set_target(system, code: str, **numbers):
    with act(system, "targets"):
        Target.objects.create(measure=Measure.objects.get(code=code), **numbers)
    rescore_plan(Plan.objects.get(code="E"))


def test_each_period_stands_before_the_colours_that_held_then(as_olga, enterprise, system):
    set_target(system, "k3", red=30, green=60, starts_on=OCTOBER.start, frequency="monthly")
    rows = chart_of(as_olga, "k3").rows
    assert [(row.zone.red_below, row.zone.green_from) for row in rows] == [(40.0, 70.0), (30.0, 60.0)]
    assert [row.wanted for row in rows] == [100.0, 60.0]
    Measure.objects.filter(code="k3").update(direction="lower")
    set_target(system, "k3", red=60, green=30, starts_on=date(2026, 12, 1), frequency="monthly")
    assert chart_of(as_olga, "k3").rows[-1].zone.green_from == 60.0, "what holds later colours nothing now"


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        ([173_000.0, 182_400.0, 164_445.0], ["165,000", "170,000", "175,000", "180,000"]),
        ([-2_000_000.0, 9_500_000.0], ["0", "5,000,000", "10,000,000"]),
        ([0.00011, 0.00044], ["0.0001", "0.0002", "0.0003", "0.0004"]),
        ([7.0], ["6.6", "6.8", "7.0", "7.2", "7.4"]),
    ],
)
def test_the_axis_has_room_for_whole_numbers(values, marks):
    count = len(values)
    picture = Picture(["m"] * count, values, [], [None] * count, [()] * count, [False] * count, "last")
    drawing = drawn(picture, "words")
    shown = re.findall(r'<text text-anchor="end"[^>]*>([^<]*)</text>', drawing.split("</svg>")[0])
    assert [text for text in shown if text != "last"][: len(marks)] == marks
    left = float(re.search(r'data-place="([\d.]+)', drawing).group(1))
    assert left > 6 * max(map(len, marks))


def test_a_measure_without_a_target_has_no_colours_and_no_line(as_olga, enterprise, system):
    Target.objects.filter(measure__code="k3").delete()
    rescore_plan(enterprise)
    chart = chart_of(as_olga, "k3")
    assert [key.words for key in chart.legend] == ["Value"]
    assert "good-wash" not in chart.drawing
    assert not chart.has_wanted


def test_a_band_is_drawn_with_both_its_edges(as_olga, enterprise, system):
    Measure.objects.filter(code="k3").update(direction="band", unit_of_measure="people")
    Target.objects.filter(measure__code="k3").update(baseline=None, target=None, low=55, high=70, tolerance=10)
    chart = chart_of(as_olga, "k3")
    assert "Band 55 – 70\xa0people" in [key.words for key in chart.legend]
    assert [row.band for row in chart.rows] == [(55.0, 70.0)] * 2
    assert chart.rows[0].zone.green_to == pytest.approx(73.0)


def test_a_trajectory_is_drawn_beside_the_target_that_it_leads_to(as_olga, enterprise, system):
    Measure.objects.filter(code="k3").update(trajectory="linear", starts_on=date(2026, 1, 1), due_on=date(2026, 12, 31))
    record_actual(system, measure=Measure.objects.get(code="k3"), period=OCTOBER, value=66)
    record_actual(system, measure=Measure.objects.get(code="k3"), period=SEPTEMBER, value=51)
    chart = chart_of(as_olga, "k3")
    assert [key.mark for key in chart.legend][:3] == ["mark-own", "mark-aim", "mark-course"]
    courses = [row.course for row in chart.rows]
    assert 70 < courses[0] < courses[1] < 100
    assert [row.wanted for row in chart.rows] == [100.0, 100.0]
    assert chart.rows[0].zone.green_from == pytest.approx(0.7 * courses[0]), "colours follow what was expected by then"


def test_the_table_says_all_that_the_chart_shows_and_notes_too(as_olga, enterprise, system):
    record_actual(
        system, measure=Measure.objects.get(code="k3"), period=OCTOBER, value=65, note="Two weeks of <strike>"
    )
    html = squeezed(as_olga.get("/measures/k3").content)
    rows = re.findall(r'<tr data-at="(\d+)" data-number="([\d.]*)">(.*?)</tr>', html)
    assert [(at, number) for at, number, _ in rows] == [("1", "65"), ("0", "50")]
    assert "Two weeks of &lt;strike&gt;" in rows[0][2]
    assert "With a note" in html
    assert 'src="/static/hoshin/chart' in html
    assert "chart.js" not in as_olga.get("/measures").content.decode(), "lists have no chart and load no script for it"


def test_units_scored_one_by_one_show_the_score_of_the_whole(as_olga, enterprise, system):
    north = Unit.objects.create(code="N", name="North")
    mood = Measure.objects.create(code="mood", name="Mood", roll_up="score")
    with act(system, "plan"):
        Target.objects.create(measure=mood, baseline=0, target=100)
        Contribution.objects.create(parent=Objective.objects.get(code="OF"), measure=mood)
        events.publish(StructureChanged(enterprise.pk))
    record_actual(system, measure=mood, period=OCTOBER, value=55, unit=north)
    assert chart_of(as_olga, "mood").of == "score"
    said = squeezed(as_olga.get("/measures/mood").content)
    assert "its score follows from those of its units; it has no value of its own." in said
    assert "No value in" not in said
    own = as_olga.get("/measures/mood?unit=n")
    assert own.context["chart"].of == "value"
    assert own.context["detail"].unit == north
    assert ", North" in own.content.decode()


def test_a_unit_has_its_own_chart_target_and_values(as_olga, enterprise, system):
    north, south = (Unit.objects.create(code=code, name=name) for code, name in (("N", "North"), ("S", "South")))
    sold = Measure.objects.get(code="k5")
    for unit, value in ((north, 30), (south, 50)):
        record_actual(system, measure=sold, period=OCTOBER, value=value, unit=unit)
    set_target(system, "k5", unit=north, baseline=0, target=60)
    page = as_olga.get("/measures/k5?unit=N")
    assert [(row.number, row.wanted) for row in page.context["chart"].rows] == [(30.0, 60.0)]
    assert page.context["detail"].target.unit == north
    assert "The measure as a whole has" in page.content.decode()


@pytest.fixture
def second_plan(system, enterprise):
    """The measure k3 also serves a plan with stricter cut points."""
    with act(system, "second"):
        plan = Plan.objects.create(code="S", name="Second", green_from=90, red_below=80, position=9)
        objective = Objective.objects.create(plan=plan, code="SO", name="Elsewhere")
        Contribution.objects.create(parent=objective, measure=Measure.objects.get(code="k3"))
        events.publish(StructureChanged(plan.pk))
    record_actual(system, measure=Measure.objects.get(code="k3"), period=OCTOBER, value=66)
    return plan


def test_every_plan_of_a_measure_is_named_with_its_score(as_olga, second_plan):
    page = as_olga.get("/measures/k3")
    standings = {one.plan.code: (one.score, one.status) for one in page.context["detail"].standings}
    assert standings == {"E": (66.0, 2), "S": (66.0, 1)}
    assert page.context["detail"].plan.code == "E"
    html = page.content.decode()
    assert 'href="?plan=S"' in html
    assert f"/why/{Node.objects.get(plan=second_plan, measure__code='k3').pk}?period=2026-10" in html
    other = as_olga.get("/measures/k3?plan=s").context
    assert (other["detail"].plan.code, other["line"].status_code) == ("S", "off_track")
    assert other["chart"].rows[-1].zone.red_below == 80.0
    assert as_olga.get("/measures/k3?plan=nowhere").status_code == 404
    assert as_olga.get("/measures/k1").context["detail"].standings == [], "one plan needs no choice"


def test_a_value_recorded_from_a_plans_page_leads_back_to_that_plan(as_olga, second_plan):
    address = reverse("measure_value", args=["k3", "2026-10"])
    held = Measure.objects.get(code="k3").actuals.get(period=OCTOBER.start, superseded_at=None)
    headers = HTMX | {"HX-Current-URL": "http://testserver/measures/k3?plan=S"}
    answer = as_olga.post(address, {"value": "95", "expected_id": held.pk}, headers=headers)
    assert answer.context["detail"].plan.code == "S"


@pytest.mark.parametrize("who", ["olga", "carl", "vera"])
def test_pages_of_units_and_several_plans_ask_little(
    client, request, who, second_plan, system, django_assert_max_num_queries
):  # fmt: skip
    user = request.getfixturevalue(who)
    Person.objects.create(employee_id="1", name="Themself", user=user)
    client.force_login(user, backend="hoshin.notices.signed_in.WithUnread")
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get("/measures/k3")
    for code in ("N", "S", "W"):
        unit = Unit.objects.create(code=code, name=code)
        for number, code_of_measure in enumerate(("k3", "k2")):
            record_actual(
                system, measure=Measure.objects.get(code=code_of_measure), period=OCTOBER, value=number, unit=unit
            )
    Measure.objects.filter(code="k2").update(aggregation="sum")
    for address in ("/measures/k3", "/measures/k2", "/measures/k3?unit=N&plan=S"):
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(address)
    for node in Node.objects.filter(measure__code__in=("k2", "k3")):
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(f"/why/{node.pk}?period=2026-10")


def typed(lines: list[dict[str, object]], **others) -> dict[str, object]:
    data: dict[str, object] = {"t-TOTAL_FORMS": len(lines), "t-INITIAL_FORMS": 0, **others}
    for number, line in enumerate(lines):
        data |= {f"t-{number}-{name}": value for name, value in line.items()}
    return data


def test_targets_of_a_unit_are_tried_on_that_units_past(as_olga, enterprise, system):
    north, south = (Unit.objects.create(code=code, name=name) for code, name in (("N", "North"), ("S", "South")))
    k2 = Measure.objects.get(code="k2")
    for unit, values in ((north, (30, 50)), (south, (80, 90))):
        for period, value in zip((SEPTEMBER, OCTOBER), values):
            record_actual(system, measure=k2, period=period, value=value, unit=unit)
    stored = Target.objects.get(measure=k2)
    whole = {"id": stored.pk, "version": 1, "baseline": "0", "target": "100"}
    address = reverse("measure_targets_preview", args=["k2"])

    def pasts(lines, **others):
        found = as_olga.post(address, typed(lines, **others), headers=HTMX).context["pasts"]
        return {one.name: [score.score for score in one.found.after if score.score is not None] for one in found}

    assert pasts([whole, {"unit": "N", "baseline": "0", "target": "60"}]) == {"North": pytest.approx([50, 100 * 5 / 6])}
    assert list(pasts([whole])) == ["The measure as a whole"]
    both = [whole | {"target": "50"}, {"unit": "n", "target": "60"}, {"unit": "S", "target": "90"}]
    assert list(pasts(both)) == ["The measure as a whole", "North", "South"]
    assert list(pasts(both, whose="S")) == ["South"]
    flips = as_olga.post(address, typed([whole, {"unit": "N", "baseline": "0", "target": "60"}]), headers=HTMX)
    assert (flips.context["pasts"][0].found.flips_before, flips.context["pasts"][0].found.changed) == (1, 2)
    assert Target.objects.filter(measure=k2).count() == 1, "nothing was saved"
    opened = as_olga.get(reverse("measure_targets", args=["k2"]) + "?whose=N")
    assert [one.name for one in opened.context["pasts"]] == ["North"]


def test_a_measure_of_units_alone_is_tried_on_the_first_of_them(as_olga, enterprise, system):
    north = Unit.objects.create(code="N", name="North")
    Measure.objects.filter(code="k5").update(roll_up="score")
    record_actual(system, measure=Measure.objects.get(code="k5"), period=OCTOBER, value=30, unit=north)
    opened = as_olga.get(reverse("measure_targets", args=["k5"]))
    assert [one.name for one in opened.context["pasts"]] == ["North"]


def test_an_objective_says_what_drives_it_and_what_moved_it(as_olga, enterprise, system):
    from hoshin.strategy.models import CausalLink

    with act(system, "link"):
        cause, effect = Objective.objects.get(code="OC"), Objective.objects.get(code="OF")
        CausalLink.objects.create(cause=cause, effect=effect)
    page = as_olga.get("/objectives/OF?period=2026-10")
    assert [(one.objective.code, round(one.line.score, 1)) for one in page.context["detail"].driven_by] == [
        ("OC", 68.3)
    ]
    node = Node.objects.get(objective__code="OF").pk
    moved = as_olga.get(f"/why/{node}?period=2026-10&part=moved", headers=HTMX).content.decode()
    assert "September 2026" in moved
    assert "k2" in moved
    assert "<html" not in moved
