"""Who sees which signals, who acts on them, and who makes rules.

A signal about a thing is seen by whoever sees that thing; one of somebody's own rule by whoever sees the rule; one that
tells of a survey's result by those to whom the survey promised it, and by no role. One about a person is seen by that person
first, and a week later by whom its rule is for besides, HR or the heads of their unit. No right of a role opens it.
"""

from datetime import timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.models import Role, User
from hoshin.accounts.sight import Opening, Relation, every, opened, visible
from hoshin.base import clock
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.org.models import GrantedRelation, GrantedRelationKind, UnitLine
from hoshin.org.relations import heads_unit, held_on, is_hr_of_unit, is_hr_over_unit, is_self, is_unit_head
from hoshin.signals.kinds import rule_kinds
from hoshin.signals.models import (
    Signal,
    SignalDirection,
    SignalEvent,
    SignalRule,
    SignalState,
    ViewCount,
    WatchedMeasure,
    WatchRule,
)

# A person learns what is noticed of them so much earlier than anybody else.
SUBJECT_FIRST = timedelta(days=7)
_STANDING = (SignalState.OPEN, SignalState.ACKNOWLEDGED)


class SignalRight(StrEnum):
    WATCH = "make rules of one's own that tell oneself"
    WATCH_FOR_OTHERS = "make rules of one's own that tell others"
    ACT_ON_ANY = "act on signals that go to others"
    TUNE = "set the rules of signals"


def _is_about_what_is_seen(actor: Actor, path: str) -> Q:
    """What the rules of the house found about a measure or an objective that is seen, a unit or a plan."""
    measure = Q(**{f"{path}measure__isnull": False}) & opened("measure", actor, f"{path}measure__")
    objective = Q(**{f"{path}objective__isnull": False}) & opened("objective", actor, f"{path}objective__")
    open_to_all = Q(**{f"{path}{name}": None for name in ("measure", "objective", "person")}) & ~_is_of_heads(path)
    return Q(**{f"{path}watch_rule": None}) & (measure | objective | open_to_all)


def _is_of_a_seen_rule(actor: Actor, path: str) -> Q:
    return Q(**{f"{path}watch_rule__isnull": False}) & opened("watch_rule", actor, f"{path}watch_rule__")


def _is_of_nobody(actor: Actor, path: str) -> Q:
    return Q(**{f"{path}person": None}) & ~_is_of_heads(path)


def _is_of_heads(path: str) -> Q:
    """Of rules that tell what a survey promised to those alone who head the unit."""
    return Q(**{f"{path}rule__in": [kind.code for kind in rule_kinds().values() if kind.is_of_heads]})


def _is_of_a_headed_unit(actor: Actor, path: str) -> Q:
    return _is_of_heads(path) & heads_unit(actor, f"{path}unit")


def _is_promised_to_hr(actor: Actor, path: str) -> Q:
    return _is_of_heads(path) & Q(**{f"{path}facts__hr": True}) & is_hr_over_unit(actor, f"{path}unit")


def _is_about_oneself(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}person")


def _is_hr_of_the_subject(actor: Actor, path: str) -> Q:
    return _is_for_others(Relation.HR_OF_UNIT, path) & is_hr_of_unit(actor, f"{path}person")


def _heads_the_subject(actor: Actor, path: str) -> Q:
    return _is_for_others(Relation.UNIT_HEAD, path) & is_unit_head(actor, f"{path}person")


def _is_for_others(relation: Relation, path: str) -> Q:
    """What is noticed of a person, known to them for a week, and by a rule that this relation hears of at all."""
    kept_from = [kind.code for kind in rule_kinds().values() if relation not in kind.seen_beside]
    was_told = Q(**{f"{path}first_seen_at__lte": clock.now() - SUBJECT_FIRST})
    return was_told & ~Q(**{f"{path}rule__in": kept_from})


def _is_owned_and_seen(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}owner") & _reads_nothing_hidden(actor, path)


def _is_told_and_seen(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}tells") & _reads_nothing_hidden(actor, path)


def _reads_nothing_hidden(actor: Actor, path: str) -> Q:
    hidden = WatchedMeasure.objects.filter(~opened("measure", actor, "measure__"), rule=OuterRef(f"{path}pk"))
    return Q(~Exists(hidden))


def _is_of_a_seen_signal(actor: Actor, path: str) -> Q:
    return opened("signal", actor, f"{path}signal__")


def _is_of_an_own_thing(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}measure__owner") | is_self(actor, f"{path}objective__owner")


TO_SIGNALS = (
    Opening(Right.SEE_PRIVATE, _is_of_nobody),
    Opening(Relation.THROUGH, _is_about_what_is_seen),
    Opening(Relation.NAMED, _is_of_a_seen_rule),
    Opening(Relation.SELF, _is_about_oneself),
    Opening(Relation.HR_OF_UNIT, _is_hr_of_the_subject),
    Opening(Relation.UNIT_HEAD, _heads_the_subject),
    Opening(Relation.UNIT_HEAD, _is_of_a_headed_unit),
    Opening(Relation.HR_OF_UNIT, _is_promised_to_hr),
)
THROUGH_SIGNALS = (Opening(Relation.THROUGH, _is_of_a_seen_signal),)
OPEN = (Opening(Relation.EVERYONE, every),)
TO_WATCH_RULES = (
    Opening(Right.SEE_PRIVATE, every),
    Opening(Relation.OWNER, _is_owned_and_seen),
    Opening(Relation.NAMED, _is_told_and_seen),
)
TO_VIEW_COUNTS = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.OWNER, _is_of_an_own_thing))


