"""Objectives at which a risk stands above appetite, or one whose review is late."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from django.db.models import F, Q, QuerySet

from hoshin.accounts.access import Actor
from hoshin.accounts.models import Role
from hoshin.audit.models import Face
from hoshin.risks.models import Risk
from hoshin.risks.policies import risks_visible_to
from hoshin.signals.catalogue import RISK_ABOVE, RISK_UNREVIEWED
from hoshin.signals.findings import Look, RuleSaid, SignalFinding, SubjectKey
from hoshin.signals.kinds import RuleKind
from hoshin.signals.models import SignalDirection

# Whoever sees an objective reads its signals: so only of risks that everybody sees is anything said here.
_ANYBODY = Actor(None, "", Role.MEMBER, Face.WORKER)


def look_at_what_is_at_stake(look: Look) -> Iterator[RuleSaid]:
    """What is said of risks, to owners of objectives: whoever owns the risk hears of it anyway. A statement each."""
    if look.measures is not None:
        return
    if look.is_on(RISK_ABOVE.code):
        columns = ("name", "level", "category__appetite", "category__name")
        rows = _of_others().filter(is_above=True).order_by("-level", "pk")
        yield look.judged(RISK_ABOVE.code, list(_found(RISK_ABOVE, rows, columns)))
    if look.is_on(RISK_UNREVIEWED.code):
        days = look.cuts(RISK_UNREVIEWED.code)["days"]
        late = _of_others().filter(closed_on=None, review_on__lt=look.today - timedelta(days=days))
        yield look.judged(
            RISK_UNREVIEWED.code, list(_found(RISK_UNREVIEWED, late.order_by("review_on", "pk"), ("name", "review_on")))
        )


_FACTS = {
    "name": "risk",
    "level": "level",
    "category__appetite": "appetite",
    "category__name": "category",
    "review_on": "due",
}


def _of_others() -> QuerySet[Risk]:
    others = ~Q(owner=F("stakes__objective__owner")) | Q(owner=None) | Q(stakes__objective__owner=None)
    return risks_visible_to(_ANYBODY).filter(others, stakes__objective__removed_on=None)


def _found(kind: RuleKind, rows: QuerySet[Risk], columns: tuple[str, ...]) -> Iterator[SignalFinding]:
    found = defaultdict[int, list[dict[str, object]]](list)
    for objective, *values in rows.values_list("stakes__objective", *columns):
        facts = dict(zip((_FACTS[name] for name in columns), values, strict=True))
        found[objective].append({name: str(fact) if name == "due" else fact for name, fact in facts.items()})
    for objective in sorted(found):
        first, *more = found[objective]
        facts = first | ({"more": len(more)} if more else {})
        yield SignalFinding(SubjectKey(objective=objective), SignalDirection.ADVERSE, kind.severity, facts)
