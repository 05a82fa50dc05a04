"""What somebody assumes to be otherwise, one thing at a time."""

from dataclasses import dataclass
from typing import NamedTuple, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoshin.base.periods import Period
from hoshin.initiatives.models import Initiative
from hoshin.measures.models import Measure
from hoshin.org.models import Unit
from hoshin.strategy.models import Objective, Perspective


class ChangeKind(models.TextChoices):
    """What is taken otherwise."""

    VALUE = "value", _("value")
    TARGET = "target", _("target")
    WEIGHT = "weight", _("weight")
    EFFECT = "effect", _("effect of an initiative")


@dataclass(frozen=True, slots=True)
class Assumption:
    """One thing that is taken otherwise.

    VALUE: what `measure` (of `unit`) would record. TARGET: a number of its target, `column` of `Target.VALUES`. WEIGHT: of
    `measure`, `objective` or `perspective` within `parent` (None: within its perspective or the plan). EFFECT: `initiative`
    closes that share (0–1) of the gap of every measure below `objective`.
    """

    kind: ChangeKind
    number: float
    measure: Measure | None = None
    unit: Unit | None = None
    objective: Objective | None = None
    perspective: Perspective | None = None
    parent: Objective | None = None
    initiative: Initiative | None = None
    column: str = "target"

    @property
    def thing(self) -> Measure | Objective | Perspective:
        """What is taken otherwise, or what it is an effect on."""
        thing = self.measure or self.objective or self.perspective
        assert thing is not None, "each assumption names one"
        return thing


class AssumptionRow(NamedTuple):
    """An assumption by codes, as files, programs and pages say it. `within`: the objective whose part weighs otherwise."""

    kind: str
    number: float
    measure: str = ""
    unit: str = ""
    objective: str = ""
    perspective: str = ""
    within: str = ""
    initiative: str = ""
    column: str = "target"

    @classmethod
    def of(cls, one: Assumption) -> Self:
        """An assumption as it is said."""
        named = {name: getattr(one, name) for name in ("measure", "unit", "objective", "perspective", "initiative")}
        codes = {name: thing.code for name, thing in named.items() if thing is not None}
        within = one.parent.code if one.parent else ""
        return cls(one.kind.value, one.number, within=within, column=one.column, **codes)


class ScenarioRow(NamedTuple):
    """A scenario by codes; `maker` and `readers` are employee ids, `assumptions` texts as `said` writes them."""

    code: str
    name: str
    plan: str
    period: Period
    assumptions: tuple[str, ...] = ()
    description: str = ""
    maker: str = ""
    visibility: str = "private"
    unit: str = ""
    readers: tuple[str, ...] = ()
