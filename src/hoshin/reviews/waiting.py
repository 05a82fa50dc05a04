"""Whom something of reviews may wait for: the numbers of users, asked before anything is looked up for one of them."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoshin.accounts.models import User
from hoshin.org.models import GrantedRelation, GrantedRelationKind, Person
from hoshin.reviews.models import (
    CalibrationChange,
    CalibrationSeat,
    ChangeVerdict,
    CycleState,
    FormState,
    ReviewAppeal,
    ReviewForm,
    ReviewResult,
)


def users_with_forms() -> QuerySet[User, int]:
    """The numbers of the users for whom forms wait."""
    waiting = ReviewForm.objects.filter(state=FormState.OPEN, cycle__state=CycleState.WRITING)
    return User.objects.filter(person__in=waiting.values("by"), is_active=True).values_list("pk", flat=True)


def users_with_peers_to_agree() -> QuerySet[User, int]:
    """The numbers of the users who are to agree to peers."""
    waiting = ReviewForm.objects.filter(state=FormState.PROPOSED, cycle__state=CycleState.WRITING)
    return User.objects.filter(person__in=waiting.values("about__manager"), is_active=True).values_list("pk", flat=True)


def users_with_results_to_acknowledge() -> QuerySet[User, int]:
    """The numbers of the users whose results were released and not acknowledged."""
    waiting = ReviewResult.objects.filter(acknowledged_at=None, cycle__state=CycleState.RELEASED)
    return User.objects.filter(person__in=waiting.values("person"), is_active=True).values_list("pk", flat=True)


def users_with_changes_to_decide() -> QuerySet[User, int]:
    """The numbers of the users who look at results in groups where a change waits."""
    waiting = CalibrationChange.objects.filter(verdict=ChangeVerdict.PROPOSED)
    seats = CalibrationSeat.objects.filter(group__in=waiting.values("result__group"))
    return User.objects.filter(person__in=seats.values("person"), is_active=True).values_list("pk", flat=True)


def users_with_appeals_to_answer() -> QuerySet[Person, int]:
    """The numbers of the users who may have to answer an appeal: whoever leads people or is HR, while one is open."""
    is_open = Exists(ReviewAppeal.objects.filter(decided_at=None))
    leads = Exists(Person.objects.filter(manager=OuterRef("pk")))
    is_hr = Exists(GrantedRelation.objects.filter(person=OuterRef("pk"), relation=GrantedRelationKind.HR_OF_UNIT))
    people = Person.objects.filter(is_open, Q(leads) | Q(is_hr), user__is_active=True)
    return people.order_by().values_list("user", flat=True)
