"""Pages of people and their goals at growing sizes, a check-in with all above it, and digests for everybody.

Each person has a manager, a goal that serves the manager's, and one key result: ten thousand people are as many goals
and measures.
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date
from typing import Any

from bench.databases import count_rows, prepare
from bench.digests import Digests, measured
from bench.pages import LIMIT_GROWTH, growth, lines_of_page, signed_in, timed, within
from bench.reporting import Line, parser_of, show
from tests import databases

TOP, REPORTS, TEAM = 12, 8, 50
LIMIT_MEGABYTES = 100
PERIODS = (date(2026, 9, 1), date(2026, 10, 1))
# Somebody in the middle who leads others, and their own pages.
EMPLOYEE = "e40@hoshin.test"
OWN = ("/home", "/week", "/leading", "/goals")
PAGES = (
    "/organisation/people/E40",
    "/people?q=person",
    "/organisation/reporting",
    "/objectives/O40",
    "/alignment",
    "/alignment/below/O0?depth=2",
    "/alignment?view=matrix",
    "/alignment?view=matrix&unit=U1",
    "/alignment?show=orphans",
    "/alignment/gaps?plan=G",
)


def main() -> None:
    """Measure each page at every size in turn, so that all sizes see the same machine."""
    parser = parser_of("bench.people", __doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    options = parser.parse_args()
    prepare()
    with ExitStack() as stack:
        names = [_built(stack, people) for people in options.people]
        lines = []
        office = {name: within(name, signed_in) for name in names}
        own = {name: within(name, _signed_in_employee) for name in names}
        checking_in = {name: within(name, _checking_in) for name in names}
        lines.append(growth("one check-in with all above it", names, lambda name: timed(checking_in[name])))
        for page in OWN:
            lines += lines_of_page(page, names, own)
        for page in PAGES:
            lines += lines_of_page(page, names, office)
        databases.connect_to(names[-1])
        lines += _lines_of_digests(names)
    show(lines, as_json=options.json)


def _lines_of_digests(names: Sequence[str]) -> list[Line]:
    """What digests for everybody take at each size: memory for all, time for a thousand of them and for one mail."""
    found = [measured(name) for name in names]

    def line(work: str, unit: str, of: Callable[[Digests], float]) -> Line:
        figures = [of(one) for one in found]
        shown = " → ".join(f"{figure:.1f}" for figure in figures) + f" {unit}"
        return Line(work, figures[-1] / figures[0], "x", LIMIT_GROWTH, shown)

    most = found[-1]
    return [
        Line(f"memory for {most.letters:,} digests", most.megabytes, "MB", LIMIT_MEGABYTES, "more than it began with"),
        line("a thousand digests", "ms", lambda one: one.milliseconds),
        line("the mail of a digest", "ms", lambda one: one.mail_milliseconds),
    ]


def _built(stack: ExitStack, people: int) -> str:
    name = stack.enter_context(databases.named(f"bench_people_{people}"))
    build(people)
    return name


def build(count: int) -> None:
    """So many people in teams of fifty, each with a manager of eight, a goal that serves the manager's, and a key result."""
    from tests.worlds import NOON

    from hoshin.accounts.access import Actor
    from hoshin.audit.services import act
    from hoshin.base import clock, events
    from hoshin.base.copying import copy_new
    from hoshin.measures.models import Measure, Target
    from hoshin.okrs.events import CommitmentsWritten
    from hoshin.okrs.models import Commitment, Cycle
    from hoshin.org.models import Organisation
    from hoshin.strategy.events import StructureChanged
    from hoshin.strategy.models import Contribution, Objective, Perspective, Plan

    with clock.fixed(NOON), act(Actor.system(), "generate") as running:
        running.keep()
        Organisation.objects.create(name="Generated")
        people = people_made(count)
        plan = Plan.objects.create(code="G", name="Generated", vision="Everything in its place")
        cycle = Cycle.objects.create(code="Q4", name="Q4", starts_on=date(2026, 10, 1), ends_on=date(2026, 12, 31))
        sides = [Perspective.objects.create(plan=plan, code=f"S{n}", name=f"Side {n}", position=n) for n in range(4)]
        tops = [
            Objective(plan=plan, code=f"O{n}", name=f"Objective {n}", perspective=sides[n % 4], position=n)
            for n in range(TOP)
        ]
        Objective.objects.bulk_create(tops)
        goals = _numbered(
            Objective(plan=plan, code=f"O{TOP + n}", name=f"Goal {n}", owner=person, due_date=cycle.ends_on, position=n)
            for n, person in enumerate(people)
        )
        copy_new(Objective, goals)
        measures = _numbered(Measure(code=f"M{n}", name=f"Result {n}", owner=person) for n, person in enumerate(people))
        copy_new(Measure, measures)
        copy_new(Target, _numbered(Target(measure=measure, baseline=0, target=100) for measure in measures))
        serves = [Contribution(parent=goal, measure=measure) for goal, measure in zip(goals, measures, strict=True)]
        # Whose manager has none serves the plan, and every 97th serves nothing.
        serves += [
            Contribution(parent=goals[_manager(n)] if n > REPORTS else tops[n % TOP], objective=goal, weight=1 + n % 3)
            for n, goal in enumerate(goals)
            if n % 97 != 96
        ]
        copy_new(Contribution, _numbered(serves))
        copy_new(Commitment, _numbered(Commitment(objective=goal, cycle=cycle, is_draft=False) for goal in goals))
        _record(measures, running.id)
        events.publish(StructureChanged(plan.pk))
        events.publish(CommitmentsWritten(frozenset(goal.pk for goal in goals)))
    count_rows()


