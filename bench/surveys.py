"""A survey of everybody: sent, answered by two writers at once, and closed with the results of all units and their audit."""

import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from multiprocessing import get_context
from random import Random

from bench.databases import count_rows, prepare
from bench.pages import At, lines_of_page, signed_in, within
from bench.reporting import Line, parser_of, show
from tests import databases

WRITERS, AN_HOUR = 2, 3_600
LIMIT_ANSWERS, LIMIT_CLOSING = 60_000, 60.0
IN_A_UNIT, UNITS_IN_ONE = 20, 8


def main() -> None:
    """Build, send, answer, close, and tell."""
    parser = parser_of("bench.surveys", __doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--answers", type=int, default=60_000)
    parser.add_argument("--pages", type=int, nargs="+", default=[1_000, 10_000])
    options = parser.parse_args()
    prepare()
    with ExitStack() as stack:
        name = stack.enter_context(databases.named(f"bench_surveys_{options.people}"))
        units = _build(options.people)
        count_rows()
        size = f"{options.people:,} people in {units:,} units"
        seconds, wave = _sent()
        lines = [Line("send a survey", seconds, "s", detail=size)]
        seconds = _answered(name, wave, options.answers)
        hourly = options.answers / seconds * AN_HOUR
        detail = f"{options.answers:,} by {WRITERS} writers in {seconds:.1f} s"
        lines.append(Line("answers", hourly, "an hour", LIMIT_ANSWERS, detail, at_least=True))
        databases.connect_to(name)
        seconds, detail = _closed(wave)
        lines.append(Line("close it: results of all units, audited", seconds, "s", LIMIT_CLOSING, detail))
        lines += _pages(stack, options.pages)
    show(lines, as_json=options.json)


def _pages(stack: ExitStack, sizes: Sequence[int]) -> list[Line]:
    """The heat map of all units and the page of the first, at each of these sizes, six of ten having answered."""
    names = [stack.enter_context(databases.named(f"bench_heat_map_{people}")) for people in sizes]
    codes = {
        name: within(name, lambda name=name, people=people: _told(name, people))
        for name, people in zip(names, sizes, strict=True)
    }
    office = {name: within(name, signed_in) for name in names}
    lines = []
    for page in ("", "/units/0"):
        asked = {name: At(office[name], f"/surveys/{codes[name]}{page}") for name in names}
        lines += lines_of_page(f"/surveys/…{page}", names, asked)
    return lines


def _told(name: str, people: int) -> str:
    """The code of a survey that was sent, answered and closed."""
    from hoshin.pulse.models import Wave

    _build(people)
    count_rows()
    _seconds, wave = _sent()
    _write(name, wave, range(people * 6 // 10))
    _closed(wave)
    count_rows()
    return Wave.objects.get(pk=wave).code


def _build(people: int) -> int:
    """Units of twenty people each in a tree of eight to one, everybody a user; how many units there are."""
    from hoshin.accounts.models import User
    from hoshin.org.models import Person, Unit

    count = max(people // IN_A_UNIT, 1)
    units: list[Unit] = []
    begun, end = 0, 1
    while begun < count:
        parents = units[max((begun - 1) // UNITS_IN_ONE, 0) :]
        level = [
            Unit(code=f"U{at}", name=f"Unit {at}", parent=units[(at - 1) // UNITS_IN_ONE] if at and parents else None)
            for at in range(begun, min(end, count))
        ]
        units += Unit.objects.bulk_create(level, batch_size=5_000)
        begun, end = end, end * UNITS_IN_ONE + 1
    users = User.objects.bulk_create(
        [User(email=f"s{at}@hoshin.test", name=f"S{at}", role="member") for at in range(people)], batch_size=5_000
    )
    Person.objects.bulk_create(
        [
            Person(employee_id=f"S{at}", name=f"S{at}", user=user, unit=units[at % count])
            for at, user in enumerate(users)
        ],
        batch_size=5_000,
    )
    return count


def _sent() -> tuple[float, int]:
    from hoshin.accounts.access import Actor
    from hoshin.base import clock
    from hoshin.pulse.services import launch_wave

    begun = time.perf_counter()
    closes_on = clock.today() + timedelta(days=14)
    wave = launch_wave(
        Actor.system(), survey="engagement", name="How are we?", closes_on=closes_on, comments_to="heads"
    )
    return time.perf_counter() - begun, int(wave.pk)


def _answered(name: str, wave: int, answers: int) -> float:
    """The seconds until so many people have answered, of whom each writer takes every second."""
    begun = time.perf_counter()
    # A writer that is forked would share the connection.
    with ProcessPoolExecutor(WRITERS, mp_context=get_context("spawn")) as pool:
        parts = [pool.submit(_write, name, wave, list(range(place, answers, WRITERS))) for place in range(WRITERS)]
        for part in parts:
            part.result()
    return time.perf_counter() - begun


def _write(name: str, wave: int, places: Sequence[int]) -> None:
    """One writer, a process of its own, answers as each of these people: all that a sent page asks of the services."""
    prepare()
    databases.connect_to(name)
    from hoshin.accounts.access import Actor
    from hoshin.accounts.models import User
    from hoshin.pulse.models import Wave
    from hoshin.pulse.selectors import questions_of
    from hoshin.pulse.services import cast_ballot

    asked = Wave.objects.get(pk=wave)
    questions, draw = questions_of(asked), Random(places[0])
    for place in places:
        actor = Actor.of(User.objects.get(email=f"s{place}@hoshin.test"), "web")
        mood = draw.gauss(3.5, 0.8)
        answers: dict[str, int | None] = {
            one.code: round(min(max(draw.gauss(mood, 0.8), 1), 5)) * (2 if one.kind == "enps" else 1)
            for one in questions
        }
        comment = f"Something about {draw.choice(('pay', 'tools', 'time'))} of mine" if place % 5 == 0 else ""
        cast_ballot(actor, wave=asked, answers=answers, comment=comment)


def _closed(wave: int) -> tuple[float, str]:
    from hoshin.accounts.access import Actor
    from hoshin.pulse.models import Wave, WaveResult
    from hoshin.pulse.services import close_wave

    begun, worked = time.perf_counter(), time.process_time()
    closed = close_wave(Actor.system(), wave=Wave.objects.get(pk=wave))
    seconds, worked = time.perf_counter() - begun, time.process_time() - worked
    relations = sum(found["relations"] for found in closed.audit.values())
    cells = WaveResult.objects.filter(wave=closed).count()
    return seconds, f"{cells:,} cells, {relations:,} relations looked at; {worked:.1f} s of a processor"


if __name__ == "__main__":
    main()
