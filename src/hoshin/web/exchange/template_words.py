"""What a plan template brings, read from the template itself."""

from dataclasses import dataclass
from functools import cache

from hoshin.exchange.plan_templates import TEMPLATES, PlanTemplate
from hoshin.exchange.workbook import read


@dataclass(frozen=True, slots=True)
class TemplateShown:
    """A template with the names of its perspectives, and how many objectives and measures stand in them."""

    template: PlanTemplate
    perspectives: tuple[str, ...]
    objectives: int
    measures: int
    examples: tuple[str, ...]


@cache
def templates_shown() -> tuple[TemplateShown, ...]:
    """All templates; they do not change while the server runs."""
    return tuple(map(_shown, TEMPLATES))


def _shown(template: PlanTemplate) -> TemplateShown:
    tables = {table.name: table for table in read(template.path).tables}
    names = {
        sheet: tuple(str(row[table.headers.index("name")]) for row in table.rows)
        for sheet, table in tables.items()
        if "name" in table.headers
    }
    return TemplateShown(
        template, names["perspectives"], len(names["objectives"]), len(names["measures"]), names["objectives"][:3]
    )
