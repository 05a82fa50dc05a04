"""Many measures and objectives are edited in one table: looked at first, saved all or nothing, taken back at once."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change
from hoshin.audit.undo import undo
from hoshin.measures.models import Measure
from hoshin.measures.services import change_measure
from hoshin.org.models import Person
from hoshin.org.services import add_person, add_unit
from hoshin.strategy.models import Contribution, Objective

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(client, enterprise_world, olga, office):
    add_person(office, employee_id="1", name="Maya Dorn")
    add_person(office, employee_id="2", name="Noa Ahn")
    add_unit(office, code="N", name="North")
    client.force_login(olga)
    return client


def ids(*codes):
    return [Measure.objects.get(code=code).pk for code in codes]


def address(kind, numbers):
    return f"/table/{kind}?" + "&".join(f"row={number}" for number in numbers)


def sheet(client, where):
    """What a browser would send of the form, unchanged."""
    html = client.get(where).content.decode()
    found = re.findall(r'<input[^>]*?name="([\w-]+-\d+)"[^>]*?value="([^"]*)"', html)
    return {name: value.replace("&#34;", '"').replace("&quot;", '"') for name, value in found}


def test_cells_are_looked_at_then_saved_as_one_change_that_can_be_undone(table, olga):
    k1, k2, k4 = ids("k1", "k2", "k4")
    where = address("measures", (k1, k2, k4))
    sent = sheet(table, where)
    assert f"weight-{k4}" not in sent, "k4 serves two objectives, and has no one weight"
    sent |= {
        f"owner-{k1}": "Maya Dorn",
        f"owner-{k2}": "2",
        f"weight-{k1}": "3",
        f"unit-{k4}": "north",
        f"is_key-{k2}": "Yes",
    }
    before = Change.objects.count()
    looked = table.post(where, sent).content.decode()
    assert "3 rows will change" in looked
    assert "Maya Dorn" in looked
    assert Change.objects.count() == before, "looking saves nothing"
    saved = table.post(where, {**sent, "step": "save"})
    assert saved.status_code == 302
    assert list(Measure.objects.filter(pk__in=(k1, k2)).order_by("code").values_list("owner__name", "is_key")) == [
        ("Maya Dorn", False),
        ("Noa Ahn", True),
    ]
    assert Measure.objects.get(pk=k4).unit.code == "N"
    assert Contribution.objects.get(measure=k1).weight == 3
    change = Change.objects.latest("id")
    assert (Change.objects.count(), change.text) == (before + 1, "3 measures and objectives edited together")
    undo(Actor.of(olga, "web"), change=change)
    assert not Measure.objects.filter(owner__isnull=False).exists()
    assert Contribution.objects.get(measure=k1).weight == 1


def test_what_is_wrong_stands_beside_its_cell_and_nothing_is_saved(table):
    k1, k2, k3 = ids("k1", "k2", "k3")
    where = address("measures", (k1, k2, k3))
    sent = sheet(table, where) | {
        f"owner-{k1}": "Nobody Known",
        f"weight-{k2}": "-1",
        f"frequency-{k2}": "sometimes",
        f"frequency-{k3}": "annual",
        f"owner-{k3}": "Maya Dorn",
        "step": "save",
    }
    answer = table.post(where, sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    for said in (
        "“Nobody Known” is not known.",
        "A weight cannot be negative.",
        "Write one of these: daily",
        'value="Nobody Known"',
    ):
        assert said in html, said
    sent = sheet(table, where) | {f"frequency-{k3}": "annual", f"owner-{k1}": "1", "step": "save"}
    html = table.post(where, sent).content.decode()
    assert "which do not fit annual periods" in html, "what the service finds stands there as well"
    assert not Measure.objects.filter(owner__isnull=False).exists()


def test_whoever_was_slower_sees_what_the_other_saved_and_keeps_what_they_typed(table, office):
    k1, k2 = ids("k1", "k2")
    where = address("measures", (k1, k2))
    sent = sheet(table, where) | {f"is_key-{k1}": "yes", f"is_key-{k2}": "yes"}
    change_measure(office, measure=Measure.objects.get(pk=k1), owner=Person.objects.get(employee_id="2"))
    answer = table.post(where, {**sent, "step": "save"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody changed this meanwhile (Owner: Noa Ahn · 2)." in html
    assert not Measure.objects.filter(is_key=True).exists()
    again = _of(html) | {"step": "save"}
    assert again[f"is_key-{k1}"] == "yes"
    assert table.post(where, again).status_code == 302
    assert Measure.objects.get(pk=k1).owner.name == "Noa Ahn"
    assert Measure.objects.filter(is_key=True).count() == 2


def _of(html):
    found = re.findall(r'<input[^>]*?name="([\w-]+-\d+)"[^>]*?value="([^"]*)"', html)
    return {name: value.replace("&#34;", '"').replace("&quot;", '"') for name, value in found}


def test_objectives_move_to_another_perspective(table):
    oc, of = (Objective.objects.get(code=code).pk for code in ("OC", "OF"))
    where = address("objectives", (oc, of))
    sent = sheet(table, where) | {f"perspective-{oc}": "F", f"weight-{of}": "2.5", "step": "save"}
    assert table.post(where, sent).status_code == 302
    assert Objective.objects.get(pk=oc).perspective.code == "F"
    assert Objective.objects.get(pk=of).weight == 2.5


def test_a_table_of_any_length_asks_as_little(table, django_assert_max_num_queries):
    for numbers in (ids("k1"), ids("k1", "k2", "k3", "k4", "k5")):
        with django_assert_max_num_queries(4):
            assert table.get(address("measures", numbers)).status_code == 200
    assert "Nothing is chosen" in table.get("/table/objectives").content.decode()
    assert table.get("/table/people").status_code == 404


def test_a_row_more_costs_its_own_checks_and_no_scoring_of_its_own(table):
    def cost(*codes):
        numbers = ids(*codes)
        sent = sheet(table, address("measures", numbers)) | {f"is_key-{number}": "yes" for number in numbers}
        with CaptureQueriesContext(connection) as captured:
            assert table.post(address("measures", numbers), sent | {"step": "save"}).status_code == 302
        return len(captured)

    one = cost("k1")
    # Six of a row's queries are savepoints.
    assert cost("k2", "k3", "k5") <= one + 2 * 14
