"""Which sheets a workbook has, with which columns: what reading, checking, writing and the reference page share."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from hoshin.base.periods import Frequency
from hoshin.measures.models import (
    Aggregation,
    Direction,
    MissingPolicy,
    RollUp,
    ScoringMethod,
    Trajectory,
    Window,
)
from hoshin.scorecards.statuses import BY_CODE
from hoshin.strategy.models import Provenance, StatusScale, Visibility


class Kind(Enum):
    """What a column holds."""

    CODE = "code"
    LINE = "one line of text"
    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole number"
    DATE = "date"
    INSTANT = "date and time"
    YES_NO = "yes or no"
    CHOICE = "one of several words"
    PERIOD = "period"
    LIST = "list with ; between"
    SERVES = "list of CODE=weight with ; between"


TEXTUAL = frozenset({Kind.CODE, Kind.LINE, Kind.TEXT, Kind.LIST, Kind.SERVES, Kind.CHOICE})
NUMERIC = frozenset({Kind.NUMBER, Kind.WHOLE})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it holds, and within which limits."""

    name: str
    kind: Kind = Kind.LINE
    required: bool = False
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    longest: int = 300
    may_be_empty: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its columns in the order in which they are written, and which of them tell its rows apart."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def _code(name: str = "code", *, required: bool = False) -> Column:
    return Column(name, Kind.CODE, required, longest=100)


def _choice(name: str, values: Sequence[str]) -> Column:
    return Column(name, Kind.CHOICE, choices=tuple(values))


def _number(name: str, least: float | None = None, most: float | None = None) -> Column:
    return Column(name, Kind.NUMBER, least=least, most=most)


def _whole(name: str, least: float = 0, most: float = 32767) -> Column:
    return Column(name, Kind.WHOLE, least=least, most=most)


_FREQUENCY = _choice("frequency", [frequency.value for frequency in Frequency])
_PLAN_FIELDS = (
    Column("vision", Kind.TEXT),
    Column("mission", Kind.TEXT),
    Column("values", Kind.LIST, longest=300),
)
_PLAN_KEEPING = (
    _FREQUENCY,
    _choice("status_scale", StatusScale.values),
    _number("red_below", 0, 100),
    _number("green_from", 0, 100),
    _number("min_coverage", 0, 1),
    _whole("close_lag_days"),
    _choice("provenance", Provenance.values),
    Column("attribution", Kind.TEXT),
)

