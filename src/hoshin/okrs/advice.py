"""Words for what the coach found: a reason for each lost point and what to consider instead, and a whole wording."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from hoshin.base.amounts import value_text
from hoshin.measures.models import Direction
from hoshin.okrs.assembly import Judged, MeasureKnown
from hoshin.okrs.drafts import GoalDraft

OF, WELL = 5, 4
MOST_WORDS = 12

DIMENSIONS: dict[str, str | Promise] = {
    "specific": gettext_lazy("Specific"),
    "measurable": gettext_lazy("Measurable"),
    "achievable": gettext_lazy("Achievable"),
    "relevant": gettext_lazy("Relevant"),
    "time_bound": gettext_lazy("Time-bound"),
}
VERDICTS: dict[str, str | Promise] = {
    "ready": gettext_lazy("Ready"),
    "improve": gettext_lazy("Can be put better"),
    "rewrite": gettext_lazy("Worth writing anew"),
}
# By code why a point was lost, and what to consider. Both may name the words of the goal, and verbs of its language.
_SAID: dict[str, tuple[str | Promise, str | Promise]] = {
    "verb": (
        gettext_lazy("It does not begin with what is to come about."),
        gettext_lazy("Begin with a verb such as: %(verbs)s."),
    ),
    "content": (
        gettext_lazy("It says little of what it is about."),
        gettext_lazy("Name the thing in two words or more: the waiting time of outpatients, not the time."),
    ),
    "scope": (
        gettext_lazy("It does not say for whom or where."),
        gettext_lazy("Add for whom or where it is to hold: for new customers, in the northern region."),
    ),
    "focus": (
        gettext_lazy("It says more than one thing, or says it in more than 25 words."),
        gettext_lazy("Make two goals of it, or leave out how it is to be done."),
    ),
    "vague": (
        gettext_lazy("Nobody can check: %(words)s."),
        gettext_lazy("Say it with a number, or leave it out."),
    ),
    "measure": (
        gettext_lazy("No measure serves it."),
        gettext_lazy("Add the measure by which everybody will see whether it is reached."),
    ),
    "criterion": (
        gettext_lazy("It does not say when what is delivered is good enough."),
        gettext_lazy("Write in the description how it will be accepted: who uses it, what it has to stand."),
    ),
    "target": (gettext_lazy("No number says how far it is to go."), gettext_lazy("Set a target of its measure.")),
    "delivery_date": (gettext_lazy("It has no day of delivery."), gettext_lazy("Set the day on which it is due.")),
    "baseline": (
        gettext_lazy("It is not known where it starts."),
        gettext_lazy("Record the value of today, or set the baseline of its target."),
    ),
    "steps": (
        gettext_lazy("No dated step lies on the way."),
        gettext_lazy("Add an objective that serves it and is due half-way."),
    ),
    "unit": (gettext_lazy("The numbers have no unit."), gettext_lazy("Give its measure a unit: days, EUR, per cent.")),
    "no_history": (
        gettext_lazy("There is too little history to say whether it can be reached."),
        gettext_lazy("After four values and with a target and a due date this is judged."),
    ),
    "too_easy": (
        gettext_lazy("%(measure)s has moved as far as this in most spans as long: it may be too easy."),
        gettext_lazy("Consider a target that takes an effort."),
    ),
    "too_hard": (
        gettext_lazy("%(measure)s has seldom or never moved as far as this in a span as long."),
        gettext_lazy("Consider a nearer target, more time, or what will be done otherwise this time."),
    ),
    "out_of_bounds": (
        gettext_lazy("The target lies beyond what its measure can reach."),
        gettext_lazy("Choose a target within its natural limit."),
    ),
    "parent": (
        gettext_lazy("It serves no objective yet."),
        gettext_lazy("Say under Serves which objective it helps to reach."),
    ),
    "parent_over": (
        gettext_lazy("What it serves is over."),
        gettext_lazy("Let it serve an objective that still runs."),
    ),
    "fit": (
        gettext_lazy("Its words have little in common with what it serves."),
        gettext_lazy("Say how it helps to reach it, or let it serve another objective."),
    ),
    "due": (gettext_lazy("It has no due date."), gettext_lazy("Set the day by which it is to be reached.")),
    "due_in_text": (
        gettext_lazy("The date stands in the text alone."),
        gettext_lazy("Set it as the due date too, so that pace and reminders know it."),
    ),
    "outside": (
        gettext_lazy("It is due after what it serves is over."),
        gettext_lazy("Choose an earlier day, or let it serve something that lasts longer."),
    ),
    "cadence": (
        gettext_lazy("Nothing is seen of it before it is due."),
        gettext_lazy("Add a measure with more frequent values, or an objective on the way that is due earlier."),
    ),
    "too_soon": (
        gettext_lazy("There is less than a week from its start to its due date."),
        gettext_lazy("Choose a later day, or make it an action of something larger."),
    ),
    "too_far": (
        gettext_lazy("Its due date is more than 18 months away."),
        gettext_lazy("Choose what is to be reached half-way, within a year."),
    ),
}
# Verbs to begin with, and how a whole goal is worded, in the language in which the goal is written.
_VERBS = {"en": "increase, reduce, reach, launch", "fr": "augmenter, réduire, atteindre, lancer"}
_RISING = {"en": "Increase", "fr": "Augmenter"}
_FALLING = {"en": "Reduce", "fr": "Réduire"}
_FROM_TO = {"en": "from %(start)s to %(end)s", "fr": "de %(start)s à %(end)s"}
_BY = {"en": "by %(due)s", "fr": "d'ici au %(due)s"}
_OPEN = "…"
_DIRECTIONS = (Direction.HIGHER, Direction.LOWER)


@dataclass(frozen=True, slots=True)
class Advice:
    """One lost point: what it was lost for, and what to consider."""

    code: str
    reason: str
    consider: str


@dataclass(frozen=True, slots=True)
class Check:
    """One of the five: `points` of 5, None where it cannot be judged yet."""

    dimension: str
    label: str
    points: float | None
    advice: tuple[Advice, ...]

    @property
    def is_well(self) -> bool:
        return self.points is not None and self.points >= WELL


@dataclass(frozen=True, slots=True)
class Advised:
    """The coach's answer in words. `wording`: a goal as it could be put, "" where nothing better is known.

    `is_calibrated`: wording was compared among the plan's own goals, and not by the shipped figures.
    """

    total: float
    verdict: str
    label: str
    checks: tuple[Check, ...]
    wording: str
    lexicon: str
    is_calibrated: bool

    @property
    def first(self) -> Advice | None:
        """What to look at first: the first advice of the check with the fewest points."""
        lacking = [check for check in self.checks if check.advice and check.points is not None]
        return min(lacking, key=lambda check: check.points or 0.0).advice[0] if lacking else None


def advised(found: Judged, draft: GoalDraft, measures: Sequence[MeasureKnown]) -> Advised:
    """What the rubric found, in the language of whoever reads; verbs and wording in that of the goal."""
    language = found.reading.lexicon.language
    first = found.reading.tokens[0] if found.reading.tokens else ""
    facts = {
        "verbs": found.reading.lexicon.vague_verbs.get(first, _VERBS[language]),
        "measure": found.decisive.name if found.decisive else "",
    }
    checks = tuple(
        Check(
            check.dimension.value,
            str(DIMENSIONS[check.dimension.value]),
            None if isnan(check.points) else check.points,
            tuple(_advice(one.code, {**facts, "words": ", ".join(one.words)}) for one in check.missing),
        )
        for check in found.result.checks
    )
    verdict = found.result.verdict.value
    is_well_put = (checks[0].points or 0) >= OF and (checks[1].points or 0) >= OF
    wording = "" if is_well_put else _wording(found, draft, measures)
    return Advised(
        found.result.total, verdict, str(VERDICTS[verdict]), checks, wording, found.result.lexicon, found.is_calibrated
    )


def _advice(code: str, facts: dict[str, str]) -> Advice:
    reason, consider = _SAID[code]
    return Advice(code, str(reason) % facts, str(consider) % facts)


def _wording(found: Judged, draft: GoalDraft, measures: Sequence[MeasureKnown]) -> str:
    """A goal made of its one measure, if that has a target; else of the words that are there, with gaps to fill.

    Where several measures serve it, none of them is the whole of it, and nothing is proposed in its stead.
    """
    reading, language = found.reading, found.reading.lexicon.language
    due = _BY[language] % {"due": draft.due_on.isoformat() if draft.due_on else _OPEN}
    aimed = [one for one in measures if one.measure.direction in _DIRECTIONS and _target(one) is not None]
    if len(aimed) == 1:
        return " ".join((_aimed(aimed[0], language), due))
    if aimed or not reading.content or reading.is_delivery:
        return ""
    begin = draft.name
    if reading.vague:
        verb = reading.verb.capitalize() or f"{_RISING[language]} / {_FALLING[language].lower()}"
        begin = " ".join((verb, *reading.content[:MOST_WORDS]))
    way = _FROM_TO[language] % {"start": reading.baseline or _OPEN, "end": reading.target or _OPEN}
    is_said = bool(reading.target) and not reading.vague
    return " ".join((begin, *(() if is_said else (way,)), *(() if reading.has_date and not reading.vague else (due,))))


def _target(one: MeasureKnown) -> float | None:
    return one.target.target if one.target else None


def _aimed(one: MeasureKnown, language: str) -> str:
    """Which way a measure is to go, from where to where."""
    measure, name = one.measure, one.measure.name
    start = one.target.baseline if one.target else None
    if start is None and one.values:
        start = one.values[-1][1]
    from_ = _OPEN if start is None else value_text(start, measure.unit_of_measure, measure.decimals)
    to = value_text(_target(one), measure.unit_of_measure, measure.decimals)
    verb = (_FALLING if measure.direction == Direction.LOWER else _RISING)[language]
    what = name[:1].lower() + name[1:] if name[1:2].islower() else name
    return " ".join((verb, what, _FROM_TO[language] % {"start": from_, "end": to}))
