"""Keeps what definitions said when they change, so that a change never rewrites a past score unless somebody asks for it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta

from django.db.models import Min, Q

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Problem
from hoshin.base.events import publish
from hoshin.base.outcome import Outcome
from hoshin.base.periods import Period
from hoshin.measures.assembly import check_formulas, codes_read_by
from hoshin.measures.definitions import DATED, DatedDefinition, SaidUntil, joined, said_since
from hoshin.measures.events import MeasuresChanged
from hoshin.measures.models import Actual, Measure, PastDefinition


def spans_of(measures: Collection[Measure]) -> dict[int, list[SaidUntil]]:
    """By measure id what its definition said, oldest first, the last being what it says now. One query."""
    spans: dict[int, list[SaidUntil]] = {measure.pk: [] for measure in measures}
    for row in PastDefinition.objects.filter(measure__in=spans).order_by("measure", "valid_to"):
        spans[row.measure_id].append(SaidUntil(row.valid_to, DatedDefinition.by(row)))
    for measure in measures:
        spans[measure.pk].append(SaidUntil(None, DatedDefinition.by(measure)))
    return spans


def keep_what_was_said(
    before: Mapping[int, DatedDefinition], measures: Collection[Measure], since: date | None
) -> dict[int, date | None]:
    """Keep the past of measures that were changed just now: what they say holds from a day on (None: always).

    It takes effect with the period of the measure in which the day lies. A measure without a value before that has
    nothing to keep: there the change holds from the beginning. Returns from when it holds, by measure id.
    """
    changed = [measure for measure in measures if before[measure.pk] != DatedDefinition.by(measure)]
    if not changed:
        return {}
    spans, firsts = spans_of(changed), _first_values(changed)
    begins: dict[int, date | None] = {}
    wanted: dict[int, list[SaidUntil]] = {}
    for measure in changed:
        was, now = before[measure.pk], DatedDefinition.by(measure)
        past = [*spans[measure.pk][:-1], SaidUntil(None, was)]
        changes = {name: getattr(now, name) for name in DATED if getattr(now, name) != getattr(was, name)}
        begins[measure.pk] = _begin(measure, since, firsts[measure.pk])
        wanted[measure.pk] = said_since(past, begins[measure.pk], changes)[:-1]
    _write(wanted)
    return begins


def said_if(measure: Measure, changes: Mapping[str, str], since: date | None) -> list[SaidUntil]:
    """What a measure would say and have said, were these columns as given from a day on (None: from the beginning)."""
    dated = {name: str(value) for name, value in changes.items() if name in DATED}
    begins = _begin(measure, since, _first_values([measure])[measure.pk])
    return said_since(spans_of([measure])[measure.pk], begins, dated)


def _begin(measure: Measure, since: date | None, first: date) -> date | None:
    """The first day of the period in which a change takes effect; None where there is nothing before it to keep."""
    begins = None if since is None else Period.containing(since, measure.period_frequency).start
    return None if begins is None or first >= begins else begins


def restore_past_definitions(actor: Actor, rows: Mapping[Measure, Sequence[SaidUntil]]) -> Outcome:
    """Let measures have said what is given, and nothing else, before what they say now; as another installation knew it."""
    require(actor, Right.IMPORT)
    with act(actor, "restore_past_definitions"):
        current = {measure.pk: SaidUntil(None, DatedDefinition.by(measure)) for measure in rows}
        wanted = {measure.pk: joined([*spans, current[measure.pk]])[:-1] for measure, spans in rows.items()}
        touched = _write(wanted)
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
        on_day = {code: _on(found, day - timedelta(days=1)).formula for code, found in spans.items()}
        on_day[measure.code] = measure.formula
        problems = check_formulas({code: text for code, text in on_day.items() if text.strip()}, known)
        if problems:
            remedy = f"Let it hold from {max(days).isoformat()} on."
            return [replace(problem, field="formula", remedy=remedy) for problem in problems]
    return []


def _computed(measure: Measure) -> list[tuple[Measure, list[SaidUntil]]]:
    """Every other measure that is or was computed, with what it said."""
    had = PastDefinition.objects.exclude(formula="").values("measure")
    measures = list(Measure.objects.filter(~Q(formula="") | Q(pk__in=had)).exclude(pk=measure.pk))
    spans = spans_of(measures)
    return [(one, spans[one.pk]) for one in measures]


def _on(spans: Sequence[SaidUntil], day: date) -> DatedDefinition:
    return next(span.said for span in spans if span.until is None or day < span.until)


def naming_problems(measure: Measure) -> list[Problem]:
    """That a measure cannot lose its code where formulas of the past name it."""
    past = PastDefinition.objects.exclude(formula="").exclude(measure=measure).select_related("measure")
    readers = sorted({row.measure.code for row in past if measure.code.casefold() in codes_read_by(row.formula)})
    if not readers:
        return []
    return [
        Problem(
            f"{measure.code} is named by what the formula of {', '.join(readers)} said once, and past scores rest on it.",
            field="code",
            value=measure.code,
            remedy="Keep it with this code; its name may change.",
        )
    ]


def day_problems(valid_from: date | None) -> list[Problem]:
    """What is wrong with the day from which a change is to hold."""
    if valid_from is None or valid_from <= clock.today():
        return []
    return [
        Problem(
            "A definition cannot change on a day to come.",
            field="valid_from",
            value=valid_from.isoformat(),
            remedy="Write today or an earlier day, and change it again when the day is there.",
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


def _write(wanted: Mapping[int, Sequence[SaidUntil]]) -> set[int]:
    """Make the past definitions of measures as given; the measures of which any was another."""
    stored = {(row.measure_id, row.valid_to): row for row in PastDefinition.objects.filter(measure__in=wanted.keys())}
    news: dict[tuple[int, date], DatedDefinition] = {}
    for measure, spans in wanted.items():
        for span in spans:
            assert span.until is not None, "what holds on is said by the measure itself"
            news[measure, span.until] = span.said
    gone = [row for place, row in stored.items() if place not in news]
    PastDefinition.objects.filter(pk__in=[row.pk for row in gone]).delete()
    touched = {row.measure_id for row in gone}
    added, changed = [], []
    for (measure, until), said in news.items():
        row = stored.get((measure, until))
        if row is None:
            added.append(PastDefinition(measure_id=measure, valid_to=until, **asdict(said)))
        elif DatedDefinition.by(row) != said:
            for name, value in asdict(said).items():
                setattr(row, name, value)
            row.version += 1
            changed.append(row)
    PastDefinition.objects.bulk_create(added, 2_000)
    PastDefinition.objects.bulk_update(changed, [*DATED, "version"], 2_000)
    return touched | {row.measure_id for row in (*added, *changed)}
