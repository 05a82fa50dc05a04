"""What an objective serves, as rows of a form: the code of a parent and a weight, with a circle named in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.base.formats import as_typed
from hoshin.base.graphs import first_cycle, in_words
from hoshin.strategy import services
from hoshin.strategy.policies import contributions_visible_to
from hoshin.strategy.selectors import objective_by_code
from hoshin.web.found_field import MARK
from hoshin.web.number_field import weight_field

SPARE = 2
MOST = 50


@dataclass(slots=True)
class ServedRow:
    """One line as it was typed, and what is wrong with it."""

    number: int
    parent: str = ""
    weight: str = "1"
    error: str = ""


def stored(actor: Actor, objective: Any) -> list[ServedRow]:
    """What an objective serves now, and two empty lines."""
    found = contributions_visible_to(actor).filter(objective=objective).select_related("parent")
    rows = [
        ServedRow(number, f"{row.parent.code}{MARK}{row.parent.name}", as_typed(row.weight))
        for number, row in enumerate(found)
    ]
    return rows + [ServedRow(len(rows) + spare) for spare in range(SPARE)]


def typed(post: Mapping[str, str]) -> list[ServedRow]:
    """The lines of a form that was sent."""
    numbers = [number for number in range(MOST) if f"serves-{number}" in post]
    return [
        ServedRow(number, post[f"serves-{number}"].strip(), post.get(f"serves_weight-{number}", "1").strip())
        for number in numbers
    ]


def wanted(actor: Actor, objective: Any, rows: list[ServedRow]) -> dict[int, tuple[Any, float]]:
    """Parents and weights by the parent's id; what is wrong is written beside its row."""
    found: dict[int, tuple[Any, float]] = {}
    for row in rows:
        if not row.parent:
            continue
        try:
            parent = objective_by_code(actor, row.parent.split(MARK)[0])
            weight = weight_field().clean(row.weight or "1") or 0.0
        except NotFound as error:
            row.error = str(error)
            continue
        except forms.ValidationError as error:
            row.error = " ".join(error.messages)
            continue
        if parent.plan_id != objective.plan_id:
            row.error = _("It belongs to another plan.")
        elif parent.pk in found:
            row.error = _("It is named twice.")
        else:
            row.error = _circle(actor, objective, parent)
        found[parent.pk] = (parent, weight)
    return found


def save(actor: Actor, objective: Any, parents: Mapping[int, tuple[Any, float]], since: Any) -> None:
    """Let an objective serve exactly these."""
    now = {row.parent_id: row for row in contributions_visible_to(actor).filter(objective=objective)}
    for pk, row in now.items():
        if pk not in parents:
            services.remove_contribution(actor, contribution=row, effective_on=since)
    for pk, (parent, weight) in parents.items():
        if pk not in now or now[pk].weight != weight:
            kind = {"kind": now[pk].kind} if pk in now else {}
            services.set_contribution(actor, parent=parent, child=objective, weight=weight, effective_on=since, **kind)


def _circle(actor: Actor, objective: Any, parent: Any) -> str:
    """The circle that this line would close, in words; empty where there is none."""
    if parent.pk == objective.pk:
        return _("An objective cannot serve itself.")
    serves: dict[str, list[str]] = {objective.code: [parent.code]}
    pairs = contributions_visible_to(actor).filter(parent__plan=objective.plan_id).exclude(objective=None)
    for child, above in pairs.values_list("objective__code", "parent__code"):
        if child != objective.code:
            serves.setdefault(child, []).append(above)
    cycle = first_cycle(serves)
    return _("That is a circle: %(circle)s.") % {"circle": in_words(cycle, "serves")} if cycle else ""
