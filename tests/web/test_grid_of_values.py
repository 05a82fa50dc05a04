"""What is due or late stands in one grid, and is saved all at once; nothing that was typed is lost."""

from datetime import date

import pytest
from django.urls import reverse
from tests.worlds import OCTOBER

from hoshin.audit.models import Change
from hoshin.measures.models import Actual, Measure
from hoshin.measures.services import change_measure, define_measure, record_actual
from hoshin.org.models import Person, Unit
from hoshin.scorecards.models import Node
from hoshin.scorecards.selectors import values_to_record
from hoshin.strategy.models import Objective
from hoshin.strategy.services import set_contribution

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
MOST_QUERIES = 15


@pytest.fixture
def as_olga(client, olga):
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    return client


def asked(answer) -> list[tuple[str, str]]:
    return [(row.asked.measure.code, str(row.asked.period)) for row in answer.context["rows"]]


def name_of(code: str, month: str = "2026-10", unit: int = 0) -> str:
    return f"{Measure.objects.get(code=code).pk}-{unit}-{month.replace('-', '')}01"


def typed(*cells: tuple[str, str, int], notes=()) -> dict[str, object]:
    """What a browser sends: the name of a row, its value, the id of the value that was shown."""
    sent: dict[str, object] = {}
    for name, value, shown in cells:
        sent |= {f"expected-{name}": shown, f"value-{name}": value}
    return sent | {f"note-{name}": note for name, note in notes}


def held(code: str, period=OCTOBER) -> Actual:
    return Actual.objects.get(measure__code=code, period=period.start, superseded_at=None)


def test_what_is_late_is_asked_for_and_leaves_once_it_is_recorded(as_olga, enterprise):
    page = as_olga.get("/values")
    assert asked(page) == [("k5", "2026-10")]
    row = page.context["rows"][0].asked
    assert (row.before.value, row.target.target, row.serves) == (40.0, 100.0, ("P",))
    assert (row.is_late, row.days_late) == (True, 13), "October ended 23 days ago, and ten of them are grace"
    answer = as_olga.post("/values", typed((name_of("k5"), "47.5", 0)), headers=HTMX)
    assert answer.status_code == 200
    assert "1 value recorded." in answer["HX-Trigger"]
    assert "/undo" in answer["HX-Trigger"]
    assert asked(answer) == []
    assert held("k5").value == 47.5
    node = Node.objects.get(measure__code="k5", unit=None)
    assert node.scores.get(period=OCTOBER.start).score == pytest.approx(47.5), "and it is scored"


def test_many_are_recorded_as_one_change(as_olga, enterprise):
    before = Change.objects.count()
    shown = {code: held(code).pk for code in ("k1", "k2")}
    cells = [(name_of("k1"), "81", shown["k1"]), (name_of("k2"), "70", shown["k2"]), (name_of("k5"), "47", 0)]
    sent = typed(*cells, notes=[(name_of("k5"), "Counted twice")])
    answer = as_olga.post("/values?period=2026-10", sent, headers=HTMX)
    assert "2 values recorded." in answer["HX-Trigger"], "what stands there already is left alone"
    assert (held("k1").value, held("k2").pk, held("k5").note) == (81.0, shown["k2"], "Counted twice")
    assert Change.objects.count() == before + 1
    assert [row.is_recorded for row in answer.context["rows"]] == [True, False, False, False, True]


def test_a_period_shows_all_its_values_however_long_ago(as_olga, enterprise):
    assert len(asked(as_olga.get("/values?period=2026-09"))) == 5
    cells = {row.asked.measure.code: row.value for row in as_olga.get("/values?period=2026-09").context["rows"]}
    assert cells["k1"] == "80"
    old = as_olga.get("/values?period=2019-03")
    assert ("k1", "2019-03") in asked(old)
    as_olga.post("/values?period=2019-03", typed((name_of("k1", "2019-03"), "5", 0)))
    assert Actual.objects.get(measure__code="k1", period=date(2019, 3, 1)).value == 5.0
    for nonsense in ("soon", "0001", "2026-13"):
        assert as_olga.get("/values", {"period": nonsense}).status_code == 404


def test_a_period_asks_each_measure_by_its_own_frequency(as_olga, enterprise, system):
    for code, frequency in (("q", "quarterly"), ("w", "weekly")):
        measure = define_measure(system, code=code, name=code, frequency=frequency)
        set_contribution(system, parent=Objective.objects.get(code="OF"), child=measure)
    found = asked(as_olga.get("/values?period=2026-10"))
    assert [period for code, period in found if code == "q"] == ["2026-Q3"], "the last quarter that is over by then"
    assert len([period for code, period in found if code == "w"]) == 5, "weeks belong to the month of their Thursday"


