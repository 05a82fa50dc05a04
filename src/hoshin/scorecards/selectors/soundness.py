"""Whether the data of an installation are sound: what cannot be scored, and what stands where nobody sees it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q, Sum

from hoshin.accounts.access import Actor, Right, require
from hoshin.base import clock
from hoshin.base.graphs import first_cycle, in_words
from hoshin.base.progress import TellProgress
from hoshin.base.wordings import Said
from hoshin.measures.models import PROGRESS_METHODS, AcrossUnits, Actual, Measure, RollUp, ScoringMethod, Target
from hoshin.measures.services import check_formulas
from hoshin.okrs.services.lining_up import differing_goals, differing_units
from hoshin.okrs.services.loads import differing_people
from hoshin.org.leavers import leavers_with_things
from hoshin.scorecards.assembly.aggregators import CODES
from hoshin.scorecards.assembly.rollup import edges_of_plan
from hoshin.scorecards.assembly.scores import found_rows
from hoshin.scorecards.assembly.store import stored_rows
from hoshin.scorecards.models import Edge, Node, NodeKind
from hoshin.scorecards.selectors.periods import periods_of
from hoshin.strategy.choices import RollUpWay
from hoshin.strategy.models import Contribution, Plan

MOST_CODES = 1000
_NAMED = 5
_PERIODS_AT_ONCE = 24
_NEED_NO_TARGET = [*PROGRESS_METHODS, ScoringMethod.UNSCORED, ScoringMethod.BINARY]


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be: which check found it, in a sentence, for which codes, and the way out."""

    check: str
    severity: Severity
    message: str
    remedy: str
    codes: tuple[str, ...] = ()


def data_findings(actor: Actor, *, progress: TellProgress | None = None) -> list[Finding]:
    """Everything that is not sound in plans, measures and stored scores; empty where all is well."""
    require(actor, Right.EDIT_PLAN)
    broken = list(_formulas())
    findings = [*broken, *_measures(), *_loads(), *_leavers(actor)]
    for plan in Plan.objects.order_by("position", "id"):
        cycles = list(_cycles(plan))
        findings += cycles or _structure(plan)
        if not cycles:
            findings += _alignment(plan)
        if not broken and not cycles:
            findings += _differing_scores(plan, progress)
    return findings


def _leavers(actor: Actor) -> Iterator[Finding]:
    names = list(leavers_with_things(actor).values_list("employee_id", flat=True)[:MOST_CODES])
    if names:
        yield Finding(
            "leavers",
            Severity.WARNING,
            "People who have left still own something.",
            "Hand it over to others, under Organisation, Leavers.",
            tuple(names),
        )


def _cycles(plan: Plan) -> Iterator[Finding]:
    serves: dict[str, list[str]] = defaultdict(list)
    pairs = Contribution.objects.filter(parent__plan=plan, objective__isnull=False).order_by("id")
    for child, parent in pairs.values_list("objective__code", "parent__code"):
        serves[child].append(parent)
    circle = first_cycle(serves)
    if circle:
        yield Finding(
            "cycles",
            Severity.ERROR,
            f"{plan.code}: objectives serve each other round a circle: {in_words(circle, 'serves')}.",
            "Take one of these contributions out.",
            tuple(circle[:-1]),
        )


