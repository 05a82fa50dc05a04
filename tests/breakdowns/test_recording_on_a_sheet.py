"""Values of members are typed or pasted into one sheet and saved at once; nothing that was typed is lost."""

import pytest
from tests.breakdowns.conftest import SHEETS
from tests.exchange.workbooks import written
from tests.web.contexts import tell_contexts

from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token
from hoshin.breakdowns.models import Breakdown, Member, MemberValue
from hoshin.exchange.workbook import import_workbook

pytestmark = pytest.mark.django_db
ADDRESS = "/measures/CALLS/by/REG/values?period=2026-10"
HTMX = {"HX-Request": "true"}
MOST_QUERIES = 15


@pytest.fixture(autouse=True)
def contexts_are_told(monkeypatch):
    tell_contexts(monkeypatch)


@pytest.fixture
def as_olga(client, olga, office, calls, in_time, tmp_path):
    import_workbook(office, written(tmp_path / "in", SHEETS))
    client.force_login(olga)
    return client


def held(code, measure="CALLS", period="2026-10-01"):
    return MemberValue.objects.filter(
        member__code=code, breakdown__measure__code=measure, period=period, superseded_at=None
    ).first()


def typed(cells, measure="CALLS", shown=None):
    """What a browser sends of members by their codes: value, note; `shown` ids where they are not those that hold."""
    breakdown = Breakdown.objects.get(measure__code=measure)
    sent = {}
    for code, (value, note) in cells.items():
        name = f"b{breakdown.pk}.{Member.objects.get(code=code).pk}-20261001"
        known = held(code, measure)
        expected = (shown or {}).get(code, known.pk if known else 0)
        sent |= {f"expected-{name}": expected, f"value-{name}": value, f"note-{name}": note}
    return sent


def test_members_stand_in_their_tree_and_are_saved_together(as_olga, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_QUERIES):
        page = as_olga.get(ADDRESS)
    assert [(row.asked.place.code, row.asked.depth, row.value) for row in page.context["rows"]] == [
        ("N", 0, ""),
        ("N1", 1, "60"),
        ("N2", 1, "20"),
        ("S", 0, "40"),
    ]
    answer = as_olga.post(ADDRESS, typed({"N1": ("55", "storm"), "N2": ("20", ""), "S": ("45", "new")}), headers=HTMX)
    assert "2 values recorded." in answer["HX-Trigger"], "what stands there already is left alone"
    assert "/undo" in answer["HX-Trigger"]
    assert [(held(code).value, held(code).note) for code in ("N1", "S")] == [(55.0, "storm"), (45.0, "new")]
    assert [row.is_recorded for row in answer.context["rows"]] == [False, True, False, True]
    as_olga.post(ADDRESS, typed({"N2": ("", "")}))
    assert held("N2").value is None, "an emptied cell takes its value back"
    assert "the members make 100, the total is 120" in as_olga.get(ADDRESS).content.decode()


def test_nothing_is_saved_while_a_cell_is_wrong_or_members_overlap(as_olga):
    answer = as_olga.post(ADDRESS, typed({"N1": ("fifty", ""), "S": ("45", "")}), headers=HTMX)
    assert answer.status_code == 422
    assert [(row.value, bool(row.errors)) for row in answer.context["rows"]] == [("fifty", True), ("45", False)]
    over = typed({"N1": ("90", ""), "S": ("40", "")})
    answer = as_olga.post(ADDRESS, over, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "the members make 150, the total is 120. Look whether members overlap." in page
    assert 'value="90"' in page
    assert held("N1").value == 60.0
    assert as_olga.post(ADDRESS, over | {"meant": "1"}, headers=HTMX).status_code == 200
    assert held("N1").value == 90.0


def test_whoever_was_faster_is_shown_and_what_was_typed_stays(as_olga):
    before = held("S").pk
    as_olga.post(ADDRESS, typed({"S": ("39", "")}))
    answer = as_olga.post(ADDRESS, typed({"S": ("38", "")}, shown={"S": before}), headers=HTMX)
    row = answer.context["rows"][0]
    assert (answer.status_code, row.value, row.expected) == (422, "38", held("S").pk)
    assert "recorded 39" in row.errors["value"]


def test_a_share_is_typed_as_it_is_counted_and_one_value_keeps_its_weight(as_olga):
    address = "/measures/INTIME/by/REG/values?period=2026-10"
    as_olga.post(address, typed({"N1": ("57 / 60", "")}, "INTIME"))
    assert (held("N1", "INTIME").value, held("N1", "INTIME").denominator) == (95.0, 60.0)
    MemberValue.objects.filter(pk=held("S", "INTIME").pk).update(numerator=None)
    as_olga.post(address, typed({"S": ("55", "")}, "INTIME"))
    assert (held("S", "INTIME").value, held("S", "INTIME").denominator) == (55.0, 40.0)


def test_only_who_records_the_measure_opens_it_and_members_are_found(as_olga, client, vera):
    found = as_olga.get(ADDRESS + "&find=two").context["rows"]
    assert [row.asked.place.code for row in found] == ["N2"]
    assert as_olga.get("/measures/CALLS/by/REG/values?period=2026").status_code == 404
    assert 'href="/measures/CALLS/by/REG/values' in as_olga.get("/measures/CALLS/by/REG").content.decode()
    client.force_login(vera)
    assert client.get(ADDRESS).status_code == 404


def test_programs_are_told_of_members_that_overlap(as_olga, olga):
    _token, secret = create_token(Actor.of(olga, "web"), name="program")
    headers = {"Authorization": f"Bearer {secret}"}
    place = {"measure": "CALLS", "dimension": "REG", "period": "2026-10"}

    def sent(value):
        body = {"rows": [place | {"member": "S", "value": value}]}
        return as_olga.post("/api/v1/member-values", body, content_type="application/json", headers=headers).json()

    assert sent(40) == {"created": 0, "changed": 0, "unchanged": 1, "warnings": []}
    [said] = sent(75)["warnings"]
    assert "the members make 155, the total is 120. Look whether members overlap." in said
    assert held("S").value == 75.0, "figures are taken as they are given"
