"""Cause-and-effect links of the strategy map: hypotheses, which may well run in a circle."""

from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.base.events import publish
from hoshin.base.wordings import Said
from hoshin.strategy.choices import LinkSign
from hoshin.strategy.events import CausalLinksChanged
from hoshin.strategy.models import CausalLink, Objective


def add_causal_link(
    actor: Actor,
    *,
    cause: Objective,
    effect: Objective,
    lag_months: int | None = None,
    sign: str = LinkSign.SAME,
    note: str = "",
) -> CausalLink:
    """State that one objective drives another of the same plan, after how long and which way."""
    require(actor, Right.EDIT_PLAN)
    if cause.plan_id != effect.plan_id:
        raise Invalid(
            Said("%(cause)s and %(effect)s belong to different plans.", cause=cause.code, effect=effect.code),
            field="effect",
            value=effect.code,
            remedy="Choose an objective of the same plan.",
        )
    with act(actor, "add_causal_link", cause=cause.name, effect=effect.name):
        link = add_row(CausalLink(cause=cause, effect=effect, lag_months=lag_months, sign=sign, note=note))
        publish(CausalLinksChanged(frozenset({cause.plan_id})))
        return link


def change_causal_link(actor: Actor, *, link: CausalLink, version: int | None = None, **values: Any) -> CausalLink:
    """Change lag, sign or note of a link."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "change_causal_link", cause=link.cause.name, effect=link.effect.name):
        changed = change_row(link, version=version, **values)[0]
        publish(CausalLinksChanged(frozenset({link.cause.plan_id})))
        return changed


def remove_causal_link(actor: Actor, *, link: CausalLink, version: int | None = None) -> None:
    """Take a link off the map."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "remove_causal_link", cause=link.cause.name, effect=link.effect.name):
        remove_row(link, version=version, in_use="The link is still needed.")
        publish(CausalLinksChanged(frozenset({link.cause.plan_id})))
