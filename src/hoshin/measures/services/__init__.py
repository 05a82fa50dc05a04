"""Everything that changes measures, targets and actuals."""

from hoshin.measures.assembly import check_formulas
from hoshin.measures.services.across_units import choose_across_units
from hoshin.measures.services.approving import approve_values, send_values_back
from hoshin.measures.services.bulk import upsert_measures, upsert_targets
from hoshin.measures.services.definitions import change_measure, define_measure, remove_measure
from hoshin.measures.services.giving import upsert_waiting_values
from hoshin.measures.services.limits import begin_limits_anew, upsert_limits_resets
from hoshin.measures.services.past_definitions import restore_past_definitions
from hoshin.measures.services.recording import RecordedActual, record_actual, withdraw_actual
from hoshin.measures.services.recording_many import record_actuals, record_columns
from hoshin.measures.services.targets import set_targets

__all__ = [
    "RecordedActual",
    "approve_values",
    "begin_limits_anew",
    "change_measure",
    "check_formulas",
    "choose_across_units",
    "define_measure",
    "record_actual",
    "record_actuals",
    "record_columns",
    "remove_measure",
    "restore_past_definitions",
    "send_values_back",
    "set_targets",
    "upsert_limits_resets",
    "upsert_measures",
    "upsert_targets",
    "upsert_waiting_values",
    "withdraw_actual",
]
