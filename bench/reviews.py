"""Reviews of growing organisations: handing out forms, saving one as it is typed, results, and the pages of both."""

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from typing import Any

from bench.databases import count_rows, prepare
from bench.pages import At, growth, lines_of_page, signed_in, timed, within
from bench.people import people_made
from bench.reporting import Line, parser_of, show
from tests import databases

LIMIT_LAUNCH, LIMIT_CLOSING = 60.0, 60.0


def main() -> None:
    """Launch at every size, then measure each page at all of them in turn."""
    parser = parser_of("bench.reviews", __doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[1_000, 10_000])
    options = parser.parse_args()
    prepare()
    with ExitStack() as stack:
        names = [stack.enter_context(databases.named(f"bench_reviews_{people}")) for people in options.people]
        launches = [
            within(name, lambda people=people: _launched(people))
            for name, people in zip(names, options.people, strict=True)
        ]
        cycles = {name: code for name, (code, _seconds) in zip(names, launches, strict=True)}
        people = options.people[-1]
        lines = [Line(f"launch for {people:,} people", launches[-1][1], "s", LIMIT_LAUNCH)]
        office = {name: within(name, signed_in) for name in names}
        lines += _pages(names, cycles, office)
        saving = {name: within(name, lambda name=name: _saving(cycles[name])) for name in names}
        lines.append(growth("a form saved as one types", names, lambda name: timed(saving[name])))
        closed = [within(name, lambda name=name: _closed(cycles[name])) for name in names]
        lines.append(
            Line(f"results of {people:,} people", closed[-1], "s", LIMIT_CLOSING, "a third of all forms handed in")
        )
        lines += _group_pages(names, cycles, office)
    show(lines, as_json=options.json)


def _launched(people: int) -> tuple[str, float]:
    """The code of a cycle that was handed out, and the seconds that took."""
    from tests.worlds import NOON

    from hoshin.accounts.access import Actor
    from hoshin.audit.services import act
    from hoshin.base import clock
    from hoshin.base.tasks.jobs import JobProgress
    from hoshin.org.models import Organisation
    from hoshin.reviews.library import STARTERS
    from hoshin.reviews.questions import as_rows
    from hoshin.reviews.rows import CyclePlan
    from hoshin.reviews.services import launch_cycle, save_cycle
    from hoshin.reviews.services.cycles import hand_out_forms

    system = Actor.system()
    with clock.fixed(NOON), act(system, "generate") as running:
        running.keep()
        Organisation.objects.create(name="Generated")
        people_made(people)
    count_rows()
    today = clock.today()
    plan = CyclePlan(
        name="Year",
        starts_on=date(today.year - 1, 1, 1),
        ends_on=today,
        write_until=today + timedelta(days=14),
        release_on=today + timedelta(days=28),
        questions=as_rows(STARTERS["year"].questions),
        has_reports=True,
    )
    cycle = launch_cycle(system, cycle=save_cycle(system, plan=plan))
    begun = time.perf_counter()
    hand_out_forms(system, cycle=cycle, progress=JobProgress())
    seconds = time.perf_counter() - begun
    count_rows()
    return cycle.code, seconds


def _pages(names: Sequence[str], cycles: dict[str, str], office: dict[str, Any]) -> list[Line]:
    lines = []
    for query in ("", "?state=open&source=manager", "?q=Person+40", "/close", "/close/evidence"):
        asked = {name: At(office[name], f"/reviews/{cycles[name]}{query}") for name in names}
        lines += lines_of_page(f"/reviews/…{query}", names, asked)
    return lines


def _saving(code: str) -> Callable[[], object]:
    """Saves another text in the form of somebody in the middle."""
    from hoshin.accounts.access import Actor
    from hoshin.accounts.models import User
    from hoshin.reviews.models import ReviewForm
    from hoshin.reviews.rows import AnswersTyped
    from hoshin.reviews.services import save_answers

    writer = User.objects.get(email="e40@hoshin.test")
    form = ReviewForm.objects.select_related("cycle", "about", "by").filter(
        cycle__code=code, by__user=writer, source="manager"
    )[0]
    state = {"version": 0, "count": 0}

    def save() -> None:
        state["count"] += 1
        typed = AnswersTyped({"achieved": f"Draft {state['count']}"}, {"results": 4})
        state["version"] = save_answers(
            Actor.of(writer, "web"), form=form, typed=typed, version=state["version"]
        ).version

    return save


def _closed(code: str) -> float:
    """The seconds that it takes to compute what came of forms, a third of which are handed in."""
    from hoshin.accounts.access import Actor
    from hoshin.base import clock
    from hoshin.org.models import Person
    from hoshin.reviews.models import FormAnswers, FormState, ReviewCycle, ReviewForm
    from hoshin.reviews.services import close_writing, make_group

    cycle = ReviewCycle.objects.get(code=code)
    forms = list(
        ReviewForm.objects.filter(cycle=cycle, written=None, source__in=("self", "manager")).order_by("pk")[::3]
    )
    answers = {"achieved": {"text": "All of it."}, "results": {"rating": 4}, "craft": {"rating": 3}}
    FormAnswers.objects.bulk_create(
        [FormAnswers(form=form, answers=answers, saved_at=clock.now()) for form in forms], batch_size=2_000
    )
    ReviewForm.objects.filter(pk__in=[form.pk for form in forms]).update(state=FormState.DONE, done_at=clock.now())
    system = Actor.system()
    begun = time.perf_counter()
    close_writing(system, cycle=cycle)
    seconds = time.perf_counter() - begun
    cycle.refresh_from_db()
    seats = list(Person.objects.filter(employee_id__in=("E0", "E1", "E2")))
    unit = Person.objects.get(employee_id="E40").unit
    make_group(system, cycle=cycle, name="Middle", seats=seats, unit=unit)
    count_rows()
    return seconds


def _group_pages(names: Sequence[str], cycles: dict[str, str], office: dict[str, Any]) -> list[Line]:
    asked = {name: within(name, lambda name=name: _seated(cycles[name])) for name in names}
    people = {name: At(office[name], f"{asked[name].address}/people") for name in names}
    return [
        *lines_of_page("/reviews/groups/…", names, asked),
        *lines_of_page("/reviews/groups/…/people", names, people),
    ]


def _seated(code: str) -> At:
    from django.test import Client

    from hoshin.accounts.models import User
    from hoshin.reviews.models import CalibrationGroup

    client = Client()
    client.force_login(User.objects.get(email="e1@hoshin.test"), backend="hoshin.notices.signed_in.WithUnread")
    return At(client, f"/reviews/groups/{CalibrationGroup.objects.get(cycle__code=code).pk}")


if __name__ == "__main__":
    main()
