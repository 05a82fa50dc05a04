"""The formula by which the scores of the sources make one score, in the engine's language with named inputs."""

from collections.abc import Mapping

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.engine.formulas import FormulaError, evaluate, parse, references
from hoshin.engine.reasons import Reason

# What a formula may name: scores from 1 to 5, goals from 0 to 100, each missing where there is none.
FORMULA_INPUTS: Mapping[str, str | Promise] = {
    "self": _("the mean of what the person rated of themself"),
    "manager": _("the mean of what the manager rated"),
    "peers": _("the mean of what peers rated, of three or more"),
    "reports": _("the mean of what reports rated, of three or more"),
    "others": _("the mean of what leads by a dotted line or of a project rated"),
    "outside": _("the mean of what people outside rated"),
    "usual": _("manager, peers and reports, weighed 0.5, 0.3 and 0.2"),
    "goals": _("the attainment of goals by their weights, 0 to 100"),
}
_REASONS: Mapping[Reason, str] = {
    Reason.DIV_ZERO: gettext_noop("the formula divides by zero"),
    Reason.NOT_APPLICABLE: gettext_noop("the result is beyond the range of numbers"),
    Reason.NO_DATA: gettext_noop("what the formula needs is missing"),
}


def check_formula(text: str) -> None:
    """Nothing where a formula can be computed. Invalid: what is wrong with it, and where."""
    if not text.strip():
        return
    try:
        named = references(parse(text))
    except FormulaError as error:
        raise Invalid(str(error), field="formula") from None
    unknown = sorted(name for name in named if name.lower() not in FORMULA_INPUTS)
    if unknown:
        raise Invalid(
            Said("No input is called %(name)s.", name=unknown[0]),
            field="formula",
            remedy=Said("There are: %(names)s.", names=", ".join(FORMULA_INPUTS)),
        )


def computed(text: str, inputs: Mapping[str, float | None]) -> tuple[float | None, str]:
    """The score by a formula; None with the reason where there is none."""
    values = {
        name: np.array([[np.nan if inputs.get(name) is None else float(inputs[name] or 0)]]) for name in FORMULA_INPUTS
    }
    result = evaluate({"score": parse(text)}, values, shape=(1, 1))
    value = float(result.values["score"].item())
    if np.isnan(value):
        return None, reason_of(int(result.reasons["score"].item()))
    return value, ""


def reason_of(code: int) -> str:
    """Why a formula gives no score, in words."""
    return _REASONS.get(Reason(code), _REASONS[Reason.NO_DATA])
