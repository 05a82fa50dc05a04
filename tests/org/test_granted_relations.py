"""Dotted lines and HR of units hold for the days for which they were granted, and the trail says who granted them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token
from hoshin.audit.models import Change, Entry
from hoshin.audit.undo import undo
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.org import services
from hoshin.org.explaining import sight_explained
from hoshin.org.models import GrantedRelation, Person
from hoshin.org.policies import granted_relations_visible_to
from hoshin.org.relations import is_dotted_line, is_hr_of_unit
from hoshin.strategy.models import Objective
from hoshin.strategy.services import add_objective, create_plan

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def admin(ada):
    return Actor.of(ada, "web")


@pytest.fixture
def house(admin, carl, vera, november):
    """Vera and Ann work in the unit at the top, Carl in one below it, Dee in one beside it."""
    top = services.add_unit(admin, code="T", name="Top")
    below = services.add_unit(admin, code="B", name="Below", parent=top)
    beside = services.add_unit(admin, code="S", name="Beside")
    return {"T": top, "B": below, "S": beside} | {
        number: services.add_person(admin, employee_id=number, name=name, unit=unit, user=user)
        for number, name, unit, user in (
            ("1", "Vera", top, vera), ("2", "Carl", below, carl), ("3", "Dee", beside, None), ("4", "Ann", top, None),
        )
    }  # fmt: skip


def grant(actor, house, relation, who, to, **days):
    return services.grant_relation(
        actor, person=house[who], relation=relation, to=house[to], reason="Asked for", **days
    )


def those(relation, user, day=None):
    return set(Person.objects.filter(relation(Actor.of(user, "web"), "", day)).values_list("employee_id", flat=True))


def test_a_dotted_line_holds_on_its_days_alone(admin, house, vera, carl):
    grant(admin, house, "dotted_line", "1", "2", valid_from=date(2026, 11, 1), valid_to=date(2026, 12, 1))
    assert those(is_dotted_line, vera) == {"2"}
    assert those(is_dotted_line, vera, date(2026, 11, 1)) == those(is_dotted_line, vera, date(2026, 11, 30)) == {"2"}
    assert those(is_dotted_line, vera, date(2026, 10, 31)) == those(is_dotted_line, vera, date(2026, 12, 1)) == set()
    assert those(is_dotted_line, carl) == set()
    assert those(is_hr_of_unit, vera) == set()


def test_hr_of_a_unit_is_so_for_all_below_it_and_not_for_themself(admin, house, vera):
    granted = grant(admin, house, "hr_of_unit", "1", "T")
    assert those(is_hr_of_unit, vera) == {"2", "4"}
    assert those(is_dotted_line, vera) == set()
    assert those(is_hr_of_unit, vera, date(2026, 11, 22)) == set()
    services.change_unit(admin, unit=house["B"], parent=house["S"])
    assert those(is_hr_of_unit, vera) == {"4"}
    services.end_relation(admin, granted=granted)
    assert those(is_hr_of_unit, vera) == set()


def test_relations_are_asked_from_the_table_of_what_somebody_owns(admin, house, vera):
    plan = create_plan(admin, code="P", name="Plan")
    for number in ("2", "3"):
        add_objective(admin, plan=plan, code=f"O{number}", name="Aim", visibility="private", owner=house[number])
    grant(admin, house, "hr_of_unit", "1", "T")
    grant(admin, house, "dotted_line", "1", "3")
    actor = Actor.of(vera, "web")
    for relation, code in ((is_hr_of_unit, "O2"), (is_dotted_line, "O3")):
        assert [row.code for row in Objective.objects.filter(relation(actor, "owner"))] == [code]
        assert not Objective.objects.filter(relation(Actor.system(), "owner")).exists()
    told = sight_explained(admin, who=vera.email, what="O3")
    dotted = next(line for line in told.lines if line.who == "whoever has a dotted line to the person")
    assert (told.may_see, dotted.is_so, dotted.is_open) == (False, True, False)
    assert not next(line for line in told.lines if line.who.startswith("HR of the unit")).is_so


def test_only_whoever_manages_users_grants_ends_and_undoes(admin, office, house, vera, carl):
    for actor in (office, Actor.of(vera, "web")):
        with pytest.raises(Denied):
            grant(actor, house, "dotted_line", "1", "2")
    granted = grant(admin, house, "dotted_line", "1", "2")
    with pytest.raises(Denied):
        services.end_relation(office, granted=granted)
    change = Change.objects.latest("id")
    assert change.text == "Vera: dotted line to Carl granted from 2026-11-23 on"
    entry = Entry.objects.get(change=change, table="org_grantedrelation")
    assert entry.after["reason"] == "Asked for"
    with pytest.raises(Denied):
        undo(office, change=change)
    assert list(granted_relations_visible_to(office)) == []
    assert list(granted_relations_visible_to(Actor.of(carl, "web"))) == [granted]
    undo(admin, change=change)
    assert those(is_dotted_line, vera) == set()


@pytest.mark.parametrize(
    ("relation", "to", "values", "said"),
    [
        ("dotted_line", "T", {}, "leads to a person"),
        ("hr_of_unit", "2", {}, "HR of a unit"),
        ("manager", "2", {}, "manager"),
        ("dotted_line", "1", {}, "to themself"),
        ("dotted_line", "2", {"valid_to": date(2026, 11, 22)}, "before it begins"),
    ],
)
def test_what_makes_no_sense_is_refused(admin, house, relation, to, values, said):
    with pytest.raises(Invalid, match=said):
        grant(admin, house, relation, "1", to, **values)
    with pytest.raises(Invalid):
        services.grant_relation(admin, person=house["1"], relation="dotted_line", to=house["2"], reason=" ")


@pytest.mark.parametrize(("relation", "to", "other"), [("dotted_line", "2", "3"), ("hr_of_unit", "B", "T")])
def test_the_same_is_never_granted_twice_for_a_day(admin, house, relation, to, other):
    first = grant(admin, house, relation, "1", to)
    with pytest.raises(Invalid, match="granted already"):
        grant(admin, house, relation, "1", to, valid_from=date(2027, 1, 1))
    grant(admin, house, relation, "1", other)
    grant(admin, house, relation, "1", to, valid_from=date(2026, 11, 1), valid_to=TODAY)
    services.end_relation(admin, granted=first, day=date(2026, 12, 1))
    ending = Change.objects.latest("id")
    later = grant(admin, house, relation, "1", to, valid_from=date(2026, 12, 1))
    with pytest.raises(Conflict):
        undo(admin, change=ending)
    with transaction.atomic(), pytest.raises(IntegrityError):
        GrantedRelation.objects.filter(pk=later.pk).update(valid_from=TODAY)


def test_what_was_granted_by_mistake_never_held_and_what_ended_stays_so(admin, house, vera):
    granted = grant(admin, house, "dotted_line", "1", "2")
    services.end_relation(admin, granted=granted)
    assert those(is_dotted_line, vera, TODAY) == set()
    with pytest.raises(Invalid, match="ends on 2026-11-23 already"):
        services.end_relation(admin, granted=granted, day=date(2026, 12, 1))
    grant(admin, house, "dotted_line", "1", "2")
    assert those(is_dotted_line, vera, TODAY) == {"2"}


def test_a_program_grants_and_ends_with_reason_and_days(client, admin, house, vera):
    def headers(actor):
        return {"Authorization": f"Bearer {create_token(actor, name='Night')[1]}"}

    def send(path, actor=admin, **body):
        return client.post(f"/api/v1/relations{path}", body, "application/json", headers=headers(actor))

    said = {"person": "1", "relation": "hr_of_unit", "to": "B", "reason": "Region", "valid_from": "2026-11-01"}
    granted = send("", **said).json()
    assert granted == said | {"id": granted["id"], "valid_to": None}
    assert those(is_hr_of_unit, vera) == {"2"}
    assert send("", **said | {"reason": ""}).status_code == 422
    assert send("", **said).status_code == 422, "it is granted on these days already"
    own = Actor.of(vera, "web")
    assert client.get("/api/v1/relations", headers=headers(own)).json()["items"] == [granted]
    assert send("", own, **said).status_code == 403
    ended = send(f"/{granted['id']}/end", on="2026-11-20").json()
    assert ended["valid_to"] == "2026-11-20"
    assert those(is_hr_of_unit, vera) == set()
    change = Change.objects.get(verb="grant_relation")
    assert Entry.objects.get(change=change, table="org_grantedrelation").after["reason"] == "Region"
