"""The rows of the table of measures or objectives: what stands in the cells, and what was typed over it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoshin.accounts.access import Actor
from hoshin.base.formats import as_typed
from hoshin.measures.models import Measure
from hoshin.measures.policies import measures_visible_to
from hoshin.strategy.models import Contribution, Objective
from hoshin.strategy.policies import contributions_visible_to, objectives_visible_to
from hoshin.web.found_field import SHOWN

MOST = 200
LABELS: Mapping[str, str | Promise] = {
    "owner": gettext_lazy("Owner"),
    "unit": gettext_lazy("Unit"),
    "perspective": gettext_lazy("Perspective"),
    "weight": gettext_lazy("Weight"),
    "frequency": gettext_lazy("Frequency"),
    "is_key": gettext_lazy("Key measure"),
}
COLUMNS = {
    "measure": ("owner", "unit", "weight", "frequency", "is_key"),
    "objective": ("owner", "unit", "perspective", "weight"),
}


@dataclass(frozen=True, slots=True)
class EditedRow:
    """A measure or an objective with its cells: `was` as its reader was shown them, `now` as they were typed.

    `stands` is what holds in the database; `closed` are cells that are no one number, such as the weight of what serves
    several objectives. `served` is the one contribution whose weight it shows.
    """

    thing: Measure | Objective
    stands: Mapping[str, str]
    was: Mapping[str, str]
    now: Mapping[str, str]
    served: Contribution | None
    closed: frozenset[str]
    version: int
    served_version: int | None
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def changed(self) -> list[str]:
        """The columns in which something was typed."""
        return [name for name in self.now if name not in self.closed and self.now[name] != self.was.get(name)]

    def finding(self, name: str) -> dict[str, str]:
        """The attributes with which a cell is helped by suggestions; none where it has no such."""
        kind = {"owner": "people", "unit": "units"}.get(name)
        if kind is None:
            return {}
        return {
            "list": f"found-{kind}",
            "hx-get": reverse("plan_choices", args=[kind]),
            "hx-target": f"#found-{kind}",
            "hx-trigger": "input changed delay:150ms",
            "hx-swap": "innerHTML",
            "hx-params": f"{name}-{self.thing.pk}",
        }

    @property
    def shown(self) -> str:
        """What its reader is shown, to come back with what they type."""
        return json.dumps([dict(self.was), self.version, self.served_version])


def rows_of(actor: Actor, kind: str, numbers: Sequence[int]) -> list[EditedRow]:
    """The rows of these things as they stand, in the order of their codes. Two queries, however many there are."""
    visible = measures_visible_to(actor) if kind == "measure" else objectives_visible_to(actor)
    related = ("owner", "unit") if kind == "measure" else ("owner", "unit", "perspective", "plan")
    things = list(visible.filter(pk__in=numbers[:MOST]).select_related(*related).order_by("code"))
    found = contributions_visible_to(actor).filter(**{f"{kind}__in": [thing.pk for thing in things]})
    served: dict[int, list[Contribution]] = {}
    for one in found.select_related("parent"):
        served.setdefault(getattr(one, f"{kind}_id"), []).append(one)
    return [_row(kind, thing, served.get(thing.pk, [])) for thing in things]


def with_typed(rows: Iterable[EditedRow], data: QueryDict) -> list[EditedRow]:
    """The rows with what was typed, and with what their reader had been shown."""
    return [_typed(row, data) for row in rows]


def fresh(row: EditedRow) -> EditedRow:
    """The row of somebody who sees by now what another changed, so that saving again puts theirs over it."""
    other = [
        f"{LABELS[name]}: {row.stands[name] or '–'}" for name in row.stands if row.stands[name] != row.was.get(name)
    ]
    theirs = _("Somebody changed this meanwhile (%(what)s).") % {"what": ", ".join(other) or _("elsewhere")}
    typed = {name: row.now[name] if name in row.changed else row.stands[name] for name in row.stands}
    return replace(
        row,
        was=row.stands,
        now=typed,
        version=row.thing.version,
        served_version=row.served.version if row.served else None,
        errors={"thing": theirs + " " + _("Look at it, and save again to put yours in its place.")},
    )


def _row(kind: str, thing: Measure | Objective, served: list[Contribution]) -> EditedRow:
    is_own = kind == "objective" and not served
    one = served[0] if len(served) == 1 else None
    texts = {name: _text(thing, name) for name in COLUMNS[kind] if name != "weight"}
    weight = thing.weight if is_own and isinstance(thing, Objective) else one.weight if one else None
    texts["weight"] = "" if weight is None else as_typed(weight)
    texts = {name: texts[name] for name in COLUMNS[kind]}
    closed = frozenset() if is_own or one else frozenset({"weight"})
    return EditedRow(thing, texts, texts, texts, one, closed, thing.version, one.version if one else None)


def _text(thing: Measure | Objective, name: str) -> str:
    held = getattr(thing, name)
    if name == "owner":
        return SHOWN["people"](held) if held else ""
    if name in ("unit", "perspective"):
        return SHOWN["units"](held) if held else ""
    if name == "is_key":
        return str(_("yes") if held else _("no"))
    return str(held)


def _typed(row: EditedRow, data: QueryDict) -> EditedRow:
    pk = row.thing.pk
    was, version, served_version = _shown(data.get(f"shown-{pk}", ""), row)
    now = {
        name: row.stands[name] if name in row.closed else data.get(f"{name}-{pk}", was.get(name, "")).strip()
        for name in row.stands
    }
    return replace(row, was=was, now=now, version=version, served_version=served_version)


def _shown(text: str, row: EditedRow) -> tuple[Mapping[str, str], int, int | None]:
    """What the reader had been shown; a form that does not say it saw what stands."""
    try:
        was, version, served = json.loads(text)
        return {str(name): str(said) for name, said in dict(was).items()}, int(version), served and int(served)
    except (ValueError, TypeError):
        return row.was, row.version, row.served_version
