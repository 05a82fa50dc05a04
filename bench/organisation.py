"""Generates an organisation of about n score nodes straight into the database, and finds its scores.

The smallest is a world of tests as well.
"""

import random
from datetime import date

from bench.databases import count_rows
from django.db import connection
from tests.worlds import NOON

from hoshin.accounts.access import Actor
from hoshin.audit.services import act
from hoshin.base import clock, events
from hoshin.base.upserts import upsert
from hoshin.measures.models import Actual, Measure, Target
from hoshin.org.models import Organisation, Person, Unit
from hoshin.org.services.ancestry import follow_links
from hoshin.strategy.events import StructureChanged
from hoshin.strategy.models import Contribution, Objective, Perspective, Plan

PERIODS = (date(2026, 9, 1), date(2026, 10, 1))
TOP = 12
BRANCHES = 6
MEASURES_EACH = 2


def build(nodes: int, seed: int = 7) -> Plan:
    """A plan of four perspectives, twelve objectives, and objectives that serve them down to about n nodes.

    As many people own what there is.
    """
    chance = random.Random(seed)
    objectives = max(TOP, nodes // (1 + MEASURES_EACH))
    with clock.fixed(NOON), act(Actor.system(), "generate") as running:
        running.keep()
        Organisation.objects.create(name="Generated")
        units = [Unit(code=f"U{n}", name=f"Unit {n}") for n in range(max(1, objectives // 50))]
        Unit.objects.bulk_create(units, 5000)
        for number, unit in enumerate(units[1:], 1):
            unit.parent = units[(number - 1) // 8]
        Unit.objects.bulk_update(units[1:], ["parent"], 2000)
        people = _people(nodes, units)
        follow_links(Unit, [unit.pk for unit in units])
        follow_links(Person, [person.pk for person in people])
        plan = Plan.objects.create(code="G", name="Generated", vision="Everything in its place")
        sides = [Perspective.objects.create(plan=plan, code=f"S{n}", name=f"Side {n}", position=n) for n in range(4)]
        goals = [
            Objective(
                plan=plan,
                code=f"O{n}",
                name=f"Objective {n}",
                perspective=sides[n % 4] if n < TOP else None,
                unit=units[0] if n < TOP else units[n % len(units)],
                owner=people[n * 7 % nodes],
            )
            for n in range(objectives)
        ]
        Objective.objects.bulk_create(goals, 5000)
        measures = [
            Measure(code=f"M{n}", name=f"Measure {n}", owner=people[n % nodes])
            for n in range(objectives * MEASURES_EACH)
        ]
        Measure.objects.bulk_create(measures, 5000)
        Target.objects.bulk_create([Target(measure=m, baseline=0, target=100) for m in measures], 5000)
        serves = [
            Contribution(parent=goals[(n - TOP) // BRANCHES], objective=goals[n], weight=chance.choice((1, 1, 2, 3)))
            for n in range(TOP, objectives)
        ]
        serves += [
            Contribution(parent=goals[n // MEASURES_EACH], measure=measure, weight=1.0)
            for n, measure in enumerate(measures)
        ]
        Contribution.objects.bulk_create(serves, 5000)
        with (
            connection.cursor() as cursor,
            cursor.copy(
                "COPY measures_actual (measure_id, period, value, note, source, recorded_at, change_id) FROM STDIN"
            ) as copy,
        ):
            for period in PERIODS:
                for measure in measures:
                    copy.write_row((measure.pk, period, chance.uniform(0, 110), "", "", NOON, running.id))
        events.publish(StructureChanged(plan.pk))
    count_rows()
    assert Actual.objects.exists()
    return plan


def _people(count: int, units: list[Unit]) -> list[Person]:
    names = ("Ann", "Bo", "Cy", "Dee", "Eli", "Fay", "Gus", "Hal", "Ivy", "Jo", "Kim", "Lou")
    rows = [
        {"employee_id": f"E{n}", "name": f"{names[n % 12]} Person {n}", "unit_id": units[n % len(units)].pk}
        for n in range(count)
    ]
    return upsert(Person, [(None, row) for row in rows]).created
