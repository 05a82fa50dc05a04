"""How changes of signals and of their rules are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.periods import Period
from hoshin.base.wordings import wording


def _day(text: str) -> str:
    return Period.parse(text).label


WORDINGS = (
    wording("look_for_signals", _("%(count)s new signals"), of_one=_("One new signal")),
    wording("acknowledge_signal", _("Acknowledged a signal on %(name)s")),
    wording("call_signal_useful", _("Called a signal on %(name)s useful")),
    wording("call_signal_not_useful", _("Called a signal on %(name)s not useful")),
    wording("snooze_signal", _("Let a signal on %(name)s rest until %(until)s"), until=_day),
    wording("acknowledge_signals", _("Acknowledged %(count)s signals"), of_one=_("Acknowledged one signal")),
    wording("useful_signals", _("Called %(count)s signals useful"), of_one=_("Called one signal useful")),
    wording("not_useful_signals", _("Called %(count)s signals not useful"), of_one=_("Called one signal not useful")),
    wording("snooze_signals", _("Let %(count)s signals rest"), of_one=_("Let one signal rest")),
    wording("hand_over_signal", _("Handed a signal on %(name)s to %(to)s")),
    wording("retire_measure", _("Retired %(name)s: it serves no objective any more")),
    wording("set_signal_rule", _("Set the rule %(rule)s of signals")),
    wording("upsert_signal_rules", _("%(count)s rules of signals imported"), of_one=_("One rule of signals imported")),
    wording("add_watch_rule", _("Made the rule %(name)s")),
    wording("change_watch_rule", _("Changed the rule %(name)s")),
    wording("remove_watch_rule", _("Removed the rule %(name)s")),
    wording("upsert_watch_rules", _("%(count)s own rules imported"), of_one=_("One own rule imported")),
)
