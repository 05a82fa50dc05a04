"""Which service answers to which part of the outline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Sum

from hoshin.accounts.access import Actor
from hoshin.audit.services import act
from hoshin.base.codes import free_code
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.measures.policies import measures_visible_to
from hoshin.measures.rows import TargetEdit, TargetRow
from hoshin.measures.services import change_measure, define_measure, remove_measure, set_targets
from hoshin.strategy import services
from hoshin.strategy.policies import (
    contributions_visible_to,
    objectives_ever_visible_to,
    objectives_visible_to,
    perspectives_ever_visible_to,
)

MOST_SHARES = 300


@dataclass(frozen=True, slots=True)
class Aim:
    """Where a new measure comes from and where it is to go, as far as that is known, in a unit."""

    baseline: float | None = None
    target: float | None = None
    unit: str = ""

    @property
    def leads_down(self) -> bool:
        return self.baseline is not None and self.target is not None and self.target < self.baseline


NO_AIM = Aim()


def change(actor: Actor, kind: str, thing: Any, version: int | None, **values: Any) -> Any:
    """Change columns of a plan, perspective, objective or measure."""
    match kind:
        case "plan":
            return services.change_plan(actor, plan=thing, version=version, **values)
        case "perspective":
            return services.change_perspective(actor, perspective=thing, version=version, **values)
        case "theme":
            return services.change_theme(actor, theme=thing, version=version, **values)
        case "objective":
            return services.change_objective(actor, objective=thing, version=version, **values)
        case _:
            values.pop("effective_on", None)
            return change_measure(actor, measure=thing, version=version, **values)


def rename(actor: Actor, kind: str, thing: Any, name: str, version: int | None) -> Any:
    return change(actor, kind, thing, version, name=name)


def reweigh(actor: Actor, kind: str, thing: Any, weight: float, version: int | None, since: date | None) -> Any:
    """Set the weight of a perspective or an objective, or with which a child counts for its parent."""
    if kind != "contribution":
        return change(actor, kind, thing, version, weight=weight, effective_on=since)
    versions = None if version is None else {thing.pk: version}
    parent = thing.parent
    [row] = services.set_weights(
        actor, parent=parent, weights={thing.pk: weight}, versions=versions, effective_on=since
    )
    return row


def sibling_shares(actor: Actor, kind: str, thing: Any) -> dict[str, float | None]:
    """By key the share of each weight in the group where this one stands; of a long group that of this one alone."""
    if kind == "perspective":
        rows = thing.plan.perspectives.all()
    elif kind == "contribution":
        rows = thing.parent.contributions.filter(kind="contributes")
    else:
        rows = objectives_visible_to(actor).filter(plan=thing.plan, perspective=thing.perspective_id, serves=None)
    total, among = rows.aggregate(total=Sum("weight"), among=Count("id")).values()
    told = rows.filter(pk=thing.pk) if among > MOST_SHARES else rows
    return {
        f"{kind}-{pk}": weight / total if total else None for pk, weight in told.order_by().values_list("id", "weight")
    }


def reorder(actor: Actor, kind: str, above: Any, ids: Sequence[int]) -> None:
    """Put perspectives of a plan, objectives of a perspective or what serves an objective in order."""
    match kind:
        case "plan":
            services.reorder_perspectives(actor, plan=above, ids=ids)
        case "perspective":
            services.reorder_objectives(actor, perspective=above, ids=ids)
        case "objective":
            services.reorder_contributions(actor, parent=above, ids=ids)
        case _:
            raise Invalid("This has no order.")


def add_below(
    actor: Actor,
    kind: str,
    above: Any,
    what: str,
    text: str,
    since: date | None,
    aim: Aim = NO_AIM,
) -> Any:
    """Add a perspective or a theme to a plan, an objective to a perspective, or what counts for an objective since a day
    (None: today).

    A new measure has this `aim`.
    """
    if kind == "plan" and what == "theme":
        return services.add_theme(actor, plan=above, code=code_from(above.themes.model.objects.all(), text), name=text)
    if kind == "plan":
        code = code_from(perspectives_ever_visible_to(actor), text)
        return services.add_perspective(actor, plan=above, code=code, name=text)
    if kind == "perspective":
        code = free_code(objectives_ever_visible_to(actor), f"{above.code}-1")
        return services.add_objective(actor, plan=above.plan, code=code, name=text, perspective=above)
    if what == "existing":
        return _take(actor, above, text, since)
    # One act, so that one undo takes both the new thing and its place away.
    with act(actor, f"add_{what}", name=text, under=above.code):
        if what == "measure":
            code = free_code(measures_visible_to(actor), f"{above.code}.1")
            made = _measure(actor, code, text, aim)
        else:
            code = free_code(objectives_ever_visible_to(actor), f"{above.code}-1")
            made = services.add_objective(actor, plan=above.plan, code=code, name=text, perspective=above.perspective)
        services.set_contribution(actor, parent=above, child=made, effective_on=since)
    return made


def _measure(actor: Actor, code: str, name: str, aim: Aim) -> Any:
    made = define_measure(
        actor, code=code, name=name, direction="lower" if aim.leads_down else "higher", unit_of_measure=aim.unit
    )
    if (aim.baseline, aim.target) != (None, None):
        wanted = TargetEdit(TargetRow(made.pk, baseline=aim.baseline, target=aim.target))
        set_targets(actor, measure=made, edits=[wanted])
    return made


def remove(actor: Actor, kind: str, thing: Any) -> None:
    match kind:
        case "plan":
            services.remove_plan(actor, plan=thing)
        case "perspective":
            services.remove_perspective(actor, perspective=thing)
        case "theme":
            services.remove_theme(actor, theme=thing)
        case "objective":
            services.remove_objective(actor, objective=thing)
        case "contribution":
            services.remove_contribution(actor, contribution=thing)
        case _:
            remove_measure(actor, measure=thing)


def code_from(rows: Any, name: str) -> str:
    """A code that nobody has, from the initials of a name."""
    return free_code(rows, _initials(name)) if name.strip() else ""


def _take(actor: Actor, above: Any, text: str, since: date | None) -> Any:
    code = text.split(" · ")[0].strip()
    found = measures_visible_to(actor).filter(code__iexact=code).first()
    if found is None:
        raise Invalid(
            Said("No measure has the code %(code)s.", code=code), field="name", remedy="Choose one of the list."
        )
    if contributions_visible_to(actor).filter(parent=above, measure=found).exists():
        raise Invalid(
            Said("%(measure)s counts for %(above)s already.", measure=found.code, above=above.code), field="name"
        )
    services.set_contribution(actor, parent=above, child=found, effective_on=since)
    return found


def _initials(text: str) -> str:
    letters = "".join(word[0] for word in text.split() if word[0].isalnum()).upper()
    return letters[:4] if len(letters) > 1 else text.strip()[:3].upper()
