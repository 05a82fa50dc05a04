"""Pages of growth at growing sizes: of an employee, of a manager in the middle, and of HR of a unit."""

import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from typing import Any

from bench.databases import count_rows, prepare
from bench.pages import lines_of_page, signed_in, within
from bench.people import people_made
from bench.reporting import Line, parser_of, show
from tests import databases

# Open to everybody, and asked by the office.
OPEN = ("/growth/framework", "/growth/roles/DEL-S", "/growth/learning", "/growth/learning/M1")
# Somebody in the middle who leads others; HR of the unit in which they are, fifty people at any size.
MANAGER, HR, HR_OF_ALL = "e40@hoshin.test", "e1@hoshin.test", "e2@hoshin.test"
LIMIT_REACH = 5.0
PAGES = (
    "/growth",
    "/growth/people/E325",
    "/growth/learning/for-me",
    "/growth/requests",
    "/growth/promotions",
    "/growth/openings",
    "/growth/needs",
)
OF_HR = ("/growth/succession", "/growth/reach")


def main() -> None:
    """Measure each page at every size in turn, so that all sizes see the same machine."""
    parser = parser_of("bench.growing", __doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[1_000, 10_000])
    options = parser.parse_args()
    prepare()
    with ExitStack() as stack:
        names = [stack.enter_context(databases.named(f"bench_growing_{people}")) for people in options.people]
        for name, people in zip(names, options.people, strict=True):
            within(name, lambda people=people: _built(people))
        lines = []
        for pages, address in ((OPEN, ""), (PAGES, MANAGER), (OF_HR, HR)):
            asked = {name: within(name, lambda address=address: _signed_in(address)) for name in names}
            for page in pages:
                lines += lines_of_page(page, names, asked)
        most = options.people[-1]
        lines.append(Line(f"who of {most:,} people is reached", within(names[-1], _reach), "s", LIMIT_REACH))
    show(lines, as_json=options.json)


def _reach() -> float:
    """The seconds of the screen for HR of the whole organisation."""
    from hoshin.accounts.access import Actor
    from hoshin.accounts.models import User
    from hoshin.growth.selectors import impact_screen

    actor = Actor.of(User.objects.get(email=HR_OF_ALL), "web")
    begun = time.perf_counter()
    assert impact_screen(actor)
    return time.perf_counter() - begun


def _built(count: int) -> None:
    """So many people with levels of both sides, steps, records and past positions, in the framework of Hoshin."""
    from tests.worlds import NOON

    from hoshin.accounts.access import Actor
    from hoshin.audit.services import act
    from hoshin.base import clock
    from hoshin.demo.catalogue import CATALOGUE
    from hoshin.growth.models import Competency
    from hoshin.growth.services import bring_starter_framework, upsert_learning
    from hoshin.org.models import Organisation, Person

    system = Actor.system()
    with clock.fixed(NOON), act(system, "generate") as running:
        running.keep()
        Organisation.objects.create(name="Generated")
        people = people_made(count)
        bring_starter_framework(system)
        upsert_learning(system, CATALOGUE)
        for number, person in enumerate(people):
            person.job_family, person.level = "Delivery", ("Staff", "Senior", "Manager")[number % 3]
            person.location, person.fte = ("Bonn", "Bern", "Graz")[number % 3], 0.5 if number % 4 == 0 else 1.0
        Person.objects.bulk_update(people, ["job_family", "level", "location", "fte"], batch_size=2_000)
        _grown(people, list(Competency.objects.order_by("pk")[:6]))
        _ahead(system, people)
    count_rows()


def _grown(people: Sequence[Any], competencies: Sequence[Any]) -> None:
    from hoshin.base import clock
    from hoshin.growth.models import (
        DevelopmentAction,
        DevelopmentPlan,
        LearningItem,
        LearningRecord,
        SkillAssessment,
    )
    from hoshin.org.models import PastPosition

    today = clock.today()
    SkillAssessment.objects.bulk_create(
        (
            SkillAssessment(person=person, competency=one, source=source, level=(number + at) % 5, assessed_on=today)
            for number, person in enumerate(people)
            for at, one in enumerate(competencies)
            for source in ("self", "manager")
        ),
        batch_size=5_000,
    )
    plans = DevelopmentPlan.objects.bulk_create((DevelopmentPlan(person=one) for one in people), batch_size=5_000)
    DevelopmentAction.objects.bulk_create(
        (DevelopmentAction(plan=plan, text="Write two letters", due_on=today + timedelta(days=9)) for plan in plans),
        batch_size=5_000,
    )
    mandatory = LearningItem.objects.get(code="M1")
    LearningRecord.objects.bulk_create(
        (
            LearningRecord(person=one, item=mandatory, done_on=date(2026, 1, 31), expires_on=date(2027, 1, 31))
            for one in people[::2]
        ),
        batch_size=5_000,
    )
    PastPosition.objects.bulk_create(
        (
            PastPosition(person=one, valid_to=date(2024, 5, 1), job_family="Delivery", level="Staff", fte=1.0)
            for one in people[::10]
        ),
        batch_size=5_000,
    )


def _ahead(system: Any, people: Sequence[Any]) -> None:
    """One promotion and one critical role for every hundred people, ten openings, HR of a unit and of all."""
    from hoshin.growth.models import CriticalRole, InternalOpening, JobRole, PromotionCase
    from hoshin.org.services import grant_relation

    lead = JobRole.objects.get(code="DEL-M")
    middle = people[40].unit
    PromotionCase.objects.bulk_create(
        PromotionCase(person=one, to_role=lead, opened_on=date(2026, 10, 1)) for one in people[2::100]
    )
    CriticalRole.objects.bulk_create(
        CriticalRole(unit=one.unit, name=f"Role {at}", holder=one) for at, one in enumerate(people[2::100])
    )
    InternalOpening.objects.bulk_create(
        InternalOpening(code=f"OP{at}", name="Lead", unit=middle, role=lead, text="Six.", closes_on=date(2030, 1, 1))
        for at in range(10)
    )
    for person, unit in ((people[1], people[-1].unit), (people[2], people[0].unit)):
        said = {"relation": "hr_of_unit", "to": unit, "reason": "HR", "valid_from": date(2026, 1, 1)}
        grant_relation(system, person=person, **said)


def _signed_in(address: str) -> Any:
    from django.test import Client

    from hoshin.accounts.models import User

    if not address:
        return signed_in()
    client = Client()
    client.force_login(User.objects.get(email=address), backend="hoshin.notices.signed_in.WithUnread")
    return client


if __name__ == "__main__":
    main()
