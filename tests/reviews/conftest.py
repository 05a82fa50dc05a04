"""A cycle in an organisation of two units.

Bo leads the agency, Mia the North and Sol the South. Mia leads Ada, Ben, Cem and Dan; Sol leads Eva, Fay and Gil. Hana is HR
of the North and works there, under Mia; Hugo is HR of the South. Olga runs reviews and is Ada's peer in the North.
"""

from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils.html import strip_tags
from tests.jobs import run_waiting

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.org.models import GrantedRelationKind, Person, Unit
from hoshin.org.services import add_person, add_unit, grant_relation
from hoshin.reviews.library import STARTERS
from hoshin.reviews.models import ReviewForm
from hoshin.reviews.questions import as_rows
from hoshin.reviews.rows import AnswersTyped, CyclePlan
from hoshin.reviews.services import hand_in, launch_cycle, save_answers, save_cycle

LED = {"Bo": "", "Mia": "Bo", "Sol": "Bo", "Hugo": "Bo"}
LED |= dict.fromkeys(("Ada", "Ben", "Cem", "Dan", "Hana", "Olga"), "Mia") | dict.fromkeys(("Eva", "Fay", "Gil"), "Sol")
SOUTH = {"Sol", "Eva", "Fay", "Gil", "Hugo"}
SECRET = "Listens before deciding, and the March migration shows it."


@pytest.fixture
def staff(db, november, system):
    return staffed(system)


def staffed(system):
    """Everybody with a user; `as_of` makes the actor that somebody is. Adam administers and is no person."""
    top = add_unit(system, code="ALL", name="Agency")
    units = {code: add_unit(system, code=code, name=code, parent=top) for code in ("N", "S")}
    people: dict[str, Person] = {}
    for name, manager in LED.items():
        role = "office" if name == "Olga" else "member"
        user = User.objects.create(email=f"{name.lower()}@hoshin.test", name=name, role=role)
        unit = top if name == "Bo" else units["S" if name in SOUTH else "N"]
        people[name] = add_person(
            system, employee_id=name, name=name, user=user, unit=unit, manager=people.get(manager)
        )
    adam = User.objects.create(email="adam@hoshin.test", name="Adam", role="administrator")
    for name, code in (("Hana", "N"), ("Hugo", "S")):
        grant_relation(
            system,
            person=people[name],
            relation=GrantedRelationKind.HR_OF_UNIT,
            to=units[code],
            valid_from=date(2026, 1, 1),
            reason="HR",
        )
    users = {user.name: user for user in User.objects.all()}
    return SimpleNamespace(
        users=users,
        people=people,
        units={unit.code: unit for unit in Unit.objects.all()},
        adam=Actor.of(adam, "web"),
        olga=Actor.of(users["Olga"], "web"),
        as_of=lambda name: Actor.of(users[name], "web"),
    )


def plan_of(**said):
    return CyclePlan(
        **{
            "name": "Year 2026",
            "starts_on": date(2026, 1, 1),
            "ends_on": date(2026, 12, 31),
            "nominate_until": date(2026, 11, 30),
            "write_until": date(2026, 12, 11),
            "release_on": date(2026, 12, 18),
            "questions": as_rows(STARTERS["year"].questions),
            "has_peers": True,
            "has_reports": True,
            **said,
        }
    )


@pytest.fixture
def cycle(staff):
    return launched(staff)


def launched(staff, **said):
    cycle = save_cycle(staff.olga, plan=plan_of(**said))
    launch_cycle(staff.olga, cycle=cycle)
    assert "reviews.launch: succeeded" in run_waiting()
    cycle.refresh_from_db()
    return cycle


def form_of(cycle, by, about):
    return ReviewForm.objects.select_related("cycle", "about", "by").get(cycle=cycle, by__name=by, about__name=about)


def written(staff, cycle, by, about, text=SECRET, step=4, done=True):
    """Somebody writes about somebody: the same text and step everywhere."""
    form = form_of(cycle, by, about)
    texts = {one["code"]: text for one in cycle.questions if one["kind"] == "text"}
    ratings = {one["code"]: step for one in cycle.questions if one["kind"] != "text"}
    kept = save_answers(staff.as_of(by), form=form, typed=AnswersTyped(texts, ratings, seconds=90), version=0)
    if done:
        hand_in(staff.as_of(by), form=form, version=kept.version)
    return form


def client_of(staff, name):
    """A client that is signed in as one of the staff."""
    client = Client()
    client.force_login(staff.users[name], backend="hoshin.notices.signed_in.WithUnread")
    return client


def page_of(staff, name, address):
    """The words of a page as one of the staff reads it."""
    return " ".join(strip_tags(client_of(staff, name).get(address).content.decode()).split())
