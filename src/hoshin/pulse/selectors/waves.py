"""Waves, and what one would be before it is launched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import Count, Exists, Func, IntegerField, OuterRef, QuerySet, Subquery, Sum

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.org.models import Unit
from hoshin.org.people_rules import EVERYBODY, PeopleRule
from hoshin.pulse.assembly import detectable_points, groups_to_keep
from hoshin.pulse.ballots import check_of, mark_of, urn_of
from hoshin.pulse.library import LANGUAGES, SURVEYS, Survey, SurveyQuestion, from_kept
from hoshin.pulse.models import Invitation, PlannedWave, Urn, Wave, WaveUnit
from hoshin.pulse.policies import (
    invitations_visible_to,
    named_answers_visible_to,
    planned_waves_visible_to,
    waves_to_answer,
    waves_visible_to,
)
from hoshin.pulse.population import InvitedGroup, groups_of

LATELY, MOST_GROUPS = timedelta(days=182), 12
# What of an invitation tells whether it waits for an answer, and is shown of it.
INVITATION = (
    "wave_id",
    "wave__code",
    "wave__name",
    "wave__closes_on",
    "wave__salt",
    "person_id",
    "kept_with_id",
    "urns",
    "wave__is_named",
    "has_answered",
    "marks",
)
# Of larger groups the marks of one urn are asked for by themselves.
URNS_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class GroupPreview:
    """A group to be asked: how many are asked, of how many who are there, how often it was asked in half a year, and the
    least change, in points of a favourable share, that would be found if all or half of them answer. `is_shown`: if all
    answer, it has results."""

    unit: Unit | None
    invited: int
    there: int
    asked_lately: int
    detectable: int
    detectable_by_half: int
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """Whom a wave would ask, the first groups of it, and how many more there are."""

    invited: int
    groups: list[GroupPreview]
    more: int


def waves_for(actor: Actor) -> tuple[list[Wave], list[Wave], list[Wave]]:
    """The waves that ask the actor, other open ones, and the closed ones, the newest first. Three queries.

    What was answered without a name asks no more; with one it can be changed.
    """
    waiting = _waiting(actor)
    asked = [wave for wave in waves_to_answer(actor) if wave.is_named or wave.pk in waiting]
    others = waves_visible_to(actor).exclude(pk__in=[wave.pk for wave in asked])
    return asked, [wave for wave in others if wave.is_open], [wave for wave in others if not wave.is_open]


def invitations_to_answer(actor: Actor) -> QuerySet[Invitation]:
    """The actor's invitations to open waves, by the day on which they close.

    With how many urns their group has (`urns`) and the marks of the first of these (`marks`), by which `still_unanswered`
    tells which wait for an answer.
    """
    group = Urn.objects.filter(kept_with=OuterRef("kept_with")).order_by().values("kept_with")
    first = group.filter(place__lt=URNS_AT_ONCE)
    own = invitations_visible_to(actor).filter(wave__closed_on=None)
    own = own.annotate(
        urns=Subquery(group.values(count=Count("pk"))),
        marks=Subquery(first.values(all=JSONBAgg("marks"))),
        has_answered=Exists(named_answers_visible_to(actor).filter(wave=OuterRef("wave"), person=OuterRef("person"))),
    )
    return own.order_by("wave__closes_on", "pk")


def still_unanswered(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those of the rows of `invitations_to_answer` that wait for an answer; no statement, but for very large groups.

    Known by marks, under the ballot key, to whoever is asked and to nobody else: it is kept nowhere, and stands in no mail.
    """
    return [row for row in rows if (not row["has_answered"] if row["wave__is_named"] else row["urns"] and _waits(row))]


def has_answered(actor: Actor, wave: Wave) -> bool:
    """Whether the actor answered a wave without names that is open, as `still_unanswered` knows it. Two queries."""
    return not wave.is_named and takes_answers(wave) and wave.pk not in _waiting(actor)


def _waiting(actor: Actor) -> set[int]:
    return {row["wave_id"] for row in still_unanswered(list(invitations_to_answer(actor).values("pk", *INVITATION)))}


def _waits(row: Mapping[str, Any]) -> bool:
    wave = Wave(pk=row["wave_id"], salt=row["wave__salt"])
    if not takes_answers(wave):
        return False
    place, mark = urn_of(wave, row["person_id"], row["urns"]), mark_of(wave, row["person_id"])
    if place < URNS_AT_ONCE:
        return all(mark not in marks for marks in row["marks"])
    return not Urn.objects.filter(kept_with=row["kept_with_id"], place=place, marks__contains=[mark]).exists()


