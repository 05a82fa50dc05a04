"""Plans to start from, kept as workbooks and brought in like any other."""

from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor, Right, require
from hoshin.base.errors import Invalid, NotFound
from hoshin.exchange.result import ImportResult
from hoshin.exchange.workbook import import_workbook
from hoshin.strategy.policies import plans_visible_to

_FOLDER = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class PlanTemplate:
    """A plan to start from: its key, a name, and what it is for."""

    key: str
    name: str | Promise
    summary: str | Promise

    @property
    def path(self) -> Path:
        return _FOLDER / self.key


TEMPLATES: tuple[PlanTemplate, ...] = (
    PlanTemplate(
        "company",
        _("Company"),
        _("The four classic perspectives: financial, customer, internal process, learning and growth."),
    ),
    PlanTemplate(
        "agency", _("Public agency"), _("Outcomes for the public first, then service, process, people, stewardship.")
    ),
    PlanTemplate(
        "nonprofit", _("Nonprofit"), _("Impact first, then supporters and partners, programmes, people, money.")
    ),
)


def start_from_template(actor: Actor, *, key: str) -> ImportResult:
    """Bring in a template's perspectives, objectives, links and measures. Invalid where there is a plan already."""
    require(actor, Right.IMPORT)
    template = next((template for template in TEMPLATES if template.key == key), None)
    if template is None:
        raise NotFound("template", key, known=[template.key for template in TEMPLATES])
    if plans_visible_to(actor).exists():
        raise Invalid(
            "A template is for an installation without a plan.",
            remedy="Import its workbook, or edit the plan that is there.",
        )
    return import_workbook(actor, template.path)
