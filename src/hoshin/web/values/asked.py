"""What the address of the grid asks for: whose values, of which unit, of which period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.base.periods import Frequency, Period
from hoshin.measures.policies import MeasureRight
from hoshin.org.models import Unit
from hoshin.org.selectors import unit_by_code
from hoshin.scorecards.selectors import ValuesToRecord, is_asked_for_values, values_to_record
from hoshin.web.found_field import MARK

OWN, ALL = "own", "all"
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)
OFFERED = 13


@dataclass(frozen=True, slots=True)
class Asked:
    """`period` None: what is due or late. `may_choose`: the actor may record values of all measures, not theirs alone."""

    is_own: bool
    unit: Unit | None
    period: Period | None
    may_choose: bool

    @classmethod
    def of(cls, request: HttpRequest, actor: Actor) -> "Asked":
        """Read an address; who is asked for no value, and may record any, sees those of all."""
        query, may_choose = request.GET, actor.has(MeasureRight.RECORD_ANY)
        unit = unit_by_code(actor, query["unit"].rpartition(MARK)[2]) if query.get("unit") else None
        whose = query.get("whose", "")
        if whose not in (OWN, ALL):
            whose = OWN if unit is None and is_asked_for_values(actor) else ALL
        return cls(not may_choose or whose == OWN, unit, _period(query.get("period", "")), may_choose)

    @property
    def around(self) -> tuple[Period, Period]:
        """The periods before and after: of what is due, the last month that is over and the running one."""
        if self.period is not None:
            return self.period.shift(-1), self.period.shift(1)
        current = Period.containing(clock.today(), Frequency.MONTHLY)
        return current.shift(-1), current

    @property
    def offered(self) -> Sequence[Period]:
        """The latest periods to choose from; any other can be written."""
        frequency = self.period.frequency if self.period else Frequency.MONTHLY
        current = Period.containing(clock.today(), frequency)
        return [current.shift(-back) for back in range(OFFERED)]

    def found(self, actor: Actor) -> ValuesToRecord:
        return values_to_record(actor, is_own=self.is_own, unit=self.unit, period=self.period)


def _period(text: str) -> Period | None:
    if not text.strip():
        return None
    try:
        period = Period.parse(text)
    except ValueError as error:
        raise NotFound("period", text) from error
    if not FIRST_DAY <= period.start < LAST_DAY:
        raise NotFound("period", text)
    return period
