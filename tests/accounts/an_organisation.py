"""An organisation drawn by chance: people in a line, objectives open and private, standing and gone, and measures.

`tests.worlds` keeps some, by the seed from which they were drawn.
"""

from datetime import timedelta
from itertools import permutations, product
from random import Random

from tests.measures.a_target import set_target

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.accounts.services import create_token
from hoshin.base import clock
from hoshin.measures.models import Measure
from hoshin.measures.services import define_measure, record_actual
from hoshin.org.models import Person
from hoshin.org.services import add_person, add_unit, change_unit, grant_relation
from hoshin.strategy import services
from hoshin.strategy.models import Objective

ROLES = ("administrator", "office", *["member"] * 5)
OBJECTIVES, MEASURES = 9, 14


def draw_organisation(system: Actor, seed: int) -> None:
    """Build it."""
    draw = Random(seed)
    units = [add_unit(system, code="U0", name="Unit 0")]
    units += [add_unit(system, code=f"U{n}", name=f"Unit {n}", parent=draw.choice(units)) for n in (1, 2)]
    users = [
        User.objects.create(email=f"u{n}@hoshin.test", name=f"User {n}", role=role) for n, role in enumerate(ROLES)
    ]
    people: list[Person] = []
    for number, user in enumerate(users[:-1]):
        boss = draw.choice([*people, None]) if people else None
        # Everybody bears the address of somebody else: it opens nothing.
        other = users[(number + 1) % len(users)].email
        person = add_person(
            system, employee_id=f"E{number}", name=user.name, user=user, manager=boss, unit=draw.choice(units)
        )
        Person.objects.filter(pk=person.pk).update(email=other)
        people.append(person)
    for unit in units:
        change_unit(system, unit=unit, head=draw.choice(people))
    _plan(draw, system, people)
    tomorrow = clock.today() + timedelta(days=1)
    dotted, hr = draw.sample([*permutations(people, 2)], 5), draw.sample([*product(people, units)], 5)
    for relation, pairs in (("dotted_line", dotted), ("hr_of_unit", hr)):
        for person, to in pairs:
            days = draw.choice(({}, {"valid_to": tomorrow}, {"valid_from": tomorrow}))
            grant_relation(system, person=person, relation=relation, to=to, reason="By chance", **days)
    for user in users:
        create_token(Actor.of(user, "web"), name="Nightly")


def actors_of_organisation() -> list[Actor]:
    """Its users, of whom the first administers it and the last is no person."""
    return [Actor.of(user, "web") for user in User.objects.order_by("pk")]


def _plan(draw: Random, system: Actor, people: list[Person]) -> None:
    plan = services.create_plan(system, code="P", name="Plan")
    side = services.add_perspective(system, plan=plan, code="F", name="Financial")
    services.add_theme(system, plan=plan, code="T", name="Theme")
    anybody = [*people, None]
    objectives = [
        services.add_objective(
            system,
            plan=plan,
            code=f"O{n}",
            name=f"Objective {n}",
            perspective=side,
            owner=draw.choice(anybody),
            visibility=draw.choice(("public", "private", "private")),
        )
        for n in range(OBJECTIVES)
    ]
    for number in range(1, OBJECTIVES):
        if draw.random() < 0.5:
            services.set_contribution(system, parent=objectives[draw.randrange(number)], child=objectives[number])
        if draw.random() < 0.5:
            services.add_causal_link(system, cause=objectives[number], effect=objectives[draw.randrange(number)])
    for number in range(MEASURES):
        measure = define_measure(
            system,
            code=f"M{number}",
            name=f"Quantity {number}",
            owner=draw.choice(anybody),
            supplier=draw.choice(anybody),
        )
        set_target(system, measure=measure, baseline=0, target=10)
        for parent in draw.sample(objectives, draw.choice((0, 1, 1, 2))):
            services.set_contribution(system, parent=parent, child=measure)
        record_actual(system, measure=measure, period="2026-10", value=number, note=f"Note {number}")
    for objective in draw.sample(objectives, 3):
        services.remove_objective(system, objective=objective)


def owns(actor: Actor, person: Person | None) -> bool:
    return person is not None and person.user_id == actor.user_id


def sees_objective(actor: Actor, objective: Objective) -> bool:
    """The rule in plain words, against which every query is held."""
    is_office = actor.role in ("administrator", "office")
    return is_office or objective.visibility == "public" or owns(actor, objective.owner)


def sees_measure(actor: Actor, measure: Measure) -> bool:
    is_office = actor.role in ("administrator", "office")
    served = [tie.parent for tie in measure.serves.all() if tie.parent.removed_on is None]
    answers = owns(actor, measure.owner) or owns(actor, measure.supplier)
    return is_office or answers or any(sees_objective(actor, objective) for objective in served)
