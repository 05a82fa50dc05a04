"""What is said of a value that is watched: sentences with places for the numbers that were compared, by kind."""

from collections.abc import Mapping


def _(text: str) -> str:
    """Mark a sentence for translation. Whoever shows it translates it; the command line has no settings to do so."""
    return text


SENTENCES: Mapping[str, str] = {
    "beyond_limits": _(
        "%(value)s lies outside the limits %(low)s to %(high)s about %(centre)s, from %(baseline)s values."
    ),
    "run": _("%(count)s values in a row lie on one side of %(centre)s, since %(since)s; the last is %(value)s."),
    "near_limits": _(
        "Three of the last four values lie nearer to a limit than to the centre: %(value)s, centre %(centre)s, "
        "limits %(low)s to %(high)s."
    ),
    "slope": _("%(count)s values in a row rise, or fall, since %(since)s; the last is %(value)s."),
    "alternating": _("%(count)s values in a row go up and down in turn, since %(since)s; the last is %(value)s."),
    "two_of_three": _(
        "Two of the last three values lie beyond two thirds of the way to a limit: %(value)s, centre %(centre)s, "
        "limits %(low)s to %(high)s."
    ),
    "four_of_five": _(
        "Four of the last five values lie beyond a third of the way to a limit: %(value)s, centre %(centre)s, "
        "limits %(low)s to %(high)s."
    ),
    "first_change": _("%(value)s is the first change: all %(count)s values before were %(centre)s."),
    "trend": _("The last %(count)s values have a trend, since %(since)s; the last is %(value)s."),
    "level_shift": _(
        "The level has changed since %(since)s: from %(before)s to %(after)s; the last value is %(value)s."
    ),
    "unusual": _("%(value)s where %(centre)s was to be expected; errors as great are this rare in the series."),
    "unusual_level": _("The last %(count)s values have a mean of %(after)s where about %(before)s is usual."),
    "more_variable": _("The last %(count)s values stray %(ratio)s times as much as usual; the last is %(value)s."),
    "less_variable": _("The last %(count)s values stray only %(ratio)s times as much as usual; the last is %(value)s."),
    "drift": _(
        "Indicative, from %(count)s values before: %(value)s after %(before)s, where steps of %(slope)s would lead to "
        "%(centre)s."
    ),
    "too_few": _("Too few values to judge: %(count)s. Three are needed."),
}
