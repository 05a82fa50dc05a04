"""The lists of signals: what goes to somebody, what is of their unit, everything that they may see; by rule and state."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.org.models import Person, Unit, UnitLine
from hoshin.org.relations import own_person
from hoshin.signals.kinds import RuleSetting, rule_kinds
from hoshin.signals.models import Signal, SignalEvent, SignalState, Usefulness, WatchRule
from hoshin.signals.policies import (
    reaches,
    signal_events_visible_to,
    signal_rules_visible_to,
    signals_visible_to,
    watch_rules_visible_to,
)
from hoshin.signals.selectors.reading import with_subjects

# From so many signals that were told on a rule is judged by what people made of them.
JUDGED_FROM = 30
LEAST_USEFUL = 0.3


class SignalScope(StrEnum):
    """Whose signals are listed."""

    MINE = "mine"
    UNIT = "unit"
    ALL = "all"


class SubjectKind(StrEnum):
    """What signals are about."""

    MEASURE = "measure"
    OBJECTIVE = "objective"
    UNIT = "unit"
    PERSON = "person"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class SignalWish:
    """Which signals somebody wants to see; what is left open is not asked.

    `state` "standing": neither resolved nor resting, nor folded under another.
    """

    scope: SignalScope = SignalScope.ALL
    rule: str = ""
    direction: str = ""
    state: str = "standing"
    about: str = ""


@dataclass(frozen=True, slots=True)
class RulePrecision:
    """Of how many signals of a rule somebody was told, and what they made of them."""

    told: int = 0
    useful: int = 0
    not_useful: int = 0

    @property
    def share(self) -> float | None:
        """The share that was of use; None before anybody was told."""
        return self.useful / self.told if self.told else None

    @property
    def is_to_retire(self) -> bool:
        return self.told >= JUDGED_FROM and (self.share or 0.0) < LEAST_USEFUL


@dataclass(frozen=True, slots=True)
class ListedRule:
    """A rule of the house as it is set, how many of its signals stand, and what its signals were worth."""

    setting: RuleSetting
    standing: int
    precision: RulePrecision


def signals_listed(actor: Actor, wish: SignalWish) -> QuerySet[Signal]:
    """Signals as wished, the most pressing first; what is folded under another stands with that one alone."""
    rows = signals_visible_to(actor)
    if wish.scope == SignalScope.MINE:
        rows = rows.filter(reaches(actor))
    elif wish.scope == SignalScope.UNIT:
        rows = rows.filter(_is_of_own_units(actor))
    if wish.state == "standing":
        rows = rows.filter(state__in=(SignalState.OPEN, SignalState.ACKNOWLEDGED), folded_under=None)
    elif wish.state:
        rows = rows.filter(state=wish.state)
    if wish.rule:
        rows = rows.filter(rule=wish.rule)
    if wish.direction:
        rows = rows.filter(direction=wish.direction)
    if wish.about:
        rows = rows.filter(_is_about(wish.about))
    # What nobody looked at yet stands before what somebody has.
    return with_subjects(rows).order_by("state" if wish.state == "standing" else "-last_seen_at", "-priority", "-pk")


def signal_by_number(actor: Actor, number: int) -> Signal:
    """One signal. NotFound where there is none that the actor may see."""
    row = with_subjects(signals_visible_to(actor)).filter(pk=number).first()
    if row is None:
        raise NotFound("signal", str(number))
    return row


def signals_by_numbers(actor: Actor, numbers: Collection[int]) -> list[Signal]:
    """Several signals at once. NotFound where one of them is none that the actor may see."""
    rows = {row.pk: row for row in with_subjects(signals_visible_to(actor)).filter(pk__in=numbers)}
    for number in numbers:
        if number not in rows:
            raise NotFound("signal", str(number))
    return [rows[number] for number in sorted(rows)]


def events_of(actor: Actor, signal: Signal) -> QuerySet[SignalEvent]:
    """What became of it, the first first."""
    return signal_events_visible_to(actor).filter(signal=signal).order_by("at", "pk")


def folded_under(actor: Actor, signal: Signal) -> QuerySet[Signal]:
    """What it explains, as far as the actor may see that."""
    return with_subjects(signals_visible_to(actor)).filter(folded_under=signal).order_by("-priority", "pk")


def rules_listed(actor: Actor) -> list[ListedRule]:
    """Every rule of the house, as it is set and what it was worth. Three queries."""
    rows = {row.code: row for row in signal_rules_visible_to(actor)}
    precision, standing = _precision(actor), _standing(actor)
    return [
        ListedRule(RuleSetting(kind, rows.get(code)), standing.get(code, 0), precision.get(code, RulePrecision()))
        for code, kind in rule_kinds().items()
    ]


def rule_by_code(actor: Actor, code: str) -> RuleSetting:
    """A rule of the house as it is set. NotFound where there is none."""
    if code not in rule_kinds():
        raise NotFound("rule", code, known=list(rule_kinds()))
    return RuleSetting(rule_kinds()[code], signal_rules_visible_to(actor).filter(code=code).first())


def watch_rules_of(actor: Actor) -> QuerySet[WatchRule]:
    """Rules of people's own that the actor may see, with how many signals stand of each (`standing`): their own first."""
    standing = Count("signals", filter=~Q(signals__state=SignalState.RESOLVED))
    rows = watch_rules_visible_to(actor).select_related("owner", "tells", "measure", "unit")
    return rows.annotate(standing=standing).order_by("code")


