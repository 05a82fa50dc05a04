"""How changes of measures, targets and actuals are worded."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from hoshin.base.amounts import number_text, value_text
from hoshin.base.wordings import period_in_words, wording

_DOUBTS = {
    "beyond": _("far beyond all others"),
    "running": _("much for a period that is not over"),
    "turned": _("of the other sign than all others"),
    "fraction": _("a fraction among percentages"),
}


def _amount(fact: Any) -> str:
    """A value in words; changes of before have the number alone."""
    if isinstance(fact, Mapping):
        return value_text(fact["number"], fact["unit"], fact["decimals"])
    return number_text(fact) if isinstance(fact, int | float) else str(fact)


def _as_doubted(why: str) -> str:
    return str(_DOUBTS.get(why, why))


WORDINGS = (
    wording("define_measure", _("Measure %(name)s defined")),
    wording("add_measure", _("%(name)s added under %(under)s")),
    wording(
        "change_measure",
        _("Measure %(name)s changed, from %(since)s on"),
        _("Measure %(name)s changed"),
        _("Changed measure %(code)s, from %(since)s on"),
        _("Changed measure %(code)s"),
        since=period_in_words,
    ),
    wording("remove_measure", _("Measure %(name)s removed")),
    wording("restore_past_definitions", _("Brought back what definitions said")),
    wording("choose_across_units", _("Confirmed how values come together over units")),
    wording("set_targets", _("Edited the targets of %(measure)s")),
    wording(
        "record_actual",
        _("Recorded %(measure)s of %(unit)s for %(period)s: %(value)s, and confirmed that it is meant, %(meant)s"),
        _("Recorded %(measure)s for %(period)s: %(value)s, and confirmed that it is meant, %(meant)s"),
        _("Recorded %(measure)s of %(unit)s for %(period)s: %(value)s"),
        _("Recorded %(measure)s for %(period)s: %(value)s"),
        _("Recorded %(measure)s of %(unit)s for %(period)s: nothing"),
        _("Recorded %(measure)s for %(period)s: nothing"),
        period=period_in_words,
        value=_amount,
        meant=_as_doubted,
    ),
    wording(
        "record_actual/correction",
        _("Corrected %(measure)s of %(unit)s for %(period)s: %(value)s, and confirmed that it is meant, %(meant)s"),
        _("Corrected %(measure)s for %(period)s: %(value)s, and confirmed that it is meant, %(meant)s"),
        _("Corrected %(measure)s of %(unit)s for %(period)s: %(value)s"),
        _("Corrected %(measure)s for %(period)s: %(value)s"),
        _("Corrected %(measure)s of %(unit)s for %(period)s: nothing"),
        _("Corrected %(measure)s for %(period)s: nothing"),
        period=period_in_words,
        value=_amount,
        meant=_as_doubted,
    ),
    wording(
        "withdraw_actual",
        _("Withdrew %(measure)s for %(period)s (it was %(value)s)"),
        _("Withdrew %(measure)s for %(period)s (it was nothing)"),
        period=period_in_words,
        value=_amount,
    ),
    wording(
        "record_actual/waiting",
        _("Gave %(measure)s of %(unit)s for %(period)s, which waits for approval: %(value)s"),
        _("Gave %(measure)s for %(period)s, which waits for approval: %(value)s"),
        _("Asked for the value of %(measure)s for %(period)s to be withdrawn"),
        period=period_in_words,
    ),
    wording("approve_values", _("Approved %(count)s values"), of_one=_("Approved one value")),
    wording(
        "send_values_back",
        _("Sent %(count)s values back: %(reason)s"),
        of_one=_("Sent one value back: %(reason)s"),
    ),
    wording("record_actuals", _("Recorded %(count)s values"), of_one=_("Recorded one value")),
    wording(
        "record_actuals/meant",
        _("Recorded %(count)s values, and confirmed that these are meant though unlike all others: %(meant)s"),
        of_one=_("Recorded one value, and confirmed that it is meant though unlike all others: %(meant)s"),
    ),
    wording(
        "begin_limits_anew",
        _("Let the limits of %(measure)s begin anew in %(period)s: %(reason)s"),
        period=period_in_words,
    ),
    wording(
        "upsert_limits_resets",
        _("%(count)s beginnings of limits imported"),
        of_one=_("One beginning of limits imported"),
    ),
    wording("upsert_measures", _("%(count)s measures imported"), of_one=_("One measure imported")),
    wording("upsert_targets", _("%(count)s targets imported"), of_one=_("One target imported")),
    wording(
        "upsert_waiting_values",
        _("%(count)s values that wait for approval imported"),
        of_one=_("One value that waits for approval imported"),
    ),
)
