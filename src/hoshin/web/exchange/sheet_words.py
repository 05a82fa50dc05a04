"""Sheets and columns of a workbook in the words of the screen."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

# Where the words of a file, with spaces between, are not those of the screen.
_OTHERWISE = {
    "causal_links": gettext_noop("Cause and effect"),
    "actuals": gettext_noop("Values"),
    "edges": gettext_noop("Weights of the past"),
    "unit_places": gettext_noop("Places of units in the past"),
    "closed_scores": gettext_noop("Official scores"),
    "control_limits": gettext_noop("Beginnings of limits"),
    "status_overrides": gettext_noop("Statuses set by hand"),
    "employee_id": gettext_noop("Employee ID"),
    "fte": gettext_noop("Full-time equivalent"),
    "needs_approval": gettext_noop("Values need approval"),
    "is_key": gettext_noop("Key measure"),
    "missing": gettext_noop("Missing values"),
    "method": gettext_noop("Scoring"),
    "across_units": gettext_noop("Values across units"),
    "roll_up": gettext_noop("Roll-up"),
    "asks_commentary": gettext_noop("Asks for commentary"),
    "off_track_reaction_days": gettext_noop("Working days to react when off track"),
    "at_risk_reaction_days": gettext_noop("Working days to react when at risk"),
    "close_lag_days": gettext_noop("Days until a value is late"),
    "min_coverage": gettext_noop("Least coverage"),
    "fiscal_year_start": gettext_noop("First month of the fiscal year"),
    "natural_limit": gettext_noop("Natural limit"),
    "next_steps": gettext_noop("What next"),
    "happened": gettext_noop("What happened"),
    "from": gettext_noop("Cause"),
    "to": gettext_noop("Effect"),
}


def words_of(name: str) -> str:
    """The name of a sheet or of a column as the screen says it."""
    return _(_OTHERWISE.get(name) or name.replace("_", " ").capitalize())
