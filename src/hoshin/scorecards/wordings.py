"""How closed periods and statuses set by hand are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import period_in_words, wording
from hoshin.scorecards.statuses import STATUSES


def _status(status: int) -> str:
    return str(STATUSES[status].label)


WORDINGS = (
    wording("override_status", _("Set the status to %(status)s by hand"), status=_status),
    wording("withdraw_override", _("Let the computed status count again")),
    wording("restore_overrides", _("Brought back statuses set by hand")),
    wording("close_period", _("Closed %(period)s of %(plan)s"), period=period_in_words),
    wording("reopen_period", _("Reopened %(period)s of %(plan)s"), period=period_in_words),
    wording("restore_nodes", _("Brought back what counted in the past")),
    wording("restore_edges", _("Brought back past weights")),
    wording("restore_places", _("Brought back where units stood")),
    wording("restore_closed_periods", _("Brought back closed periods")),
)