def test_gaps_are_asked_for_back_to_the_first_value(as_olga, enterprise, system):
    record_actual(system, measure=Measure.objects.get(code="k5"), period="2026-06", value=30)
    assert asked(as_olga.get("/values")) == [("k5", "2026-07"), ("k5", "2026-08"), ("k5", "2026-10")]


def test_what_cannot_be_read_stays_beside_its_reason_and_nothing_is_saved(as_olga, enterprise):
    shown = held("k1").pk
    cells = [(name_of("k1"), "abc", shown), (name_of("k5"), "47", 0)]
    answer = as_olga.post("/values?period=2026-10", typed(*cells, notes=[(name_of("k5"), "mine")]), headers=HTMX)
    assert answer.status_code == 422
    rows = {row.asked.measure.code: row for row in answer.context["rows"]}
    assert "not a number" in rows["k1"].errors["value"]
    assert (rows["k1"].value, rows["k5"].value, rows["k5"].note) == ("abc", "47", "mine")
    assert (rows["k1"].is_first, rows["k1"].expected) == (True, shown)
    assert "Nothing is saved yet" in answer.content.decode()
    assert not Actual.objects.filter(measure__code="k5", period=OCTOBER.start).exists()


def test_somebody_who_was_faster_is_shown_and_replaced_only_when_one_says_so(as_olga, enterprise, system):
    shown = held("k1").pk
    record_actual(system, measure=Measure.objects.get(code="k1"), period=OCTOBER, value=82)
    cells = [(name_of("k1"), "83", shown), (name_of("k5"), "47", 0)]
    answer = as_olga.post("/values?period=2026-10", typed(*cells), headers=HTMX)
    assert answer.status_code == 422
    rows = {row.asked.measure.code: row for row in answer.context["rows"]}
    assert "recorded 82" in rows["k1"].errors["value"]
    assert (rows["k1"].value, rows["k5"].value, rows["k5"].errors) == ("83", "47", {})
    assert held("k1").value == 82.0
    again = typed(*[(row.name, row.value, row.expected) for row in answer.context["rows"]])
    assert as_olga.post("/values?period=2026-10", again, headers=HTMX).status_code == 200
    assert (held("k1").value, held("k5").value) == (83.0, 47.0)


def test_a_value_that_was_recorded_while_mine_was_typed_is_no_longer_due_but_mine_is_kept(
    as_olga, enterprise, system
):  # fmt: skip
    record_actual(system, measure=Measure.objects.get(code="k5"), period=OCTOBER, value=50)
    answer = as_olga.post("/values", typed((name_of("k5"), "47", 0)), headers=HTMX)
    assert (answer.status_code, answer.context["rows"][0].value) == (422, "47")
    assert held("k5").value == 50.0


def test_a_ratio_is_written_as_one_and_what_is_not_asked_for_stays(as_olga, enterprise, system):
    ratio = define_measure(system, code="r", name="On time", aggregation="ratio")
    set_contribution(system, parent=Objective.objects.get(code="OF"), child=ratio)
    record_actual(system, measure=ratio, period=OCTOBER, numerator=81, denominator=95, source="ledger")
    cell = next(row for row in as_olga.get("/values?period=2026-10").context["rows"] if row.asked.measure.code == "r")
    assert cell.value == "81 / 95"
    as_olga.post("/values?period=2026-10", typed((cell.name, "82/95", cell.expected)))
    kept = held("r")
    assert (kept.numerator, kept.denominator, kept.source) == (82.0, 95.0, "ledger")
    answer = as_olga.post("/values?period=2026-10", typed((cell.name, "82/0", kept.pk)), headers=HTMX)
    assert "the denominator is 0" in answer.context["rows"][0].errors["value"]


def test_units_that_hold_a_measure_are_asked_each(as_olga, enterprise, system):
    north, south = (Unit.objects.create(code=code, name=code) for code in ("N", "S"))
    for unit in (north, south):
        record_actual(system, measure=Measure.objects.get(code="k3"), period="2026-09", value=10, unit=unit)
    due = as_olga.get("/values").context["rows"]
    assert [(row.asked.measure.code, row.asked.unit and row.asked.unit.code) for row in due] == [
        ("k3", "N"), ("k3", "S"), ("k5", None),
    ]  # fmt: skip
    as_olga.post("/values", typed((name_of("k3", unit=north.pk), "12", 0)))
    assert Actual.objects.get(measure__code="k3", unit=north, period=OCTOBER.start).value == 12.0


