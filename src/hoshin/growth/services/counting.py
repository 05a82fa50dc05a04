"""How many hold what is mandatory, as the values of a measure: counted every night, from the records alone."""

from hoshin.accounts.access import Actor, Right
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.growth.learning_policies import has_valid_record, people_who_must_learn
from hoshin.growth.models import LearningItem
from hoshin.measures.policies import MeasureRight
from hoshin.measures.services import record_actual


def record_mandatory_shares(actor: Actor) -> int:
    """Record the share, in percent, for today's period of each measure that an entry names; how many were recorded.

    Nothing where it is mandatory for nobody. The same share again changes nothing.
    """
    recorded = 0
    writer = actor.lent_right(MeasureRight.RECORD_ANY).lent_right(Right.SEE_PRIVATE)
    items = LearningItem.objects.filter(is_mandatory=True, is_offered=True, measure__isnull=False)
    for item in items.select_related("measure", "mandatory_in"):
        people = people_who_must_learn(item)
        if (must := people.count()) and item.measure is not None:
            share = round(100.0 * people.filter(has_valid_record(item)).count() / must, 10)
            period = Period.containing(clock.today(), item.measure.period_frequency)
            with act(actor, "count_mandatory_learning", name=item.name):
                record_actual(writer, measure=item.measure, period=period, value=share)
            recorded += 1
    return recorded
