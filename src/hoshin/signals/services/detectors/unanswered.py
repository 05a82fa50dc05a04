"""What stands off track or at risk for longer than its plan allows, with neither an action nor an accepted deviation; and
milestones that are late."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from hoshin.accounts.access import Actor
from hoshin.actions.reacting import plans_that_ask, red_without_action
from hoshin.audit.models import Face
from hoshin.initiatives.models import Milestone
from hoshin.initiatives.policies import is_late
from hoshin.scorecards.selectors import period_for
from hoshin.signals.catalogue import LATE_MILESTONE, RED_WITHOUT_ACTION
from hoshin.signals.findings import Look, RuleSaid, SignalFinding, SubjectKey
from hoshin.signals.models import SignalDirection


def look_for_answers(look: Look) -> Iterator[RuleSaid]:
    """What nobody answers, as the plans say; a few statements for each plan that asks."""
    if look.measures is not None:
        return
    if look.is_on(RED_WITHOUT_ACTION.code):
        yield look.judged(RED_WITHOUT_ACTION.code, list(_without_action()))
    if look.is_on(LATE_MILESTONE.code):
        yield look.judged(LATE_MILESTONE.code, list(_late_milestones()))


def _without_action() -> Iterator[SignalFinding]:
    worker = Actor.system(Face.WORKER)
    for plan in plans_that_ask(worker).order_by("pk"):
        period = period_for(plan)
        if period is None:
            continue
        nodes = red_without_action(worker, plan, period).order_by("pk").distinct()
        for node, measure, objective, unit in nodes.values_list("pk", "measure", "objective", "unit"):
            subject = SubjectKey(measure=measure or 0, objective=objective or 0, unit=unit or 0, plan=plan.pk)
            facts = {"period": str(period)}
            severity = RED_WITHOUT_ACTION.severity
            yield SignalFinding(subject, SignalDirection.ADVERSE, severity, facts, period, node=node)


def _late_milestones() -> Iterator[SignalFinding]:
    """Objectives that wait for a late milestone of somebody else's: whoever is to reach it owes that already."""
    late = Milestone.objects.filter(is_late()).annotate(whose=Coalesce("owner", "initiative__owner"))
    others = ~Q(whose=F("initiative__effects__objective__owner")) | Q(initiative__effects__objective__owner=None)
    rows = late.filter(others | Q(whose=None), initiative__effects__objective__removed_on=None)
    found = defaultdict[int, list[dict[str, object]]](list)
    for objective, initiative, milestone, due in rows.order_by("due_date", "pk").values_list(
        "initiative__effects__objective", "initiative__name", "name", "due_date"
    ):
        found[objective or 0].append({"initiative": initiative, "milestone": milestone, "due": due.isoformat()})
    for objective in sorted(found.keys() - {0}):
        first, *more = found[objective]
        facts = first | ({"more": len(more)} if more else {})
        subject = SubjectKey(objective=objective)
        yield SignalFinding(subject, SignalDirection.ADVERSE, LATE_MILESTONE.severity, facts)
