"""Sheet themes: groups of objectives across perspectives."""

from collections.abc import Sequence

from hoshin.accounts.access import Actor
from hoshin.base.sheets import Column, Sheet, code
from hoshin.strategy.models import Theme
from hoshin.strategy.policies import plans_visible_to
from hoshin.strategy.rows import ThemeRow
from hoshin.strategy.services import upsert_themes
from hoshin.strategy.sheets.belonging import place_in_plans


def _stored(actor: Actor) -> list[ThemeRow]:
    rows = Theme.objects.filter(plan__in=plans_visible_to(actor)).order_by("plan__position", "id")
    return [ThemeRow(*row) for row in rows.values_list("plan__code", "code", "name")]


def _write(actor: Actor, rows: Sequence[ThemeRow]) -> None:
    upsert_themes(actor, rows, is_checked=True)


THEMES = Sheet(
    "themes",
    "theme",
    (code(required=True), Column("name", required=True), code("plan", "plans", is_kept=True)),
    ("code",),
    ThemeRow,
    after="perspectives",
    stored=_stored,
    complete=place_in_plans,
    write=_write,
)