def signals_visible_to(actor: Actor) -> QuerySet[Signal]:
    """Signals about what the actor may see, those of rules that they see, and those about themself."""
    return visible(Signal.objects.all(), "signal", actor)


def signal_events_visible_to(actor: Actor) -> QuerySet[SignalEvent]:
    """What became of signals that the actor may see."""
    return visible(SignalEvent.objects.all(), "signal_event", actor)


def signal_rules_visible_to(actor: Actor) -> QuerySet[SignalRule]:
    """What the office set of rules: by which a signal spoke is no secret."""
    return visible(SignalRule.objects.all(), "signal_rule", actor)


def watch_rules_visible_to(actor: Actor) -> QuerySet[WatchRule]:
    """Rules that the actor made, or that tell them, as long as they see all measures that these read; all for the office."""
    return visible(WatchRule.objects.all(), "watch_rule", actor)


def watched_measures_visible_to(actor: Actor) -> QuerySet[WatchedMeasure]:
    """What rules read, of rules that the actor may see."""
    return WatchedMeasure.objects.filter(opened("watch_rule", actor, "rule__"))


def view_counts_visible_to(actor: Actor) -> QuerySet[ViewCount]:
    """How often pages of what the actor owns were opened; the office sees all of these counts."""
    return visible(ViewCount.objects.all(), "view_count", actor)


def reaches(actor: Actor) -> Q:
    """Signals that go to the actor: handed to them, else found to be theirs; those of nobody go to the office."""
    mine = is_self(actor, "handed_to") | Q(handed_to=None) & is_self(actor, "goes_to")
    return mine | Q(handed_to=None, goes_to=None) if is_of_office(actor) else mine


def is_of_office(actor: Actor) -> bool:
    """Whether what goes to nobody in particular goes to the actor."""
    return actor.role == Role.OFFICE and actor.user_id is not None


def office_users() -> QuerySet[User, int]:
    """The numbers of those to whom goes what goes to nobody in particular."""
    return User.objects.filter(role=Role.OFFICE, is_active=True).order_by("pk").values_list("pk", flat=True)


def hr_users_of(unit: int) -> QuerySet[User, int]:
    """The numbers of the users who are HR of a unit today, or of one above it."""
    line = UnitLine.objects.filter(unit=unit, valid_to=None).values_list("line", flat=True).first() or []
    granted = GrantedRelation.objects.filter(relation=GrantedRelationKind.HR_OF_UNIT, to_unit__in=[unit, *line])
    people = held_on(granted, clock.today()).order_by().values("person")
    return User.objects.filter(person__in=people, is_active=True).order_by("pk").values_list("pk", flat=True)


def standing_for(actor: Actor) -> QuerySet[Signal]:
    """Signals that go to the actor and are neither resolved, resting nor folded under another."""
    return signals_visible_to(actor).filter(reaches(actor), state__in=_STANDING, folded_under=None)


def waiting_for_look(actor: Actor) -> QuerySet[Signal]:
    """Of these the ones of which nobody has said yet that they saw them. What turned for the better waits for nobody."""
    return standing_for(actor).filter(state=SignalState.OPEN).exclude(direction=SignalDirection.FAVOURABLE)


def people_reached() -> QuerySet[User, int]:
    """The numbers of the users for whom a signal may wait."""
    waiting = Signal.objects.filter(state=SignalState.OPEN, folded_under=None)
    waiting = waiting.exclude(direction=SignalDirection.FAVOURABLE)
    named = Q(person__in=waiting.exclude(handed_to=None).values("handed_to"))
    found = Q(person__in=waiting.filter(handed_to=None).exclude(goes_to=None).values("goes_to"))
    office = Q(role=Role.OFFICE) if waiting.filter(handed_to=None, goes_to=None).exists() else Q(pk__in=())
    return User.objects.filter(named | found | office, is_active=True).values_list("pk", flat=True)


def actionable(actor: Actor, numbers: set[int]) -> set[int]:
    """Of these signals those on which the actor may act: that go to them, that are about what they head, or any for the
    office. One query."""
    seen = signals_visible_to(actor).filter(pk__in=numbers)
    if not actor.has(SignalRight.ACT_ON_ANY):
        heads = heads_unit(actor, "unit") | heads_unit(actor, "measure__unit") | heads_unit(actor, "objective__unit")
        own = is_self(actor, "measure__owner") | is_self(actor, "objective__owner")
        seen = seen.filter(reaches(actor) | own | heads)
    return set(seen.values_list("pk", flat=True))


def require_may_act(actor: Actor, signal: Signal) -> None:
    """Raise `Denied` unless the actor may act on a signal."""
    if not actionable(actor, {signal.pk}):
        raise Denied(Said("Only those to whom a signal goes act on it, and the strategy office."))


def require_may_tune(actor: Actor) -> None:
    """Raise `Denied` unless the actor may set rules."""
    require(actor, SignalRight.TUNE)


def may_change_watch_rule(actor: Actor, rule: WatchRule) -> bool:
    """Whether it is the actor's own, or they are of the office."""
    if actor.has(SignalRight.ACT_ON_ANY):
        return True
    return watch_rules_visible_to(actor).filter(is_self(actor, "owner"), pk=rule.pk).exists()
