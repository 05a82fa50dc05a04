"""Checking in: values are recorded, and what somebody says of their key results is kept, all or nothing."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.db import connection

from hoshin.accounts.access import Actor
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Conflict, Invalid, Problem
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import upsert
from hoshin.base.wordings import Said
from hoshin.checkins.models import LONGEST, CheckIn, Confidence, SaidStatus, SavingTime
from hoshin.checkins.notices import REMINDER
from hoshin.checkins.policies import require_may_check_in
from hoshin.checkins.rhythm import is_taken, week_of
from hoshin.checkins.rows import BesideValues, CheckInDraft
from hoshin.checkins.rules import rules
from hoshin.checkins.services.blockers import raise_blocker, who_cannot_be_asked
from hoshin.checkins.standing import StandingResult, latest_values, likely, paces_of, proposed
from hoshin.forecasts.selectors import forecasts_of
from hoshin.measures.beside import beside_others
from hoshin.measures.models import Actual, Target
from hoshin.measures.services import record_actuals
from hoshin.notices.models import Notice
from hoshin.notices.services import mark_read
from hoshin.okrs.models import Commitment
from hoshin.org.models import Person
from hoshin.org.selectors import person_of
from hoshin.strategy.models import Contribution

MOST = 200
# Whoever left the page open for longer did something else meanwhile.
LONGEST_TIME = 1800
_CHECKING_IN = 7108


def check_in(
    actor: Actor, drafts: Sequence[CheckInDraft], *, values: BesideValues | None = None, seconds: int | None = None
) -> Outcome:
    """Say how key results stand, with the values that are given: one change, one rescoring, all or nothing.

    Said again on the same day, what was said is changed; the same again changes nothing. Invalid names all faults, each
    with its draft counted from 1; Implausible and Conflict those whose value is unlike all others, or was overtaken.
    `values` are recorded with them: what is wrong with one is told of it, counted behind the drafts. `seconds`: how long
    it took, which is kept of nobody.
    """
    require_may_check_in(actor, {draft.objective.pk: draft.objective for draft in drafts}.values())
    _raise(_problems(drafts))
    given = values or BesideValues((), ())
    measures = {draft.measure.pk for draft in drafts} | {row.measure_id for row in given.rows}
    return beside_others(measures, lambda: _check_in(actor, drafts, given, seconds))


def _check_in(actor: Actor, drafts: Sequence[CheckInDraft], values: BesideValues, seconds: int | None) -> Outcome:
    with act(actor, "check_in", count=len(drafts)):
        _hold(actor)
        _record(actor, drafts, values)
        standing = _standing(drafts)
        by_figures = _by_figures(actor, standing)
        _raise(_without_reason(drafts, by_figures))
        person = person_of(actor)
        if seconds is not None:
            _time(person, seconds, len(drafts))
        outcome = _kept(actor, person, drafts, standing, by_figures)
        if actor.user_id is not None:
            reminders = Notice.objects.filter(user=actor.user_id, kind=REMINDER.code, read_at=None)
            mark_read(actor, notices=reminders.values_list("pk", flat=True))
        for draft in drafts:
            if draft.blocker.strip():
                _raise_blocker(actor, draft)
    return outcome


def _raise_blocker(actor: Actor, draft: CheckInDraft) -> None:
    raise_blocker(actor, objective=draft.objective, measure=draft.measure, text=draft.blocker, to=draft.blocker_to)


def _hold(actor: Actor) -> None:
    """Two saves of one person follow each other, so that a day keeps one check-in of theirs. Held before all else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_CHECKING_IN, actor.own_pk])


def _time(person: Person | None, seconds: int, results: int) -> None:
    is_first = not CheckIn.objects.filter(person=person).exists()
    SavingTime.objects.create(
        week=week_of(clock.today()).start,
        seconds=min(max(seconds, 1), LONGEST_TIME),
        results=results,
        is_first=is_first,
    )


def _record(actor: Actor, drafts: Sequence[CheckInDraft], beside: BesideValues) -> None:
    """Record the values; what is wrong with one is told of its draft, or of its place behind all drafts."""
    sent = [(at, draft.actual, draft) for at, draft in enumerate(drafts, start=1) if draft.actual is not None]
    places = [at for at, *_rest in sent] + [len(drafts) + at for at in range(1, len(beside.rows) + 1)]
    if not places:
        return
    shown = [draft.expected for *_place, draft in sent] + list(beside.expected)
    meant = {number for number, (*_place, draft) in enumerate(sent, start=1) if draft.is_meant}
    is_asked_back = bool(beside.rows) or any(draft.is_meant is not None for *_place, draft in sent)
    try:
        record_actuals(
            actor,
            [*(row for _at, row, _draft in sent), *beside.rows],
            expected=[] if None in shown else [pk or 0 for pk in shown],
            meant=meant | {len(sent) + number for number in beside.meant} if is_asked_back else None,
        )
    except Conflict as found:
        raise Conflict(str(found), rows=[places[row - 1] for row in found.rows]) from found
    except Invalid as found:
        raise type(found)([_of_draft(problem, places) for problem in found.problems]) from found


def _of_draft(problem: Problem, places: Sequence[int]) -> Problem:
    return problem if problem.row is None else replace(problem, row=places[problem.row - 1])