def _structure(plan: Plan) -> Iterator[Finding]:
    nodes = Node.objects.filter(plan=plan, is_active=True)
    top = nodes.filter(kind=NodeKind.PLAN).values_list("id", flat=True).first()
    # What is wrong with an objective of the whole is wrong on the scorecard of every unit that holds it.
    objectives = dict(nodes.filter(kind=NodeKind.OBJECTIVE, unit=None).values_list("id", "objective__code"))
    below = _below(plan)
    if top is not None:
        seen = _reached(top, below)
        yield from _finding(
            "line_of_sight",
            Severity.WARNING,
            plan,
            (code for node, code in objectives.items() if node not in seen),
            ("objective has", "objectives have"),
            "no line of sight to the plan, so that they count for nothing",
            "Give them a perspective, or let them serve an objective that has one.",
        )
    yield from _finding(
        "no_children",
        Severity.WARNING,
        plan,
        (code for node, code in objectives.items() if not below.get(node)),
        ("objective has", "objectives have"),
        "nothing that counts for a score",
        "Let a measure or another objective contribute to them.",
    )
    parents = Edge.objects.filter(parent__plan=plan, parent__is_active=True, valid_to=None)
    gates = parents.filter(aggregator=CODES[RollUpWay.GATE], parent__unit=None).order_by()
    open_gates = gates.exclude(parent__in=gates.filter(is_critical=True).values("parent")).values("parent")
    columns = ("kind", "plan__code", "perspective__code", "objective__code", "measure__code", "unit__code")
    yield from _finding(
        "open_gates",
        Severity.NOTE,
        plan,
        (_code(row) for row in nodes.filter(id__in=open_gates).order_by("id").values(*columns)),
        ("node rolls", "nodes roll"),
        "up by a gate that no critical part could keep shut",
        "Mark a part as critical, or choose a weighted mean.",
    )
    weightless = parents.values("parent").annotate(total=Sum("weight")).filter(total=0).values("parent")
    yield from _finding(
        "weights",
        Severity.ERROR,
        plan,
        (_code(row) for row in nodes.filter(id__in=weightless).order_by("id").values(*columns)),
        ("node has", "nodes have"),
        "children whose weights sum to zero, so that there is no score",
        "Give at least one child a weight above 0.",
    )


def _measures() -> Iterator[Finding]:
    targets = Target.objects.filter(measure=OuterRef("pk"))
    actuals = Actual.objects.filter(measure=OuterRef("pk"), superseded_at=None)
    serving = Measure.objects.filter(
        Exists(Contribution.objects.filter(measure=OuterRef("pk"), parent__removed_on=None))
    )
    codes = [
        ("no_target", ~Exists(targets), serving.exclude(method__in=_NEED_NO_TARGET), "no target",
         Severity.WARNING, "Set a target, or choose a way of scoring that needs none."),
        ("no_actual", ~Exists(actuals), serving.filter(formula=""), "no actual", Severity.WARNING,
         "Record or import a value, or take the measure out of the plan."),
    ]  # fmt: skip
    for check, lacking, measures, what, severity, remedy in codes:
        found = measures.filter(lacking).order_by("code").values_list("code", flat=True)
        yield from _finding(check, severity, None, found, ("measure has", "measures have"), what, remedy)
    wanted = Target.objects.filter(
        Q(unit=OuterRef("unit")) | Q(unit=OuterRef("unit__parent")), measure=OuterRef("measure")
    )
    recorded = actuals.filter(~Exists(wanted), unit__isnull=False)
    summed = serving.filter(Exists(targets), ~Exists(targets.filter(unit=None)), Exists(recorded))
    summed = summed.filter(across_units=AcrossUnits.SUM, roll_up=RollUp.RAW).order_by("code")
    yield from _finding(
        "targets_of_units",
        Severity.WARNING,
        None,
        summed.values_list("code", flat=True),
        ("measure has", "measures have"),
        "units that report without a target, while the target of the whole is the sum of those of its units",
        "Set a target for each of these units, or one for all.",
    )
    unowned = serving.filter(owner=None).order_by("code").values_list("code", flat=True)
    remedy = "Name an owner, who answers for the result."
    yield from _finding("no_owner", Severity.NOTE, None, unowned, ("measure has", "measures have"), "no owner", remedy)
    loose = Measure.objects.exclude(pk__in=serving.values("pk")).order_by("code").values_list("code", flat=True)
    remedy = "Let them serve an objective, unless a formula alone reads them."
    yield from _finding(
        "no_plan", Severity.NOTE, None, loose, ("measure serves", "measures serve"), "no objective", remedy
    )


