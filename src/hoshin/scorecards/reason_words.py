"""Why there is no score, in words: what is missing, and who can mend it."""

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from hoshin.measures.assembly import divisors_in
from hoshin.scorecards.models import NodeKind

if TYPE_CHECKING:
    from hoshin.scorecards.selectors import NodeLine

Text = str | Promise

REASONS: dict[str, Text] = {
    "": "",
    "no_data": later("nothing was recorded"),
    "no_target": later("no target is set"),
    "no_baseline": later("no baseline is set"),
    "zero_target": later("the target is zero and no tolerance is set"),
    "zero_scale": later("there is no tolerance, or it is zero, where it is needed"),
    "div_zero": later("division by zero"),
    "weights_zero": later("all weights are zero"),
    "below_coverage": later("too little of the weight reported"),
    "cycle": later("its formula comes back to itself"),
    "depth": later("formulas are built on each other too deeply"),
    "unit_mismatch": later("the units of measure in its formula do not fit"),
    "non_additive": later("its values cannot be added up"),
    "too_few_points": later("too few periods have values"),
    "disconnected": later("something that its formula names is not there"),
    "suppressed": later("it is withheld"),
    "stale": later("its value is late"),
    "not_applicable": later("it is not scored, by choice"),
    "infeasible": later("it has no solution"),
    "pending": later("its value is not due yet"),
}
# Of what has a score by its children alone, where the same would be told otherwise.
_ABOVE: dict[str, Text] = {
    "no_data": later("nothing was recorded for what counts here"),
    "weights_zero": later("all weights below it are zero"),
    "below_coverage": REASONS["below_coverage"],
    "disconnected": later("nothing counts for it"),
    "not_applicable": later("what counts here is not scored, by choice"),
}
_MENDED: dict[str, Text] = {
    "no_target": later("The strategy office can set one in the targets of the measure."),
    "no_baseline": later("The strategy office can set one in the targets of the measure."),
    "zero_target": later("The strategy office can set one: how far from zero there is nothing left of the score."),
    "zero_scale": later("The strategy office can set one in the targets of the measure."),
    "div_zero": later("Whoever supplies the divisor can correct it; until it is another number, there is no result."),
    "weights_zero": later("The strategy office can give something a weight above 0."),
    "cycle": later("The strategy office can correct the formula."),
    "depth": later("The strategy office can correct the formula."),
    "unit_mismatch": later("The strategy office can correct the formula or the units of measure."),
    "disconnected": later("The strategy office can correct the formula."),
    "too_few_points": later("Nobody has to do anything: it comes with the next periods."),
    "pending": later("Nobody has to do anything yet."),
}


def reason_words(line: "NodeLine") -> str:
    """Why a line has no score; empty where it has one."""
    code = line.reason
    if line.kind != NodeKind.MEASURE:
        if code in _ABOVE or not code:
            return str(_ABOVE.get(code, ""))
        return _("below it: %(reason)s") % {"reason": REASONS[code]}
    if code == "div_zero":
        return _division(line)
    if code == "not_applicable" and line.value is None:
        return _("there were no cases: 0 of 0")
    if code == "non_additive" and line.formula:
        return _("what its formula reads is held by units and not brought together for the whole")
    if code == "non_additive":
        return _("its values cannot be added up: it must be supplied for the whole")
    return str(REASONS[code])


def mending(line: "NodeLine") -> str:
    """Who can do something about it, and what; empty where there is a score, or nothing to be mended."""
    who = line.supplier or line.owner or _("Whoever supplies it")
    match line.reason:
        case "no_data" | "stale" if line.kind == NodeKind.MEASURE and not line.formula:
            return _("%(who)s can record it.") % {"who": who}
        case "non_additive" if line.formula:
            return _("The strategy office can let the values of what it reads be brought together over units.")
        case "non_additive" if line.kind == NodeKind.MEASURE:
            return _("%(who)s can record a value for the whole.") % {"who": who}
        case "disconnected" if line.kind != NodeKind.MEASURE:
            return _("The strategy office can let a measure or another objective count for it.")
        case code:
            return str(_MENDED.get(code, ""))


def _division(line: "NodeLine") -> str:
    divisors = divisors_in(line.formula) if line.formula else []
    if len(divisors) == 1:
        return _("division by zero: %(divisor)s is 0") % {"divisor": divisors[0]}
    if divisors:
        return _("division by zero: one of %(divisors)s is 0") % {"divisors": ", ".join(divisors)}
    return _("division by zero: the denominator is 0")