def watch_rule_by_number(actor: Actor, number: int) -> WatchRule:
    """One of them. NotFound where there is none that the actor may see."""
    row = watch_rules_of(actor).filter(pk=number).first()
    if row is None:
        raise NotFound("rule", str(number))
    return row


def _precision(actor: Actor) -> dict[str, RulePrecision]:
    useful = Q(usefulness=Usefulness.USEFUL) | Q(is_acted_on=True)
    rows = signals_visible_to(actor).exclude(told_at=None).order_by().values("rule")
    counted = rows.annotate(
        told=Count("pk"),
        useful=Count("pk", filter=useful),
        not_useful=Count("pk", filter=Q(usefulness=Usefulness.NOT_USEFUL)),
    )
    return {row["rule"]: RulePrecision(row["told"], row["useful"], row["not_useful"]) for row in counted}


def _standing(actor: Actor) -> dict[str, int]:
    rows = signals_visible_to(actor).exclude(state=SignalState.RESOLVED).order_by()
    return dict(rows.values_list("rule").annotate(Count("pk")))


def _is_about(kind: str) -> Q:
    if kind in (SubjectKind.MEASURE, SubjectKind.OBJECTIVE, SubjectKind.PERSON):
        return Q(**{f"{kind}__isnull": False})
    nothing_else = Q(measure=None, objective=None, person=None, watch_rule=None)
    is_of_unit = Q(unit__isnull=False)
    return nothing_else & (is_of_unit if kind == SubjectKind.UNIT else ~is_of_unit)


def _is_of_own_units(actor: Actor) -> Q:
    """About what belongs to the unit in which the actor works, to one that they head, or to one below."""
    if actor.user_id is None:
        return Q(pk__in=())
    worked = Person.objects.filter(pk=own_person(actor)).values("unit")
    headed = Unit.objects.filter(head=own_person(actor)).values("pk")
    own = Unit.objects.filter(Q(pk__in=worked) | Q(pk__in=headed)).values_list("pk", flat=True)
    below = UnitLine.objects.filter(valid_to=None, line__overlap=list(own))
    of_unit = [Q(Exists(below.filter(unit=OuterRef(path)))) for path in ("unit", "measure__unit", "objective__unit")]
    return of_unit[0] | of_unit[1] | of_unit[2]