ORGANISATION = Sheet(
    "organisation",
    (
        Column("name", required=True),
        *_PLAN_FIELDS,
        _whole("fiscal_year_start", 1, 12),
        Column("currency", longest=3),
        _code("plan"),
        Column("plan_name"),
        Column("plan_start", Kind.DATE),
        Column("plan_end", Kind.DATE),
        *_PLAN_KEEPING,
    ),
    (),
)
PLANS = Sheet(
    "plans",
    (
        _code(required=True),
        Column("name", required=True),
        *_PLAN_FIELDS,
        Column("start", Kind.DATE),
        Column("end", Kind.DATE),
        *_PLAN_KEEPING,
        _whole("order", most=2147483647),
    ),
    ("code",),
)
UNITS = Sheet(
    "units",
    (_code(required=True), Column("name", required=True), _code("parent"), _code("head")),
    ("code",),
)
PEOPLE = Sheet(
    "people",
    (
        _code("employee_id", required=True),
        Column("name", required=True),
        Column("email", longest=254),
        _code("manager"),
        _code("unit"),
        Column("title"),
        Column("job_family", longest=200),
        Column("level", longest=100),
        Column("location", longest=200),
        _number("fte", 0),
        Column("start_date", Kind.DATE),
        Column("end_date", Kind.DATE),
        Column("skills", Kind.LIST, longest=200),
    ),
    ("employee_id",),
)
PERSPECTIVES = Sheet(
    "perspectives",
    (
        _code(required=True),
        Column("name", required=True),
        _whole("order", most=2147483647),
        _number("weight", 0),
        _code("plan"),
        Column("description", Kind.TEXT),
        Column("removed_on", Kind.DATE),
    ),
    ("code",),
)
THEMES = Sheet("themes", (_code(required=True), Column("name", required=True), _code("plan")), ("code",))
OBJECTIVES = Sheet(
    "objectives",
    (
        _code(required=True),
        Column("name", required=True, longest=500),
        _code("perspective"),
        _code("unit"),
        _code("owner"),
        Column("serves", Kind.SERVES, longest=100_000),
        _number("weight", 0),
        Column("start_date", Kind.DATE),
        Column("due_date", Kind.DATE),
        _choice("visibility", Visibility.values),
        Column("description", Kind.TEXT),
        _code("theme"),
        _code("plan"),
        _whole("order", most=2147483647),
        Column("removed_on", Kind.DATE),
    ),
    ("code",),
)
CAUSAL_LINKS = Sheet(
    "causal_links",
    (_code("from", required=True), _code("to", required=True), _whole("lag_months"), Column("note", Kind.TEXT)),
    ("from", "to"),
)
MEASURES = Sheet(
    "measures",
    (
        _code(required=True),
        Column("name", required=True, longest=500),
        _code("objective"),
        _code("unit"),
        _code("owner"),
        _number("weight", 0),
        _choice("direction", Direction.values),
        Column("unit_of_measure", longest=200),
        _FREQUENCY,
        _choice("aggregation", Aggregation.values),
        Column("formula", Kind.TEXT),
        _whole("decimals"),
        Column("description", Kind.TEXT),
        Column("source", Kind.TEXT),
        _code("supplier"),
        _choice("method", ScoringMethod.values),
        _choice("window", Window.values),
        _whole("window_length", 1),
        _choice("missing", MissingPolicy.values),
        _choice("roll_up", RollUp.values),
        _choice("trajectory", Trajectory.values),
        Column("start_date", Kind.DATE),
        Column("due_date", Kind.DATE),
        _number("natural_limit"),
        _whole("close_lag_days"),
        Column("is_key", Kind.YES_NO),
        Column("serves", Kind.SERVES, longest=100_000),
    ),
    ("code",),
)
TARGETS = Sheet(
    "targets",
    (
        _code("measure", required=True),
        Column("period", Kind.PERIOD),
        *(_number(name) for name in ("baseline", "target", "low", "high", "red", "green")),
        _code("unit"),
        *(_number(name) for name in ("worst", "best", "tolerance")),
    ),
    ("measure", "unit", "period"),
)
ACTUALS = Sheet(
    "actuals",
    (
        _code("measure", required=True),
        Column("period", Kind.PERIOD, required=True),
        Column("value", Kind.NUMBER, required=True, may_be_empty=True),
        _number("numerator"),
        _number("denominator"),
        _code("unit"),
        Column("note", Kind.TEXT),
        Column("source", Kind.TEXT),
        Column("recorded_at", Kind.INSTANT),
    ),
    ("measure", "unit", "period", "recorded_at"),
)
_NODE_KINDS = ("plan", "unit", "perspective", "objective", "measure")
EDGES = Sheet(
    "edges",
    (
        _code("plan", required=True),
        Column("parent_kind", Kind.CHOICE, required=True, choices=_NODE_KINDS),
        _code("parent", required=True),
        _code("parent_unit"),
        Column("child_kind", Kind.CHOICE, required=True, choices=_NODE_KINDS),
        _code("child", required=True),
        _code("child_unit"),
        Column("weight", Kind.NUMBER, required=True, least=0),
        Column("valid_from", Kind.DATE),
        Column("valid_to", Kind.DATE),
    ),
    ("plan", "parent_kind", "parent", "parent_unit", "child_kind", "child", "child_unit", "valid_from"),
)
UNIT_PLACES = Sheet(
    "unit_places",
    (
        _code("plan", required=True),
        _code("unit", required=True),
        _code("parent"),
        Column("valid_from", Kind.DATE),
        Column("valid_to", Kind.DATE),
    ),
    ("plan", "unit", "valid_from"),
)
_NODE = (
    _code("plan", required=True),
    Column("kind", Kind.CHOICE, required=True, choices=_NODE_KINDS),
    _code(required=True),
    _code("unit"),
)
CLOSED_PERIODS = Sheet(
    "closed_periods",
    (
        _code("plan", required=True),
        Column("period", Kind.PERIOD, required=True),
        Column("closed_at", Kind.INSTANT, required=True),
    ),
    ("plan", "period"),
)
CLOSED_SCORES = Sheet(
    "closed_scores",
    (
        *_NODE,
        Column("period", Kind.PERIOD, required=True),
        _number("score", 0),
        _number("coverage", 0),
        _choice("status", list(BY_CODE)),
        _number("value"),
        _number("target"),
    ),
    ("plan", "kind", "code", "unit", "period"),
)
STATUS_OVERRIDES = Sheet(
    "status_overrides",
    (
        *_NODE,
        Column("status", Kind.CHOICE, required=True, choices=tuple(BY_CODE)),
        Column("reason", Kind.TEXT, required=True),
        Column("starts_on", Kind.DATE, required=True),
        Column("expires_on", Kind.DATE, required=True),
        Column("set_by", longest=200),
    ),
    ("plan", "kind", "code", "unit"),
)

SHEETS: dict[str, Sheet] = {
    sheet.name: sheet
    for sheet in (
        ORGANISATION,
        PLANS,
        UNITS,
        PEOPLE,
        PERSPECTIVES,
        THEMES,
        OBJECTIVES,
        CAUSAL_LINKS,
        MEASURES,
        TARGETS,
        ACTUALS,
        EDGES,
        UNIT_PLACES,
        CLOSED_PERIODS,
        CLOSED_SCORES,
        STATUS_OVERRIDES,
    )
}
NOT_YET = ("initiatives", "key_results", "check_ins")
