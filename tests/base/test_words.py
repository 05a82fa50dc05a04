"""Names are found by what stands inside of their words, whatever the case and the accents, through an index."""

import pytest
from django.db import connection

from hoshin.base.words import folded, holds, parts_that_hold, terms_of, through_indexes
from hoshin.org.models import Unit
from hoshin.org.selectors import people_found
from hoshin.org.services import add_person, add_unit

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
NAMES = (
    "Customer satisfaction",
    "Straße, Łódź & CAFÉ",
    "ÅNGSTRÖM",
    "удовлетворённость Клиентов",
    "客户满意度",
    "E-mail's “Ñandú” – ﬁt",
)


@pytest.mark.parametrize("name", NAMES)
def test_python_and_the_database_fold_alike(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT hoshin_folded(%s), hoshin_pieces(%s)", [name, name])
        told, pieces = cursor.fetchone()
    assert told == folded(name)
    spaced = "".join(f"  {term}" for term in terms_of(name))
    assert {spaced[at : at + 3] for at in range(len(spaced) - 2)} <= set(pieces)


def test_parts_of_words_are_found_and_beginnings_come_first(office):
    for code, name in (("A", "Dissatisfied guests"), ("B", "Customer satisfaction"), ("C", "Satisfied"), ("D", "Café")):
        add_unit(office, code=code, name=name)

    def codes(text):
        return set(Unit.objects.filter(holds(text)).values_list("code", flat=True))

    assert codes("SATIS") == {"A", "B", "C"}
    assert codes("isfac cust") == {"B"}, "each word for itself, in any order"
    assert codes("cafe") == codes("CAFÉ") == {"D"}
    assert codes("tio") == {"B"}
    assert codes("ti") == {"A", "B", "C"}, "two letters are found inside as well"
    assert codes("gu") == {"A"}
    assert codes("fé") == {"D"}, "and at the end"
    assert codes("ti gu") == {"A"}
    assert codes("u") == set(), "a single one only begins a word"
    assert codes("tissat") == codes("%") == codes("_") == codes(" ") == set()
    assert codes("d") == {"A", "D"}, "beginnings of words and of codes"


def test_people_are_found_without_accents(office):
    add_person(office, employee_id="7", name="Renée Élan")
    assert [one.employee_id for one in people_found(office, "elan ren")] == ["7"]


def test_no_name_is_read_that_an_index_does_not_lead_to(office):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO org_unit (code, name, version, created_at) "
            "SELECT 'U' || n, 'Branch ' || md5(n::text), 1, now() FROM generate_series(1, 3000) n"
        )
        cursor.execute("ANALYZE org_unit")
    with through_indexes():
        inside = parts_that_hold(Unit.objects.all(), "c4ca4238", 5)
        assert len({unit.pk for part in inside for unit in part}) == 1
        assert "unit_pieces" in Unit.objects.filter(holds("zq", codes=())).explain()
        plan = Unit.objects.filter(holds("c4ca4238", codes=())).explain()
    assert "unit_pieces" in plan
    assert "Seq Scan" not in plan
    assert "unit_pieces" in Unit.objects.filter(holds("c4ca4238a0", codes=())).explain(), (
        "also of the planner's own accord"
    )