def people_made(count: int) -> list[Any]:
    """So many people in teams of fifty, each with a user and a manager of eight."""
    from hoshin.accounts.models import Role, User
    from hoshin.base.copying import copy_new
    from hoshin.org.models import Person, Unit
    from hoshin.org.services.ancestry import follow_links

    units = _numbered(Unit(code=f"U{n}", name=f"Unit {n}") for n in range(max(2, count // TEAM)))
    for number, unit in enumerate(units[1:], 1):
        unit.parent = units[(number - 1) // REPORTS]
    copy_new(Unit, units)
    names = ("Ann", "Bo", "Cy", "Dee", "Eli", "Fay", "Gus", "Hal", "Ivy", "Jo", "Kim", "Lou")
    users = _numbered(
        User(email=f"e{n}@hoshin.test", name=f"{names[n % 12]} Person {n}", role=Role.MEMBER, password="!")
        for n in range(count)
    )
    copy_new(User, users)
    people = _numbered(
        Person(employee_id=f"E{n}", name=user.name, email=user.email, user=user, unit=units[n // TEAM % len(units)])
        for n, user in enumerate(users)
    )
    for number, person in enumerate(people[1:], 1):
        person.manager = people[_manager(number)]
    copy_new(Person, people)
    follow_links(Unit, [unit.pk for unit in units])
    follow_links(Person, [person.pk for person in people])
    return people


def _manager(number: int) -> int:
    return (number - 1) // REPORTS


def _numbered(rows: Any) -> list[Any]:
    from hoshin.base.upserts import reserved_ids

    found = list(rows)
    for row, number in zip(found, reserved_ids(type(found[0]), len(found)), strict=True):
        row.pk = number
    return found


def _record(measures: list[Any], change: int) -> None:
    import random

    from django.db import connection
    from tests.worlds import NOON

    chance = random.Random(7)
    columns = "measure_id, period, value, note, source, recorded_at, change_id"
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY measures_actual ({columns}) FROM STDIN") as copy,
    ):
        for period in PERIODS:
            for measure in measures:
                copy.write_row((measure.pk, period, chance.uniform(0, 110), "", "", NOON, change))


def _signed_in_employee() -> Any:
    from django.test import Client

    from hoshin.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(email=EMPLOYEE), backend="hoshin.notices.signed_in.WithUnread")
    return client


def _checking_in() -> Callable[[], object]:
    from tests.worlds import NOON

    from hoshin.accounts.access import Actor
    from hoshin.accounts.models import User
    from hoshin.base import clock
    from hoshin.checkins.rows import CheckInDraft
    from hoshin.checkins.services import check_in
    from hoshin.checkins.standing import running_period
    from hoshin.measures.models import Measure
    from hoshin.measures.rows import ActualRow
    from hoshin.strategy.models import Objective

    measure = Measure.objects.get(owner__employee_id="E40")
    objective = Objective.objects.get(owner__employee_id="E40")
    actor, turns = Actor.of(User.objects.get(email=EMPLOYEE), "web"), iter(range(1_000_000))

    def say() -> None:
        with clock.fixed(NOON):
            start = running_period(measure, objective).start
            actual = ActualRow(measure.pk, None, start, value=float(next(turns) % 97), note="")
            done = check_in(actor, [CheckInDraft(objective, measure, actual, status="", confidence=4)])
        assert done.created + done.changed == 1

    return say


if __name__ == "__main__":
    main()
