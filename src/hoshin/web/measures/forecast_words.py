"""A forecast in sentences: what is expected, how likely the target is, at which pace, and how good such forecasts were."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoshin.base.amounts import value_text
from hoshin.base.formats import day_in_words
from hoshin.base.periods import Frequency
from hoshin.forecasts.models import Forecast, HeldAgainst, HowForecast
from hoshin.measures.models import Measure
from hoshin.web.wording import percent_text, probability_text

_Worded = Callable[[float | None], str]


def sentences_of(measure: Measure, found: Forecast) -> list[str]:
    """What a forecast says, the most important first."""

    def shown(number: float | None) -> str:
        return value_text(number, measure.unit_of_measure, measure.decimals)

    said = [*_of_the_target(found, shown), *_of_the_pace(found, shown), *_of_the_finish(found)]
    return [*said, *_of_its_past(found)]


def _of_the_target(found: Forecast, shown: _Worded) -> list[str]:
    if found.probability is None:
        return [_lacks(found)]
    said = []
    due = day_in_words(found.due_on) if found.due_on else ""
    if found.expected:
        mean, low, high = (shown(number) for number in found.expected)
        words = (
            _("By %(due)s it is expected to add up to %(mean)s, in four cases of five to between %(low)s and %(high)s.")
            if found.asked == HeldAgainst.SUM
            else _("On %(due)s it is expected at %(mean)s, in four cases of five between %(low)s and %(high)s.")
        )
        said.append(words % {"due": due, "mean": mean, "low": low, "high": high})
    likely = probability_text(found.probability)
    if found.target is None:
        said.append(_("The probability of lying within the band then is %(likely)s.") % {"likely": likely})
    else:
        words = _("The probability of reaching the target of %(target)s then is %(likely)s.")
        said.append(words % {"target": shown(found.target), "likely": likely})
    return said


def _lacks(found: Forecast) -> str:
    match found.lacks:
        case "no_target":
            return _("There is no target on %(due)s, so that there is no probability of reaching it.") % {
                "due": day_in_words(found.due_on) if found.due_on else ""
            }
        case "too_few_points":
            return ngettext(
                "Too little is known for a forecast: %(count)s value, and three are needed.",
                "Too little is known for a forecast: %(count)s values, and three are needed.",
                found.points,
            ) % {"count": found.points}
        case "too_far":
            return _("Its target is due on %(due)s, which is further than a forecast from these values can reach.") % {
                "due": day_in_words(found.due_on) if found.due_on else ""
            }
        case _:
            return _("Its last value is already that of the period in which its target is due.")


def _of_the_pace(found: Forecast, shown: _Worded) -> list[str]:
    if found.required is None or found.achieved is None or found.probability is None:
        return []
    words = {
        Frequency.DAILY: _("It takes %(required)s a day until then; so far it was %(achieved)s."),
        Frequency.WEEKLY: _("It takes %(required)s a week until then; so far it was %(achieved)s."),
        Frequency.MONTHLY: _("It takes %(required)s a month until then; so far it was %(achieved)s."),
        Frequency.QUARTERLY: _("It takes %(required)s a quarter until then; so far it was %(achieved)s."),
        Frequency.HALF_YEARLY: _("It takes %(required)s a half-year until then; so far it was %(achieved)s."),
        Frequency.ANNUAL: _("It takes %(required)s a year until then; so far it was %(achieved)s."),
    }[Frequency(found.frequency)]
    return [words % {"required": shown(found.required), "achieved": shown(found.achieved)}]


def _of_the_finish(found: Forecast) -> list[str]:
    if found.probability is None or found.asked == HeldAgainst.SUM or found.target is None:
        return []
    if found.finish_on is None:
        return [_("At the pace of its last values it does not reach the target.")]
    if found.finish_on < found.first:
        return []
    day, soonest, latest = (_day(one) for one in (found.finish_on, found.soonest_on, found.latest_on))
    if soonest and latest:
        words = _("At the pace of its last values it gets there on %(day)s, between %(soonest)s and %(latest)s.")
    else:
        words = _("At the pace of its last values it gets there on %(day)s, and perhaps never.")
    return [words % {"day": day, "soonest": soonest, "latest": latest}]


def _day(day: date | None) -> str:
    return day_in_words(day) if day else ""


def _of_its_past(found: Forecast) -> list[str]:
    match found.method:
        case HowForecast.NONE:
            return []
        case HowForecast.DRIFT:
            return [_("This is indicative only: there are fewer than eight values.")]
        case HowForecast.CONSTANT:
            return [_("Its values never moved, and nothing tells when they will.")]
    said = []
    if found.method == HowForecast.NAIVE:
        said.append(_("No model came closer on its own past than its last value did, so that this is carried on."))
    elif found.owa is None:
        said.append(_("There are too few values to try forecasts on its own past."))
    else:
        words = _("Tried on its own past from %(count)s earlier moments, its errors were %(share)s of those that its last "
                  "value, carried on, would have made.")  # fmt: skip
        said.append(words % {"count": found.origins, "share": percent_text(found.owa)})
    if found.covered is not None:
        words = _("There the 80 %% band held %(share)s of the time, and was widened or narrowed by that.")
        said.append(words % {"share": percent_text(found.covered)})
    return said
