"""The worker's side: once a day at everything, and every few minutes at what hangs on values that arrived meanwhile.

Values are found by the changes that recorded them, so that recording costs nothing for it, and however many came, one
look takes all of them.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as later

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change, Face
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.tasks import Job, JobProgress
from hoshin.measures.models import Actual
from hoshin.signals.findings import Look, RuleSaid
from hoshin.signals.kinds import RuleSetting, rule_kinds
from hoshin.signals.models import Signal, SignalRule, SignalState
from hoshin.signals.selectors.reading import with_subjects
from hoshin.signals.services.announcing import announce_new
from hoshin.signals.services.answering import note_actions
from hoshin.signals.services.detectors import DETECTORS
from hoshin.signals.services.folding import fold
from hoshin.signals.services.lifecycle import take_up, wake
from hoshin.signals.services.reaching import SUBJECTS, send
from hoshin.signals.services.weighing import priority, weigh
from hoshin.strategy.models import Contribution

# From so many measures on it is as well to look at everything.
MOST_APART = 2_000
# A look reaches further back than to the one before it: acts that ran then were not there yet, and it may have been late.
REACHES_BACK = timedelta(minutes=15)


def look_at_everything(actor: Actor) -> int:
    """Judge all rules, and bring signals in line with them; how many were raised."""
    return _look(actor, Look(clock.today(), settings_now()))


def look_at_measures(actor: Actor, measures: Iterable[int]) -> int:
    """Judge what hangs on some measures: themselves, the objectives that they serve, and rules that read them."""
    chosen = frozenset(measures)
    if len(chosen) > MOST_APART:
        return look_at_everything(actor)
    if not chosen:
        return 0
    served = Contribution.objects.filter(measure__in=chosen).values_list("parent", flat=True)
    return _look(actor, Look(clock.today(), settings_now(), chosen, frozenset(served)))


def settings_now() -> dict[str, RuleSetting]:
    """Each rule of the house as it is set. One statement."""
    rows = {row.code: row for row in SignalRule.objects.all()}
    return {code: RuleSetting(kind, rows.get(code)) for code, kind in rule_kinds().items()}


def _look(actor: Actor, look: Look) -> int:
    with act(actor, "look_for_signals") as running:
        wake(look)
        note_actions()
        judged: list[RuleSaid] = [one for detector in DETECTORS for one in detector(look)]
        taken = take_up(look, judged)
        fresh = {row.pk for row in (*taken.raised, *taken.reopened)}
        if look.measures is None:
            _refresh(Signal.objects.exclude(state=SignalState.RESOLVED), look)
        else:
            _refresh(Signal.objects.filter(pk__in=fresh), look)
        fold(list(with_subjects(Signal.objects.filter(pk__in=fresh))), taken.nodes)
        announce_new(actor)
        running.say(count=len(taken.raised))
        return len(taken.raised)


def _refresh(rows: QuerySet[Signal], look: Look) -> None:
    """To whom they go, and how they rank today."""
    found = list(rows.select_related(*SUBJECTS).order_by("pk"))
    send(found)
    before = {row.pk: (row.weight, row.priority) for row in found}
    weigh(found)
    for row in found:
        row.priority = priority(row, look.today)
    changed = [row for row in found if (row.weight, row.priority) != before[row.pk]]
    Signal.objects.bulk_update(changed, ["weight", "priority"], batch_size=500)


def _daily(progress: JobProgress) -> None:
    look_at_everything(Actor.system(Face.WORKER))
    progress()


def _arrived(progress: JobProgress) -> None:
    changes = Change.objects.filter(at__gte=clock.now() - REACHES_BACK).order_by()
    recorded = Actual.objects.filter(change__in=changes.values("pk"))
    measures = recorded.order_by().values_list("measure", flat=True).distinct()
    look_at_measures(Actor.system(Face.WORKER), measures)
    progress()


LOOK = Job("signals.look", _daily, later("Look for signals"), lock="signals", schedule="10 4 * * *")
LOOK_AT_NEW = Job(
    "signals.look_at_new", _arrived, later("Look for signals in new values"), lock="signals", schedule="*/5 * * * *"
)
JOBS = (LOOK, LOOK_AT_NEW)
