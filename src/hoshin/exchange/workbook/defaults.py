"""What an empty cell, or a column that a file lacks, stands for."""

from typing import Any

from hoshin.base.periods import Frequency
from hoshin.exchange.workbook.sheets import Column, Kind, Sheet
from hoshin.measures.models import (
    Aggregation,
    Direction,
    MissingPolicy,
    RollUp,
    ScoringMethod,
    Trajectory,
    Window,
)
from hoshin.strategy.models import Provenance, StatusScale, Visibility

_BY_SHEET: dict[str, dict[str, Any]] = {
    "organisation": {"fiscal_year_start": 1},
    "plans": {
        "frequency": Frequency.MONTHLY.value,
        "status_scale": StatusScale.STANDARD.value,
        "red_below": 40.0,
        "green_from": 70.0,
        "min_coverage": 0.5,
        "close_lag_days": 10,
        "provenance": Provenance.OWN.value,
        "order": 0,
    },
    "people": {"fte": 1.0},
    "perspectives": {"weight": 1.0, "order": 0},
    "objectives": {"weight": 1.0, "visibility": Visibility.PUBLIC.value, "order": 0},
    "measures": {
        "direction": Direction.HIGHER.value,
        "frequency": Frequency.MONTHLY.value,
        "aggregation": Aggregation.LAST.value,
        "window": Window.PERIOD.value,
        "missing": MissingPolicy.SKIP.value,
        "roll_up": RollUp.RAW.value,
        "method": ScoringMethod.AUTO.value,
        "trajectory": Trajectory.FLAT.value,
        "is_key": False,
    },
}
_EMPTY: dict[Kind, Any] = {
    Kind.CODE: "",
    Kind.LINE: "",
    Kind.TEXT: "",
    Kind.CHOICE: "",
    Kind.SERVES: "",
    Kind.LIST: (),
}
# An empty cell in these columns keeps what there is: it was found out once, or put in order by hand.
KEPT = frozenset({"frequency", "aggregation", "order", "plan"})

# Whoever names something without saying that it is gone wants it in the plan.
ONLY_IF_SAID = frozenset({"removed_on"})


def default_of(sheet: Sheet, column: Column) -> Any:
    """The value of a new row where the file gives none."""
    return _BY_SHEET.get(sheet.name, {}).get(column.name, _EMPTY.get(column.kind))
