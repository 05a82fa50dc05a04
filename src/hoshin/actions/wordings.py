"""How changes of corrective actions and accepted deviations are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.periods import Period
from hoshin.base.wordings import wording


def _day(text: str) -> str:
    return Period.parse(text).label


WORDINGS = (
    wording("open_action", _("Corrective action %(code)s on %(name)s opened for %(owner)s")),
    wording("change_action", _("Corrective action %(code)s on %(name)s changed")),
    wording("change_action/done", _("Corrective action %(code)s on %(name)s done")),
    wording("change_action/open_again", _("Corrective action %(code)s on %(name)s open again")),
    wording("change_action/dropped", _("Corrective action %(code)s on %(name)s dropped")),
    wording("check_action", _("Corrective action %(code)s on %(name)s checked")),
    wording("hand_over_action", _("Corrective action %(code)s handed over to %(owner)s")),
    wording("add_action_file", _("Attached %(title)s to corrective action %(code)s")),
    wording("remove_action_file", _("Removed %(title)s from corrective action %(code)s")),
    wording("write_recovery", _("Recovery of %(name)s drafted")),
    wording("accept_deviation", _("Deviation of %(name)s accepted until %(until)s"), until=_day),
    wording("withdraw_deviation", _("Deviation of %(name)s not accepted any more")),
    wording("upsert_actions", _("%(count)s corrective actions imported"), of_one=_("One corrective action imported")),
    wording(
        "upsert_deviations",
        _("%(count)s accepted deviations imported"),
        of_one=_("One accepted deviation imported"),
    ),
)
