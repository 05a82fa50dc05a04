"""What the data say of a link, in sentences with their figures, and what they don't prove."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoshin.base.amounts import value_text
from hoshin.hypotheses.assembly import LEAST
from hoshin.hypotheses.models import Lacks, LinkTest, WhatDataSay
from hoshin.web.wording import percent_text, period_text, span_text

_LEAST_P, _SURE = 0.001, 0.05


def lag_text(count: int, frequency: str) -> str:
    """A lag in words: "after 2 months", "in the same period"."""
    return _("after %(span)s") % {"span": span_text(count, frequency)} if count else _("in the same period")


def in_short(test: LinkTest) -> str:
    """A few words for a table: the figure on which the verdict rests, or why there is none."""
    if test.lacks:
        return str(Lacks(test.lacks).label)
    if test.found is None or test.found_lag is None:
        return ""
    facts = {"r": _r(test.found), "lag": lag_text(test.found_lag, test.frequency)}
    return _("r = %(r)s %(lag)s") % facts


def sentences_of(test: LinkTest) -> list[str]:
    """The verdict in a sentence, then what it rests on; the most important first."""
    return [_verdict(test), *_changed(test), *_figures(test), *_predictions(test), *_lead(test), *_treated(test)]


def not_proved() -> list[str]:
    """What no verdict proves."""
    return [
        _("That one thing moves before another does not prove that it moves it: a third may move both."),
        _("One measure stands for each end, the one that weighs most there; another might say something else."),
        _("Of the links that are called consistent, up to one in ten agrees by chance."),
        _(
            "Something that is steered to its target hardly moves, whatever drives it: silence is no proof against a link."
        ),
        _("A trial says more: change the cause at one place, leave another as it is, and compare."),
    ]


def _verdict(test: LinkTest) -> str:
    match test.verdict:
        case WhatDataSay.CONSISTENT:
            return _("The data are consistent with it: the effect follows as stated, most clearly %(lag)s.") % _at(test)
        case WhatDataSay.DIFFERENT:
            return _different(test)
        case WhatDataSay.REVERSE:
            return _(
                "Only the other way round: what the effect did before helps to predict the cause, and not what the cause "
                "did before the effect."
            )
        case WhatDataSay.NOT_SUPPORTED:
            return _(
                "The data do not support it: at the stated lag there is next to nothing, and with %(n)s values more would "
                "be seen."
            ) % {"n": test.points}
    return _lacks(test)


def _different(test: LinkTest) -> str:
    is_opposite = (test.found or 0.0) * (1 if test.sign == "same" else -1) < 0
    if is_opposite:
        return _("They move together, but in the other direction than stated, most clearly %(lag)s.") % _at(test)
    stated = "" if test.lag is None else lag_text(test.lag, test.frequency)
    return _("They move together as stated, but most clearly %(lag)s and not %(stated)s.") % {
        **_at(test),
        "stated": stated,
    }


def _lacks(test: LinkTest) -> str:
    match test.lacks:
        case Lacks.NO_MEASURE:
            return _("It cannot be tested: no measure stands for one of its ends.")
        case Lacks.ARITHMETIC:
            return _("It is not tested: both ends are computed from the same values, so that they agree by arithmetic.")
        case Lacks.LAG_TOO_LONG:
            return _(
                "Inconclusive: the stated lag is longer than a third of the %(n)s values that can be compared."
            ) % {"n": test.points}
        case Lacks.NO_VARIATION:
            return _("Inconclusive: one of the two never moves, so that nothing can follow from it.")
        case Lacks.TOO_FEW_POINTS:
            return ngettext(
                "Inconclusive: there is %(count)s value in a row that both have and that can be compared, and it takes "
                "%(least)s.",
                "Inconclusive: there are %(count)s values in a row that both have and that can be compared, and it takes "
                "%(least)s.",
                test.points,
            ) % {"count": test.points, "least": LEAST}
    return _("Inconclusive: what is seen may well be chance, and there are too few values to rule a link out.")


def _changed(test: LinkTest) -> list[str]:
    if not test.before:
        return []
    facts = {"day": period_text(test.since), "before": WhatDataSay(test.before).label}
    return [_("It says so since %(day)s; before, it was: %(before)s.") % facts]


def _figures(test: LinkTest) -> list[str]:
    if test.p_adjusted is None or test.found is None or test.bound is None:
        return []
    facts = {
        **_at(test),
        "r": _r(test.found),
        "bound": value_text(test.bound, "", 2),
        "p": _p(test.p_adjusted),
        "n": test.points,
        "first": period_text(test.begins),
        "last": period_text(test.ends),
    }
    return [
        _(
            "The largest correlation is %(r)s %(lag)s; at one lag that was named before, chance stays within ±%(bound)s in "
            "19 of 20 cases. Over all lags and all links of the plan chance makes one as large with a probability of %(p)s."
        )
        % facts,
        _("%(n)s values were compared, from %(first)s to %(last)s.") % facts,
    ]


def _predictions(test: LinkTest) -> list[str]:
    said = []
    for found, helps, helps_not in (
        (
            test.forward,
            _(
                "What the cause did before helps to predict the effect beyond the effect's own past (F = %(f)s, p = %(p)s)."
            ),
            _(
                "What the cause did before does not help to predict the effect beyond its own past (F = %(f)s, p = %(p)s)."
            ),
        ),
        (
            test.backward,
            _("The other way round it helps as well (F = %(f)s, p = %(p)s): both may follow something else."),
            _("The other way round it does not help (F = %(f)s, p = %(p)s)."),
        ),
    ):
        if found:
            words = helps if found["p"] < _SURE else helps_not
            said.append(words % {"f": value_text(found["f"], "", 2), "p": _p(found["p"])})
    return said


def _lead(test: LinkTest) -> list[str]:
    if test.skill is None or not test.lead:
        return []
    skill, low, high = (percent_text(part) for part in test.skill)
    facts = {"skill": skill, "low": low, "high": high, "lag": lag_text(test.lead, test.frequency), "n": test.origins}
    if test.is_leading:
        words = _(
            "It leads: forecasts of the effect %(lag)s are %(skill)s closer with the cause (%(low)s to %(high)s in 19 of "
            "20 cases, tried from %(n)s earlier points of time)."
        )
    else:
        words = _(
            "It is not marked as leading: with the cause, forecasts of the effect %(lag)s change by %(skill)s (%(low)s to "
            "%(high)s in 19 of 20 cases, tried from %(n)s earlier points of time), which may be chance."
        )
    return [words % facts]


def _treated(test: LinkTest) -> list[str]:
    said = []
    if test.is_seasonal:
        said.append(_("A season was taken out."))
    if test.differences:
        said.append(_("Changes from period to period were compared, since levels that wander agree by chance."))
    if test.is_cut:
        said.append(_("Only the longer side of a change of level was compared."))
    if test.drivers:
        said.append(
            ngettext(
                "What one measure that the map says drives both explains was held apart in the predictions.",
                "What %(n)s measures that the map says drive both explain was held apart in the predictions.",
                test.drivers,
            )
            % {"n": test.drivers}
        )
    return said


def _at(test: LinkTest) -> dict[str, str]:
    return {"lag": lag_text(test.found_lag or 0, test.frequency)}


def _r(value: float) -> str:
    return value_text(value, "", 2)


def _p(value: float) -> str:
    return _("below 0.001") if value < _LEAST_P else value_text(value, "", 3)