def takes_answers(wave: Wave) -> bool:
    """Whether the ballot key is still the one with which it was launched: another knows none of its marks."""
    return check_of(wave.salt[:32]) == wave.salt[32:]


def wave_by_code(actor: Actor, code: str) -> Wave:
    """The wave of that code. NotFound where there is none."""
    wave = waves_visible_to(actor).filter(code=code).first()
    if wave is None:
        raise NotFound("survey", code)
    return wave


def wave_before(wave: Wave) -> Wave | None:
    """The last wave of the same survey that was closed before this one began."""
    before = Wave.objects.filter(survey=wave.survey, is_named=False, closed_on__lte=wave.opened_on).exclude(pk=wave.pk)
    return before.order_by("-closed_on", "-pk").first()


def waves_over() -> QuerySet[Wave]:
    """Open waves whose last day is over."""
    return Wave.objects.filter(closed_on=None, closes_on__lt=clock.today())


def waves_to_remind() -> QuerySet[Wave]:
    """Open waves on whose day of the reminder, or later, nobody was reminded yet."""
    return Wave.objects.filter(closed_on=None, remind_on__lte=clock.today())


def planned_waves(actor: Actor) -> QuerySet[PlannedWave]:
    """Those that the actor may see, the next first."""
    return planned_waves_visible_to(actor).select_related("unit")


def planned_wave_by_code(actor: Actor, code: str) -> PlannedWave:
    """The planned wave of that code. NotFound where there is none."""
    found = planned_waves(actor).filter(code=code).first()
    if found is None:
        raise NotFound("planned survey", code)
    return found


def survey_of(wave: Wave) -> Survey:
    """What a wave asks, as it stood at its launch: a question of a code never changes."""
    return survey_in(wave.survey, wave.questions, wave.name)


def survey_in(code: str, kept: Sequence[Any], name: str = "") -> Survey:
    """A survey from its questions as they were written down: of the library by their codes, others with all their words."""
    known = SURVEYS.get(code)
    by_code = {question.code: question for question in known.questions} if known else {}
    questions = tuple(by_code[one] if isinstance(one, str) else from_kept(one) for one in kept)
    return Survey(code, known.name if known else name, known.purpose if known else "", questions)


def languages_of(wave: Wave) -> list[str]:
    """In which languages it is asked."""
    return [one for one in LANGUAGES if one in wave.languages] or survey_of(wave).languages


def questions_of(wave: Wave) -> list[SurveyQuestion]:
    """The questions that a wave asks, as they stood at its launch."""
    return list(survey_of(wave).questions)


def completed_of(wave: Wave) -> int | None:
    """How many answered, of all together; None of a closed wave from which too few did to say."""
    if not wave.is_open:
        return WaveUnit.objects.filter(wave=wave, parent=None).values_list("completed", flat=True).first()
    lengths = Urn.objects.filter(wave=wave).annotate(
        count=Func("answers", function="jsonb_array_length", output_field=IntegerField())
    )
    return int(lengths.aggregate(total=Sum("count"))["total"] or 0)


def _deepest_shown(groups: Sequence[InvitedGroup]) -> int:
    """As many levels as fit, and one below everybody at least."""
    deepest = 1
    while deepest < max(group.depth for group in groups):
        if sum(group.depth <= deepest + 1 for group in groups) > MOST_GROUPS:
            break
        deepest += 1
    return deepest


def preview_of(unit: Unit | None, smallest: int, share: int = 100, only: PeopleRule = EVERYBODY) -> Preview:
    """Whom a wave to a unit with all below (None: everybody) would ask, and what it could find; of a sample, about."""
    groups = groups_of(unit, share, only=only)
    parents = [group.parent for group in groups]
    shown = groups_to_keep(parents, [len(group.people) for group in groups], smallest).shown
    recent = WaveUnit.objects.filter(wave__opened_on__gte=clock.today() - LATELY)
    asked: dict[int | None, int] = {}
    for one in recent.values_list("unit", flat=True):
        asked[one] = asked.get(one, 0) + 1
    first = [(at, group) for at, group in enumerate(groups) if group.depth <= _deepest_shown(groups)]
    rows = [
        GroupPreview(
            group.unit,
            group.invited,
            group.there,
            asked.get(group.unit.pk if group.unit else None, 0),
            detectable_points(max(group.invited, 1)),
            detectable_points(max(group.invited // 2, 1)),
            bool(shown[at]),
        )
        for at, group in first[:MOST_GROUPS]
    ]
    return Preview(groups[0].invited, rows, len(groups) - len(rows))
