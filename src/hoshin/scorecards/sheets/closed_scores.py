"""Sheet closed_scores: the official figures that are not what is found from present knowledge."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.periods import Period
from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, number
from hoshin.base.wordings import Said
from hoshin.scorecards.rows import Figure, NodeName
from hoshin.scorecards.selectors import closed_periods, official_figures, restated_figures
from hoshin.scorecards.selectors.official import OfficialFigure
from hoshin.scorecards.sheets.nodes import NODE, check_nodes, names_of_nodes
from hoshin.scorecards.sheets.periods import fit_periods
from hoshin.scorecards.statuses import BY_CODE, STATUSES
from hoshin.strategy.models import Plan
from hoshin.strategy.policies import plans_visible_to

# Rounding may leave a weighted mean of full scores a little above the most that a score can be.
_A_LITTLE = 1e-6
_MOST = {"score": 100, "coverage": 1}
_FIGURES = ("score", "coverage", "value", "target")


class ClosedScoreLine(NamedTuple):
    """A row of the sheet: what was official of a node in a period; nothing of a figure where it had none."""

    plan: str
    kind: str
    code: str
    unit: str
    period: Period
    score: float | None
    coverage: float | None
    status: str
    value: float | None
    target: float | None

    @property
    def node(self) -> NodeName:
        return NodeName(*self[:4])

    @property
    def figure(self) -> Figure | None:
        if not self.status:
            return None
        return Figure(self.score, self.coverage, BY_CODE[self.status], self.value, self.target)


def _stored(actor: Actor) -> list[ClosedScoreLine]:
    """All official figures of closed periods."""
    lines = []
    for plan in _plans_with_closed_periods(actor):
        figures = official_figures(actor, plan, sorted(closed_periods(plan)))
        lines += _lines(plan, ((node, start, figure) for (node, start), figure in figures.items()))
    return lines


def _exported(actor: Actor, history: bool) -> list[ClosedScoreLine]:
    """Those that differ from what present knowledge gives: an import finds all others by itself."""
    return [line for plan in _plans_with_closed_periods(actor) for line in _lines(plan, restated_figures(actor, plan))]


def _lines(plan: Plan, figures: Iterable[OfficialFigure]) -> list[ClosedScoreLine]:
    names, frequency = names_of_nodes(plan=plan), plan.period_frequency
    lines = [
        ClosedScoreLine(*names[node], Period(frequency, start), *_columns(figure)) for node, start, figure in figures
    ]
    return sorted(lines, key=lambda line: (line.period.start.isoformat(), line.kind, line.code, line.unit))


def _columns(figure: Figure | None) -> tuple[float | None, float | None, str, float | None, float | None]:
    known = figure or Figure(None, None, None, None, None)
    status = "" if known.status is None else STATUSES[known.status].code
    return known.score, known.coverage, status, known.value, known.target


def _plans_with_closed_periods(actor: Actor) -> list[Plan]:
    return list(plans_visible_to(actor).filter(closed_periods__isnull=False).distinct())


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Each belongs to a closed period, and is no other figure than what is official already."""
    yield from check_nodes(draft, book)
    stored = {(plan, period) for plan, period in book.stored("closed_periods")} if draft.rows else set()
    drafted = book.drafts["closed_periods"].rows if "closed_periods" in book.drafts else []
    closed = stored | {(folded_code(row.plan), folded_code(str(row.period))) for row in drafted}
    for at, row in enumerate(draft.rows):
        if at in draft.faulty:
            continue
        yield from _figure_problems(draft, at)
        place = (folded_code(row.plan), folded_code(str(row.period)))
        if place not in closed:
            message = Said("%(period)s is not closed.", period=row.period)
            yield draft.problem(at, "period", row.period, message, "Add it to sheet closed_periods.")
        elif place in stored:
            if draft.befores[at] is None and not row.status:
                draft.befores[at] = row
            elif draft.befores[at] != row:
                message = Said("%(period)s is closed already, with another official figure here.", period=row.period)
                remedy = "Reopen the period before the import, or take the row out."
                yield draft.problem(at, "period", row.period, message, remedy)


def _figure_problems(draft: Draft, at: int) -> Iterator[Problem]:
    row = draft.rows[at]
    for name, most in _MOST.items():
        value = getattr(row, name)
        if value is not None and value > most + _A_LITTLE:
            yield draft.problem(at, name, value, Said("It must be at most %(most)s.", most=str(most)), code="range")
    if not row.status and any(getattr(row, name) is not None for name in _FIGURES):
        message, remedy = "An official figure has a status.", "Fill it in, or empty the whole figure: it had none then."
        yield draft.problem(at, "status", None, message, remedy, "required")


CLOSED_SCORES = Sheet(
    "closed_scores",
    "official figure",
    (
        *NODE,
        Column("period", ColumnKind.PERIOD, required=True),
        number("score", 0),
        number("coverage", 0),
        choice("status", list(BY_CODE)),
        number("value"),
        number("target"),
    ),
    ("plan", "kind", "code", "unit", "period"),
    ClosedScoreLine,
    stored=_stored,
    exported=_exported,
    prepare=fit_periods,
    check=_check,
)
