"""A goal that is being written, and what the coach says of it."""

from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, Field

from hoshin.api.parameters import CODE, within_centuries
from hoshin.api.schemas.recorded import Strict
from hoshin.okrs.advice import Advised
from hoshin.okrs.selectors import Coached

_Code = Annotated[str, Field(pattern=CODE, max_length=100)]
_Day = Annotated[date, Field(strict=False), AfterValidator(within_centuries)]


class GoalIn(Strict):
    """What was typed so far. With `objective` its measures, their history and what it serves count as well."""

    name: str = Field(min_length=1, max_length=500, examples=["Reduce waiting time of outpatients from 9 to 4 days"])
    description: str = Field(default="", max_length=10_000)
    start_date: _Day | None = None
    due_date: _Day | None = None
    plan: _Code | None = Field(default=None, description="Code of the plan; the first where left out.")
    objective: _Code | None = Field(default=None, description="Code of the objective that is being changed.")
    unit: _Code | None = Field(default=None, description="Code of the unit whose goal it is.")
    serves: list[_Code] | None = Field(
        default=None, max_length=50, description="Codes of the objectives that it is to serve; left out: as it is."
    )


class AdviceOut(Schema):
    """`code` stays the same whatever the language."""

    code: str
    reason: str
    consider: str


class CheckOut(Schema):
    """`points` of 5; null where it cannot be judged yet."""

    dimension: str
    points: float | None
    advice: list[AdviceOut]


class CoachedOut(Schema):
    """`total` 0–100 over the checks that were judged; `verdict`: ready, improve or rewrite. `may_serve`: codes of
    objectives that it fits by its wording; `alike`: of the same unit that say almost the same."""

    total: float
    verdict: str
    lexicon: str
    wording: str
    is_calibrated: bool
    checks: list[CheckOut]
    may_serve: list[str]
    alike: list[str]


def coached_out(found: Coached) -> dict[str, Any]:
    advised: Advised = found.advised
    return {
        "total": advised.total,
        "verdict": advised.verdict,
        "lexicon": advised.lexicon,
        "wording": advised.wording,
        "is_calibrated": advised.is_calibrated,
        "checks": [
            {
                "dimension": check.dimension,
                "points": check.points,
                "advice": [{"code": one.code, "reason": one.reason, "consider": one.consider} for one in check.advice],
            }
            for check in advised.checks
        ],
        "may_serve": [parent.code for parent in found.parents],
        "alike": [one.code for one in found.alike],
    }
