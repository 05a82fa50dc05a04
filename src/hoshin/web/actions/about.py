"""What an address of actions names: a thing, a period, a unit."""

from dataclasses import dataclass

from django.http import HttpRequest

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.base.periods import Period
from hoshin.measures.models import Measure
from hoshin.measures.selectors import measure_by_code
from hoshin.org.models import Unit
from hoshin.org.selectors import unit_by_code
from hoshin.strategy.models import Objective
from hoshin.strategy.selectors import objective_by_code
from hoshin.web.access import actor_of
from hoshin.web.jinja import url


@dataclass(frozen=True, slots=True)
class AboutThing:
    """A measure or an objective, of one unit or as a whole, in a period (None: in none)."""

    actor: Actor
    kind: str
    thing: Measure | Objective
    unit: Unit | None
    when: Period | None = None

    @property
    def period(self) -> Period:
        assert self.when is not None, "whoever asks has named a period"
        return self.when

    @property
    def unit_code(self) -> str:
        return self.unit.code if self.unit else ""

    @property
    def page(self) -> str:
        """The page of the thing."""
        return url(self.kind, self.thing.code, period=self.when, unit=self.unit_code)


def about_thing(request: HttpRequest, kind: str, code: str, period: str | None = None) -> AboutThing:
    """What an address names, as far as the actor may see it. NotFound."""
    actor = actor_of(request)
    if kind not in ("measure", "objective"):
        raise NotFound("kind of thing to act on", kind, known=("measure", "objective"))
    thing = measure_by_code(actor, code) if kind == "measure" else objective_by_code(actor, code, ever=True)
    try:
        when = Period.parse(period) if period is not None else None
    except ValueError as error:
        raise NotFound("period", period or "") from error
    holder = request.POST.get("unit") or request.GET.get("unit")
    return AboutThing(actor, kind, thing, unit_by_code(actor, holder) if holder else None, when)
