"""Sheet measures: what is observed, how often, and which way is better."""

from hoshin.base.periods import Frequency
from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, code, number, whole
from hoshin.measures.models import (
    AcrossUnits,
    Aggregation,
    Direction,
    MissingPolicy,
    RollUp,
    ScoringMethod,
    Trajectory,
    Window,
)

MEASURES = Sheet(
    "measures",
    (
        code(required=True),
        Column("name", required=True, longest=500),
        code("unit"),
        code("owner"),
        choice("direction", Direction.values, Direction.HIGHER.value),
        Column("unit_of_measure", longest=200),
        choice("frequency", [frequency.value for frequency in Frequency], Frequency.MONTHLY.value, is_kept=True),
        choice("aggregation", Aggregation.values, Aggregation.LAST.value, is_kept=True),
        Column("formula", ColumnKind.TEXT),
        whole("decimals"),
        Column("description", ColumnKind.TEXT),
        Column("source", ColumnKind.TEXT),
        code("supplier"),
        choice("method", ScoringMethod.values, ScoringMethod.AUTO.value),
        choice("window", Window.values, Window.PERIOD.value),
        whole("window_length", 1),
        choice("missing", MissingPolicy.values, MissingPolicy.SKIP.value),
        choice("roll_up", RollUp.values, RollUp.RAW.value),
        choice("across_units", AcrossUnits.values, is_kept=True),
        choice("trajectory", Trajectory.values, Trajectory.FLAT.value),
        Column("start_date", ColumnKind.DATE),
        Column("due_date", ColumnKind.DATE),
        number("natural_limit"),
        whole("close_lag_days"),
        Column("is_key", ColumnKind.YES_NO, default=False),
    ),
    ("code",),
)