def _formulas() -> Iterator[Finding]:
    formulas = dict(Measure.objects.exclude(formula="").values_list("code", "formula"))
    if formulas:
        units = dict(Measure.objects.values_list("code", "unit_of_measure"))
        for problem in check_formulas(formulas, units.keys(), units):
            yield Finding("formulas", Severity.ERROR, problem.sentence(), problem.remedy or "Correct the formula.")


def _loads() -> Iterator[Finding]:
    """Who has too many goals, as it is stored, against all goals counted."""
    yield from _finding(
        "stored_loads",
        Severity.ERROR,
        None,
        differing_people(),
        ("person has", "people have"),
        "another number of goals than is stored of who has too many",
        "Change one of their goals and change it back to have them counted again, and report this fault.",
    )


def _alignment(plan: Plan) -> Iterator[Finding]:
    """What goals serve in the end, as it is stored, against everything added up."""
    yield from _finding(
        "stored_alignment",
        Severity.ERROR,
        plan,
        differing_units(plan),
        ("unit has", "units have"),
        "stored shares of people's weight that differ from everything added up",
        "Change the weight of what serves the plan and change it back to have all added up again, and report this fault.",
    )
    yield from _finding(
        "stored_orphans",
        Severity.ERROR,
        plan,
        differing_goals(plan),
        ("goal is", "goals are"),
        "stored as serving the plan, or as serving nothing, and the other way round when it is followed",
        "Change what they serve and change it back to have it found again, and report this fault.",
    )


def _differing_scores(plan: Plan, progress: TellProgress | None) -> Iterator[Finding]:
    """Stored scores against a full recomputation, which must be equal to the bit."""
    periods = periods_of(plan)[::-1]
    differing: dict[int, date] = {}
    for start in range(0, len(periods), _PERIODS_AT_ONCE):
        if progress is not None:
            progress(start, len(periods), Said("comparing the scores of %(plan)s", plan=plan.code))
        batch = periods[start : start + _PERIODS_AT_ONCE]
        stored = stored_rows(plan, batch)
        for row in found_rows(plan, batch):
            if stored.pop((row.node, row.period), None) != row:
                differing.setdefault(row.node, row.period)
    if differing:
        columns = ("kind", "plan__code", "perspective__code", "objective__code", "measure__code", "unit__code")
        rows = Node.objects.filter(id__in=differing).order_by("id").values(*columns)
        yield from _finding(
            "stored_scores",
            Severity.ERROR,
            plan,
            (_code(row) for row in rows),
            ("node has", "nodes have"),
            "stored scores that differ from a full recomputation",
            "Run hoshin check --find-scores to have all scores found again; official scores of closed periods stay. "
            "If that was not after an upgrade, report this fault.",
        )


def _below(plan: Plan) -> dict[int, list[int]]:
    edges = edges_of_plan(plan)
    holding = edges.holding_on(clock.today())
    below: dict[int, list[int]] = defaultdict(list)
    for parent, child in zip(edges.parent[holding].tolist(), edges.child[holding].tolist()):
        below[parent].append(child)
    return below


def _reached(top: int, below: dict[int, list[int]]) -> set[int]:
    seen, waiting = {top}, [top]
    while waiting:
        for child in below.get(waiting.pop(), ()):
            if child not in seen:
                seen.add(child)
                waiting.append(child)
    return seen


def _code(row: dict[str, Any]) -> str:
    own = str(row[f"{row['kind']}__code"])
    return f"{own} of {row['unit__code']}" if row["unit__code"] and row["kind"] != NodeKind.UNIT else own


def _finding(
    check: str,
    severity: Severity,
    plan: Plan | None,
    codes: Iterable[str],
    who: tuple[str, str],
    what: str,
    remedy: str,
) -> Iterator[Finding]:
    found = sorted(codes)
    if not found:
        return
    named = ", ".join(found[:_NAMED]) + (f" and {len(found) - _NAMED:,} more" if len(found) > _NAMED else "")
    where = f"{plan.code}: " if plan else ""
    message = f"{where}{len(found):,} {who[len(found) != 1]} {what}: {named}."
    yield Finding(check, severity, message, remedy, tuple(found[:MOST_CODES]))
