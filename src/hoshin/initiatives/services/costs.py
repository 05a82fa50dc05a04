"""What an initiative is planned to cost in a period, and what it did."""

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.base.periods import NotAPeriod, Period
from hoshin.base.wordings import Said
from hoshin.initiatives.currency import checked_currency
from hoshin.initiatives.models import Initiative, InitiativeCost
from hoshin.initiatives.policies import require_may_write


def set_cost(
    actor: Actor,
    *,
    initiative: Initiative,
    period: Period | str,
    planned: float | None = None,
    actual: float | None = None,
    currency: str = "",
    note: str = "",
    version: int | None = None,
) -> InitiativeCost | None:
    """Set the costs of a period, in the currency of the initiative; neither planned nor actual takes the row out.

    Invalid: another currency, or no period.
    """
    require_may_write(actor, initiative)
    when = _period(period)
    checked_currency(currency, initiative.currency or None)
    held = initiative.costs.filter(starts_on=when.start, frequency=when.frequency).first()
    with act(actor, "set_initiative_cost", name=initiative.name, period=str(when)):
        said = {"planned": planned, "actual": actual, "note": note.strip()}
        if held is None:
            if planned is None and actual is None:
                return None
            return add_row(
                InitiativeCost(initiative=initiative, starts_on=when.start, frequency=when.frequency, **said)
            )
        changed, _ = change_row(held, version=version, **said)
        if planned is None and actual is None:
            changed.delete()
            return None
        return changed


def _period(period: Period | str) -> Period:
    if isinstance(period, Period):
        return period
    try:
        return Period.parse(period)
    except NotAPeriod as error:
        raise Invalid(
            Said(error.sentence, **error.facts),
            field="period",
            value=period,
            remedy=Said(error.remedy, **error.facts) if error.remedy else "",
        ) from None
