"""How scores follow from those of the parts: reading it, and choosing it."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Router

from hoshin.accounts.access import Actor, Right, require
from hoshin.api.auth import actor_of
from hoshin.api.parameters import CodePath, TryQuery
from hoshin.api.schemas.definitions import ChangedOut, ChangeIn, changed_out
from hoshin.api.schemas.roll_ups import RollUpIn, RollUpOut, part_of, roll_up_out
from hoshin.base import clock
from hoshin.base.dated import day_problems
from hoshin.base.errors import Invalid, Problem
from hoshin.base.wordings import Said
from hoshin.scorecards.selectors import plan_scores_rewritten, roll_up_rewritten
from hoshin.strategy.models import Plan
from hoshin.strategy.policies import tells_how_it_counts
from hoshin.strategy.selectors import objective_by_code, parts_visible_to, perspective_by_code, plan_by_code
from hoshin.strategy.services import set_roll_up

router = Router(tags=["plans"])
KindPath = Annotated[Literal["plan", "perspective", "objective"], Path(description="What rolls up.")]
_FOUND = {"plan": plan_by_code, "perspective": perspective_by_code, "objective": objective_by_code}


@router.get("/roll-ups/{kind}/{code}", response=RollUpOut, summary="How a score follows from its parts")
def roll_up(request: HttpRequest, kind: KindPath, code: CodePath) -> Any:
    """By which roll-up, with which weights, and which parts are critical."""
    actor = actor_of(request)
    thing = _FOUND[kind](actor, code)
    return roll_up_out(thing, parts_visible_to(actor, thing), tells_how_it_counts(actor, thing))


@router.patch("/roll-ups/{kind}/{code}", response=ChangedOut, summary="Choose how a score follows from its parts")
def change_roll_up(
    request: HttpRequest, kind: KindPath, code: CodePath, payload: RollUpIn, dry_run: TryQuery = False
) -> Any:
    """Earlier scores stay as they are, unless it is to hold from an earlier day or from the beginning."""
    actor = actor_of(request)
    thing = _FOUND[kind](actor, code)
    require(actor, Right.EDIT_PLAN)
    own = {*ChangeIn.model_fields, "critical"}
    values = {name: value for name, value in payload.dict(exclude_none=True).items() if name not in own}
    if problems := day_problems(payload.valid_from):
        raise Invalid(problems)
    critical = None if payload.critical is None else _rows_of(actor, thing, payload.critical)
    since = None if payload.is_from_beginning else payload.valid_from or clock.today()
    rewriting = None
    if (values or critical is not None) and since != clock.today():
        told = plan_scores_rewritten if isinstance(thing, Plan) else roll_up_rewritten
        changes = values if critical is None else {**values, "critical_parts": critical}
        rewriting = told(actor, thing, changes, since)  # type: ignore[arg-type]  # each takes the kind of thing that it is given
    if dry_run:
        return changed_out(thing, rewriting, is_saved=False)
    fresh = set_roll_up(
        actor,
        thing=thing,
        critical=critical,
        version=payload.expected_version,
        valid_from=payload.valid_from,
        is_from_beginning=payload.is_from_beginning,
        **values,
    )
    return changed_out(fresh, rewriting, is_saved=True)


def _rows_of(actor: Actor, thing: Any, codes: list[str]) -> set[int]:
    """The ids of the rows that say how the parts of these codes count. Invalid where there is no such part."""
    rows = {part_of(row).code.casefold(): row.pk for row in parts_visible_to(actor, thing)}
    unknown = [code for code in codes if code.casefold() not in rows]
    if unknown:
        message = Said("%(name)s has no such part.", name=thing.code)
        raise Invalid([Problem(message, field="critical", value=code) for code in unknown])
    return {rows[code.casefold()] for code in codes}