def test_the_office_asks_for_a_unit_with_all_below_it(as_olga, enterprise, system):
    from hoshin.org.services import add_unit

    top = add_unit(system, code="T", name="Top")
    below = add_unit(system, code="B", name="Below", parent=top)
    change_measure(system, measure=Measure.objects.get(code="k5"), unit=below)
    assert asked(as_olga.get("/values?unit=T")) == [("k5", "2026-10")]
    assert asked(as_olga.get(reverse("values"), {"unit": "Below · B", "period": "2026-10"})) == [("k5", "2026-10")]
    other = add_unit(system, code="X", name="Other")
    assert asked(as_olga.get(f"/values?unit={other.code}")) == []


def test_who_supplies_sees_theirs_alone_and_records_no_others(client, carl, enterprise):
    person = Person.objects.create(employee_id="C9", name="Carl", user=carl)
    Measure.objects.filter(code="k5").update(supplier=person)
    Measure.objects.filter(code="k1").update(owner=person)
    Measure.objects.filter(code="k2").update(owner=person, supplier=Person.objects.create(employee_id="2", name="Eve"))
    client.force_login(carl, backend="hoshin.notices.signed_in.WithUnread")
    page = client.get("/values?period=2026-10&whose=all")
    assert asked(page) == [("k1", "2026-10"), ("k5", "2026-10")], "those that others supply are asked of them"
    assert "Whose:" not in page.content.decode()
    sent = typed((name_of("k3"), "1", held("k3").pk), (name_of("k5"), "47", 0))
    assert client.post("/values?period=2026-10", sent).status_code == 403
    assert held("k3").value == 65.0


def test_the_page_asks_little_however_many_values_are_due(
    as_olga, enterprise, system, django_assert_max_num_queries
):  # fmt: skip
    with django_assert_max_num_queries(MOST_QUERIES) as few:
        as_olga.get("/values")
    for number in range(30):
        measure = define_measure(system, code=f"m{number}", name=f"m{number}")
        set_contribution(system, parent=Objective.objects.get(code="OF"), child=measure)
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert len(asked(as_olga.get("/values"))) == 31


def test_values_beyond_the_most_are_counted(enterprise, office, system, monkeypatch):
    monkeypatch.setattr("hoshin.scorecards.selectors.asked_values.MOST_VALUES", 2)
    found = values_to_record(office, is_own=False, period=OCTOBER)
    assert (len(found.rows), found.more) == (2, 3)


def test_of_very_many_places_the_first_are_looked_at(held_world, november, as_olga, monkeypatch):
    monkeypatch.setattr("hoshin.scorecards.selectors.asked_values.MOST_PLACES", 3)
    monkeypatch.setattr("hoshin.scorecards.selectors.asked_values.MOST_VALUES", 2)
    page = as_olga.get("/values", {"whose": "all", "period": "2026-10"}).content.decode()
    assert "choose a unit to see all of its values" in page


def test_an_odd_value_waits_with_all_others_and_saving_again_says_that_it_is_meant(as_olga, enterprise):
    name, other = name_of("k5"), name_of("k1")
    cells = [(name, "4700", 0), (other, "81", held("k1").pk)]
    answer = as_olga.post("/values?period=2026-10", typed(*cells), headers=HTMX)
    assert answer.status_code == 422
    rows = {row.asked.measure.code: row for row in answer.context["rows"]}
    assert (
        rows["k5"].errors["value"].endswith("aimed at with k5 (100 at most). Save again if it is meant, or correct it.")
    )
    assert (rows["k5"].is_first, rows["k1"].value, held("k1").value) == (True, "81", 80.0)
    assert f'name="meant-{name}" value="4700"' in answer.content.decode()
    another = typed((name, "5700", 0)) | {f"meant-{name}": "4700"}
    assert as_olga.post("/values?period=2026-10", another, headers=HTMX).status_code == 422, "that was not asked about"
    again = typed(*cells) | {f"meant-{name}": "4700"}
    assert as_olga.post("/values?period=2026-10", again, headers=HTMX).status_code == 200
    assert (held("k5").value, held("k1").value) == (4700.0, 81.0)
    assert "meant though unlike all others: k5 2026-10" in Change.objects.first().text


def test_an_odd_value_is_asked_about_on_the_scorecard_too(as_olga, enterprise):
    name, there = name_of("k5"), HTMX | {"HX-Current-URL": "http://testserver/"}
    answer = as_olga.post("/values", typed((name, "4700", 0)), headers=there)
    assert (answer.status_code, answer["X-Problem"]) == (422, "invalid")
    assert f'name="meant-{name}" value="4700"' in answer.content.decode()
    again = as_olga.post("/values", typed((name, "4700", 0)) | {f"meant-{name}": "4700"}, headers=there)
    assert again["HX-Refresh"] == "true"
    assert held("k5").value == 4700.0
