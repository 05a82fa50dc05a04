"""Forms to results: ratings to the score of a form, forms to sources, sources to one score; what unnamed people wrote.

The raw score of a person is the engine's aggregation of their sources, or the formula of the cycle over these. Its standard
error comes from how far raters of one source lie apart in the whole cycle, since one rater alone says nothing of it.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from django.utils.translation import gettext_noop

from hoshin.engine.reasons import Reason
from hoshin.engine.reviews import RatingSource, SourcesResult, aggregate, nine_box
from hoshin.reviews.assembly.formulas import computed
from hoshin.reviews.assembly.handed_in import RULES, SOURCES, HandedIn, form_scores
from hoshin.reviews.questions import STEPS, RatedOf, ReviewQuestion, ReviewSource

CUTS, WIDE_GAP, MUCH_MOVED = (2.5, 3.5), 1.5, 0.25
# How far two raters of one person lie apart where a cycle cannot tell.
USUAL_SPREAD = 0.5
# As many pairs of raters the usual weighs, so that three who agree by chance do not make everybody certain.
FREEDOM_OF_USUAL = 5
LEAST_VOICES = 3
_INPUTS = {"self": RatingSource.SELF, "manager": RatingSource.MANAGER, "peers": RatingSource.PEER}
_INPUTS |= {"reports": RatingSource.REPORT, "others": RatingSource.OTHER, "outside": RatingSource.OUTSIDE}
NO_SCORE = {
    Reason.SUPPRESSED: gettext_noop("too few people rated"),
    Reason.WEIGHTS_ZERO: gettext_noop("nobody rated whose rating counts"),
    Reason.NO_DATA: gettext_noop("nobody rated"),
}


TOO_BRIEF = gettext_noop("whoever rated has worked with them for too few days")


class NineBoxPlace(NamedTuple):
    """A box of nine, 0 to 2 from low to high, and how likely it is the right one; `is_between`: less than 0.6."""

    performance: int
    potential: int
    likely: float
    is_between: bool


@dataclass(slots=True)
class PersonOutcome:
    """What came of the forms about one person."""

    raw: float | None = None
    error: float | None = None
    adjusted: float | None = None
    reason: str = ""
    potential: float | None = None
    sources: list[dict[str, Any]] = field(default_factory=list)
    voices: dict[str, list[str]] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)


def outcomes_of(
    people: Sequence[int],
    forms: Sequence[HandedIn],
    questions: Sequence[ReviewQuestion],
    *,
    formula: str = "",
    names_peers: bool = False,
    goals: Mapping[int, float] | None = None,
    moved: Mapping[int, float] | None = None,
) -> dict[int, PersonOutcome]:
    """What came of a cycle for each of these people. Whoever was not rated has the reason for that.

    `moved`: by person how far the model of raters would move a score. It stands beside a score without a formula.
    """
    place = {person: at for at, person in enumerate(people)}
    known = [form for form in forms if form.person in place]
    scores = form_scores(known, questions, RatedOf.PERFORMANCE)
    potentials = form_scores(known, questions, RatedOf.POTENTIAL)
    found = aggregate(
        [place[form.person] for form in known],
        [SOURCES[ReviewSource(form.source)] for form in known],
        scores,
        people=len(people),
        rules=RULES,
    )
    spread = _spread_of_raters(found)
    brief = Counter((form.person, form.source) for form in known if form.is_brief)
    outcomes = {person: _outcome(person, at, found, spread, brief) for person, at in place.items()}
    for form, potential in zip(known, potentials, strict=True):
        if form.source == ReviewSource.MANAGER and not np.isnan(potential):
            outcomes[form.person].potential = float(potential)
    if not formula.strip():
        _adjust(outcomes, moved or {})
    else:
        for person, at in place.items():
            _by_formula(outcomes[person], formula, _inputs(at, found, (goals or {}).get(person)))
    if not names_peers:
        _hear(outcomes, known)
    _flag(outcomes, known, found, place)
    return outcomes


def boxes_of(rows: Sequence[tuple[float | None, float | None, float | None]]) -> list[NineBoxPlace | None]:
    """The boxes of score, its error, and potential; None where one is missing or no score of the scale from 1 to 5."""
    if not rows:
        return []
    given = np.array([[np.nan if value is None else value for value in row] for row in rows], np.float64)
    given[(given[:, 0] < 1) | (given[:, 0] > 5), 0] = np.nan
    errors = np.where(np.isnan(given[:, 1]), USUAL_SPREAD, given[:, 1])
    boxes = nine_box(given[:, 0], errors, given[:, 2], np.full(len(rows), USUAL_SPREAD), CUTS)
    return [
        None if one < 0 else NineBoxPlace(int(one), int(other), float(likely[one, other]), bool(between))
        for one, other, likely, between in zip(
            boxes.performance, boxes.potential, boxes.probability, boxes.is_between, strict=True
        )
    ]


def _spread_of_raters(found: SourcesResult) -> float:
    """How far raters of one source lie from its mean, pooled over everybody who has two or more, and with the usual."""
    freedom = np.where(np.isnan(found.sd), 0, found.n - 1)
    squares = (np.nan_to_num(found.sd) ** 2 * freedom).sum() + FREEDOM_OF_USUAL * USUAL_SPREAD**2
    return float(np.sqrt(squares / (freedom.sum() + FREEDOM_OF_USUAL)))


def _outcome(
    person: int, at: int, found: SourcesResult, spread: float, brief: Mapping[tuple[int, str], int]
) -> PersonOutcome:
    raw = float(found.overall[at])
    sources = [
        {
            "source": source.value,
            "n": int(found.n[at, column]),
            "weight": round(float(found.weights[at, column]), 4),
            **{
                name: None if np.isnan(values[at, column]) else round(float(values[at, column]), 4)
                for name, values in (
                    ("mean", found.mean),
                    ("sd", found.sd),
                    ("low", found.low),
                    ("high", found.high),
                    ("trimmed", found.trimmed),
                )
            },
            "is_hidden": bool(found.suppressed[at, column]),
            "left_out": brief.get((person, source.value), 0),
        }
        for source, column in SOURCES.items()
        if found.n[at, column] or brief.get((person, source.value))
    ]
    if np.isnan(raw):
        reason = NO_SCORE.get(Reason(int(found.reason[at])), NO_SCORE[Reason.NO_DATA])
        # Of managers one is enough, so that without the days there would be a score.
        return PersonOutcome(reason=TOO_BRIEF if brief.get((person, ReviewSource.MANAGER)) else reason, sources=sources)
    parts = [one["weight"] ** 2 / one["n"] for one in sources if one["weight"]]
    return PersonOutcome(raw=raw, error=spread * float(np.sqrt(sum(parts))), sources=sources)


def _inputs(at: int, found: SourcesResult, goals: float | None) -> dict[str, float | None]:
    said = {name: float(found.mean[at, column]) for name, column in _INPUTS.items()}
    said["usual"] = float(found.overall[at])
    return {name: None if np.isnan(value) else value for name, value in said.items()} | {"goals": goals}


def _adjust(outcomes: Mapping[int, PersonOutcome], moved: Mapping[int, float]) -> None:
    for person, outcome in outcomes.items():
        by = moved.get(person)
        if by is not None and outcome.raw is not None:
            outcome.adjusted = min(max(outcome.raw + by, STEPS[0]), STEPS[-1])
            if abs(by) >= MUCH_MOVED:
                outcome.flags.append("raters")


def _by_formula(outcome: PersonOutcome, formula: str, inputs: Mapping[str, float | None]) -> None:
    outcome.raw, outcome.reason = computed(formula, inputs)
    outcome.error = outcome.error if outcome.raw is not None else None


def _hear(outcomes: Mapping[int, PersonOutcome], forms: Sequence[HandedIn]) -> None:
    """What unnamed peers and reports wrote: sorted by what stands in it, of each source three at least, or together."""
    said: dict[int, dict[str, list[HandedIn]]] = defaultdict(lambda: defaultdict(list))
    for form in forms:
        if form.source in (ReviewSource.PEER, ReviewSource.REPORT):
            said[form.person][form.source].append(form)
    for person, by_source in said.items():
        enough = [rows for rows in by_source.values() if len(rows) >= LEAST_VOICES]
        few = [row for rows in by_source.values() if len(rows) < LEAST_VOICES for row in rows]
        heard = [row for rows in enough for row in rows]
        # Too few of one kind are heard among those of the other, never alone.
        heard += few if len(few) >= LEAST_VOICES or heard else []
        for row in heard:
            for code, answer in row.answers.items():
                if answer.get("text"):
                    outcomes[person].voices.setdefault(code, []).append(answer["text"])
        for texts in outcomes[person].voices.values():
            texts.sort()


def _flag(
    outcomes: Mapping[int, PersonOutcome], forms: Sequence[HandedIn], found: SourcesResult, place: Mapping[int, int]
) -> None:
    """Why somebody is a case: near a cut, far from what they say themself, or nothing is cited."""
    cites: dict[int, int] = defaultdict(int)
    for form in forms:
        cites[form.person] += form.cites if form.source == ReviewSource.MANAGER else 0
    for person, outcome in outcomes.items():
        near = outcome.error or 0.0
        if outcome.raw is not None and any(abs(outcome.raw - cut) <= near for cut in CUTS):
            outcome.flags.append("boundary")
        if abs(found.gap[place[person]]) >= WIDE_GAP:
            outcome.flags.append("gap")
        if outcome.raw is not None and not cites[person]:
            outcome.flags.append("no_evidence")
        if outcome.raw is None:
            outcome.flags.append("no_score")
