"""What the organisation chose for its check-ins, or what is usual."""

from django.db.models import DateField, Func, Subquery, Value
from django.db.models.functions import Coalesce

from hoshin.base import clock
from hoshin.checkins.models import CheckInRules


def rules() -> CheckInRules:
    """The rules that hold now. One query."""
    return CheckInRules.objects.first() or CheckInRules()


def first_end_taken() -> Func:
    """The earliest last day of goals on which check-ins are still taken today: found within the query that asks."""
    template, today = "(%(expressions)s)", Value(clock.today(), DateField())
    return Func(today, rule_found("late_days"), template=template, arg_joiner=" - ", output_field=DateField())


def rule_found(name: str) -> Coalesce:
    """One number of the rules as an annotation: found within the query that asks."""
    usual = CheckInRules._meta.get_field(name).get_default()
    return Coalesce(Subquery(CheckInRules.objects.values(name)[:1]), Value(usual))
