"""Keeps what definitions said when they change, so that a change never rewrites a past score unless somebody asks for it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Min, Q

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base.dated import SaidUntil, begin_of, said_on, said_since
from hoshin.base.errors import Problem
from hoshin.base.events import publish
from hoshin.base.outcome import Outcome
from hoshin.base.wordings import Said
from hoshin.measures.assembly import check_formulas, codes_read_by
from hoshin.measures.definitions import DEFINITIONS, DatedDefinition
from hoshin.measures.events import MeasuresChanged
from hoshin.measures.models import Actual, Measure, PastDefinition
from hoshin.measures.services.validity import raise_problems

# From when units are scored one by one stands with the weights, and is not said again here.
_WITH_EDGES = frozenset({"roll_up"})


def keep_what_was_said(
    before: Mapping[int, DatedDefinition], measures: Collection[Measure], since: date | None
) -> dict[int, date | None]:
    """Keep the past of measures that were changed just now: what they say holds from a day on (None: always).

    A measure without a value before the period of that day has nothing to keep: there the change holds from the
    beginning. Returns from when it holds, by measure id.
    """
    changed = [measure for measure in measures if before[measure.pk] != DEFINITIONS.by(measure)]
    if not changed:
        return {}
    firsts = _first_values(changed)
    begins = {measure.pk: begin_of(since, measure.period_frequency, firsts[measure.pk]) for measure in changed}
    DEFINITIONS.keep(before, changed, begins)
    return begins


def let_measure_say_earlier(measure: Measure, said: Collection[str], since: date | None) -> bool:
    """Let what a measure says in these columns hold from an earlier day as well (None: always); whether it did not yet."""
    begin = begin_of(since, measure.period_frequency, _first_values([measure])[measure.pk])
    columns = set(said) - _WITH_EDGES
    if "formula" in columns and measure.formula.strip():
        raise_problems(formula_problems_since(measure, begin))
    return DEFINITIONS.extend(measure, begin, columns)


def said_if(
    measure: Measure, wanted: Measure, since: date | None, said: Collection[str]
) -> list[SaidUntil[DatedDefinition]]:
    """What a measure would say and have said, were it as wanted in these columns from a day on (None: always)."""
    begins = begin_of(since, measure.period_frequency, _first_values([measure])[measure.pk])
    return said_since(
        DEFINITIONS.spans_of([measure])[measure.pk], begins, DEFINITIONS.asked(measure, wanted, set(said) - _WITH_EDGES)
    )


def restore_past_definitions(actor: Actor, rows: Mapping[Measure, Sequence[SaidUntil[DatedDefinition]]]) -> Outcome:
    """Let measures have said what is given, and nothing else, before what they say now; as another installation knew it."""
    require(actor, Right.IMPORT)
    with act(actor, "restore_past_definitions"):
        touched = DEFINITIONS.restore(rows)
        if touched:
            publish(MeasuresChanged(frozenset(touched)))
    return Outcome(changed=len(touched), unchanged=len(rows) - len(touched))


def formula_problems_since(measure: Measure, since: date | None) -> list[Problem]:
    """What would be wrong on a day in the past with the formulas that held then, were this formula among them.

    Formulas fit each other as they stand today; those of an earlier day may read each other the other way round.
    """
    spans = {one.code: found for one, found in _computed(measure)}
    days = {
        span.until for found in spans.values() for span in found if span.until and (since is None or span.until > since)
    }
    known = list(Measure.objects.values_list("code", flat=True))
    for day in sorted(days):
        on_day = {code: said_on(found, day - timedelta(days=1)).formula for code, found in spans.items()}
        on_day[measure.code] = measure.formula
        problems = check_formulas({code: text for code, text in on_day.items() if text.strip()}, known)
        if problems:
            remedy = Said("Let it hold from %(day)s on.", day=max(days).isoformat())
            return [replace(problem, field="formula", remedy=remedy) for problem in problems]
    return []


def _computed(measure: Measure) -> list[tuple[Measure, list[SaidUntil[DatedDefinition]]]]:
    """Every other measure that is or was computed, with what it said."""
    had = PastDefinition.objects.exclude(formula="").values("measure")
    measures = list(Measure.objects.filter(~Q(formula="") | Q(pk__in=had)).exclude(pk=measure.pk))
    spans = DEFINITIONS.spans_of(measures)
    return [(one, spans[one.pk]) for one in measures]


def naming_problems(measure: Measure) -> list[Problem]:
    """That a measure cannot lose its code where formulas of the past name it."""
    past = PastDefinition.objects.exclude(formula="").exclude(measure=measure).select_related("measure")
    readers = sorted({row.measure.code for row in past if measure.code.casefold() in codes_read_by(row.formula)})
    if not readers:
        return []
    return [
        Problem(
            Said(
                "%(measure)s is named by what the formula of %(readers)s said once, and past scores rest on it.",
                measure=measure.code,
                readers=", ".join(readers),
            ),
            field="code",
            value=measure.code,
            remedy="Keep it with this code; its name may change.",
        )
    ]


def _first_values(measures: Collection[Measure]) -> dict[int, date]:
    """By measure id the first period with a value; that of any measure for those that are computed from others."""
    rows = Actual.objects.filter(superseded_at=None)
    own = dict(rows.filter(measure__in=measures).order_by().values_list("measure").annotate(Min("period")))
    if all(measure.pk in own for measure in measures):
        return own
    # A computed measure has no values of its own: its past begins with the first value that there is.
    first = rows.order_by("period").values_list("period", flat=True).first() or date.max
    computed = PastDefinition.objects.exclude(formula="").filter(measure__in=measures)
    reads = {measure.pk for measure in measures if measure.formula} | set(computed.values_list("measure", flat=True))
    return {measure.pk: own.get(measure.pk, first if measure.pk in reads else date.max) for measure in measures}