def _standing(drafts: Sequence[CheckInDraft]) -> list[StandingResult]:
    """How the key results stand now that the values are recorded. Two queries."""
    measures = {draft.measure.pk for draft in drafts}
    targets = defaultdict(list)
    for target in Target.objects.filter(measure__in=measures, unit=None):
        targets[target.measure_id].append(target)
    values = latest_values(Actual.objects.all(), measures, 1)
    return [StandingResult.of(draft.objective, draft.measure, targets, values) for draft in drafts]


def _by_figures(actor: Actor, standing: Sequence[StandingResult]) -> list[str]:
    """The status that the forecast or the pace of each proposes. One query."""
    forecasts = forecasts_of(actor, {one.measure.pk for one in standing})
    chances = [likely(one, forecasts.get(one.measure.pk)) for one in standing]
    return [proposed(pace, chance) for pace, chance in zip(paces_of(standing), chances, strict=True)]


def _kept(
    actor: Actor,
    person: Person | None,
    drafts: Sequence[CheckInDraft],
    standing: Sequence[StandingResult],
    by_figures: Sequence[str],
) -> Outcome:
    today, by = clock.today(), person.name if person else actor.name
    held = CheckIn.objects.filter(
        checked_on=today, person=person, written_by=by, objective__in={draft.objective.pk for draft in drafts}
    )
    known = {(row.objective_id, row.measure_id): row for row in held}
    wanted: list[tuple[CheckIn | None, dict[str, Any]]] = []
    for draft, stands, figures in zip(drafts, standing, by_figures, strict=True):
        said = {
            "value": stands.value,
            "confidence": draft.confidence,
            "note": _tidied(draft.note),
            "proposed": figures,
            "status": "" if draft.status == figures else draft.status,
            "why": _tidied(draft.why) if draft.status not in ("", figures) else "",
            "is_late": draft.objective.due_date is not None and draft.objective.due_date < today,
        }
        row = known.get((draft.objective.pk, draft.measure.pk))
        if row is not None:
            is_same = all(getattr(row, name) == one for name, one in said.items())
            wanted.append((row, said if is_same else said | {"written_at": clock.now()}))
            continue
        place = {"objective_id": draft.objective.pk, "measure_id": draft.measure.pk, "checked_on": today}
        signed = {"person_id": person.pk if person else None, "written_by": by, "written_at": clock.now()}
        wanted.append((None, place | signed | said))
    return upsert(CheckIn, wanted).outcome


def _raise(problems: Iterator[Problem]) -> None:
    found = list(problems)
    if found:
        raise Invalid(found)


def _problems(drafts: Sequence[CheckInDraft]) -> Iterator[Problem]:
    if not 0 < len(drafts) <= MOST:
        yield Problem(Said("Check in on one key result at least, and on %(most)s at most.", most=MOST))
        return
    goals = {draft.objective.pk for draft in drafts}
    serving = Contribution.objects.filter(parent__in=goals, measure__in={draft.measure.pk for draft in drafts})
    known, seen, today = set(serving.values_list("parent", "measure")), set(), clock.today()
    late_days = rules().late_days
    archived = set(
        Commitment.objects.filter(objective__in=goals).exclude(archived_on=None).values_list("objective", flat=True)
    )
    for number, draft in enumerate(drafts, start=1):
        key, goal = (draft.objective.pk, draft.measure.pk), draft.objective
        if key not in known:
            message = Said("%(code)s is no key result of %(goal)s.", code=draft.measure.code, goal=goal.code)
            yield Problem(message, field="key_result", value=draft.measure.code, row=number)
        elif key in seen:
            message = Said("%(code)s is named twice.", code=draft.measure.code)
            yield Problem(message, field="key_result", value=draft.measure.code, row=number)
        elif goal.pk in archived or goal.removed_on is not None or not is_taken(today, goal.due_date, late_days):
            message = Said("%(goal)s is over: no check-in is taken any more.", goal=goal.code)
            yield Problem(message, field="objective", value=goal.code, row=number)
        seen.add(key)
        yield from _unsayable(number, draft)


def _unsayable(number: int, draft: CheckInDraft) -> Iterator[Problem]:
    """What of the words and choices cannot be kept."""
    if draft.confidence is not None and draft.confidence not in Confidence.values:
        said = str(draft.confidence)
        yield Problem("Confidence is a number from 1 to 5.", field="confidence", value=said, row=number)
    if draft.status and draft.status not in SaidStatus.values:
        yield Problem("This is no status.", field="status", value=draft.status, row=number)
    for name in ("note", "why", "blocker"):
        if len(_tidied(getattr(draft, name))) > LONGEST:
            yield Problem(Said("At most %(most)s characters.", most=LONGEST), field=name, row=number)
    if draft.blocker_to is not None:
        if not draft.blocker.strip():
            yield Problem("Say what stands in the way.", field="blocker", row=number)
        yield from (replace(one, row=number) for one in who_cannot_be_asked(draft.objective, draft.blocker_to))


def _without_reason(drafts: Sequence[CheckInDraft], by_figures: Sequence[str]) -> Iterator[Problem]:
    for number, (draft, figures) in enumerate(zip(drafts, by_figures, strict=True), start=1):
        if draft.status not in ("", figures) and not draft.why.strip():
            message = "Say why it stands otherwise than its pace says." if figures else "Say why it stands so."
            yield Problem(message, field="why", row=number)


def _tidied(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
