"""The human being whose data are asked for: as a person, as a user, under all names that they ever had here."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Lower

from hoshin.accounts.access import Actor, require
from hoshin.accounts.addresses import folded
from hoshin.accounts.models import User
from hoshin.accounts.policies import users_visible_to
from hoshin.audit.models import Entry
from hoshin.base.errors import NotFound
from hoshin.base.personal_data import PersonalData
from hoshin.org.models import Person
from hoshin.org.policies import people_visible_to
from hoshin.personal.policies import PersonalRight, require_may_have_data_put_together


@dataclass(frozen=True)
class DataSubject:
    """A person with their user, or one of the two alone."""

    person: Person | None
    user: User | None

    @property
    def name(self) -> str:
        return str((self.person or self.user).name)  # type: ignore[union-attr]  # there is one of them

    @property
    def employee_id(self) -> str:
        return str(self.person.employee_id) if self.person else ""

    @cached_property
    def names(self) -> set[str]:
        """All names that they have and had, as far as the trail knows them."""
        return self._said("name")

    @cached_property
    def addresses(self) -> set[str]:
        """All e-mail addresses that they have and had, as far as the trail knows them."""
        return self._said("email")

    @cached_property
    def shared_names(self) -> set[str]:
        """Names that somebody else has as well: a text that holds one does not say whom it means."""
        found: set[str] = set()
        for model, own in ((Person, self.person), (User, self.user)):
            others = model._base_manager.exclude(pk=own.pk) if own else model._base_manager.all()
            if model is Person and self.user is not None:
                others = others.exclude(user=self.user)
            if model is User and self.person is not None and self.person.user_id:
                others = others.exclude(pk=self.person.user_id)
            lowered = {name.lower() for name in self.names}
            taken = set(others.annotate(low=Lower("name")).filter(low__in=lowered).values_list("low", flat=True))
            found |= {name for name in self.names if name.lower() in taken}
        return found

    def rows(self, entry: PersonalData) -> QuerySet[Model]:
        """The rows that are theirs, or name them, by one line of a card."""
        rows = entry.model._base_manager.filter(**entry.where)
        target = entry.target
        if target is None:
            own = self.person if entry.model is Person else self.user
            return rows.filter(pk=own.pk) if own else rows.none()
        if isinstance(target, CharField | TextField):
            return rows.filter(self._is_named(entry))
        own = self.person if target.related_model is Person else self.user
        found = rows.filter(**{entry.by: own.pk}) if own else rows.none()
        return found.filter(pk__in=found.order_by().values("pk")) if entry.where else found

    def _is_named(self, entry: PersonalData) -> Q:
        """Rows with a name of theirs; where others are called so too, those alone that they are known to have written."""
        condition = Q(**{f"{entry.by}__in": self.names - self.shared_names})
        if self.shared_names and self.user is not None:
            entries = Entry.objects.filter(
                table=entry.model._meta.db_table, row=OuterRef("pk"), change__actor=self.user.pk
            )
            condition |= Q(**{f"{entry.by}__in": self.shared_names}) & Exists(entries)
        return condition

    def _said(self, column: str) -> set[str]:
        found: set[Any] = {getattr(own, column) for own in (self.person, self.user) if own}
        for own in (self.person, self.user):
            if own is not None:
                kept = Entry.objects.filter(table=own._meta.db_table, row=own.pk)
                for side in ("before", "after"):
                    found.update(kept.values_list(f"{side}__{column}", flat=True))
        return {str(one) for one in found if one}


def subject_of(actor: Actor, who: str) -> DataSubject:
    """Whose data it is, named by employee id or e-mail address. Denied; NotFound."""
    require(actor, PersonalRight.ERASE)
    people = people_visible_to(actor).select_related("user")
    person = people.filter(Q(employee_id__iexact=who) | Q(email__iexact=who) | Q(user__email=folded(who))).first()
    user = person.user if person else users_visible_to(actor).filter(email=folded(who)).first()
    if person is None and user is None:
        raise NotFound("person", who)
    return DataSubject(person, user)


def subject_by_number(actor: Actor, number: int) -> DataSubject:
    """The person of this number with their user, who may be erased. Denied; NotFound."""
    require(actor, PersonalRight.ERASE)
    return _of_person(actor, number)


def subject_to_help(actor: Actor, number: int) -> DataSubject:
    """The person of this number with their user, for whom the actor may have their data put together. Denied; NotFound."""
    found = _of_person(actor, number)
    require_may_have_data_put_together(actor, found.person)
    return found


def subject_by_user(actor: Actor, number: int) -> DataSubject:
    """The user of this number, with the person that they are, if any. Denied; NotFound."""
    require(actor, PersonalRight.ERASE)
    user = users_visible_to(actor).filter(pk=number).select_related("person").first()
    if user is None:
        raise NotFound("user", str(number))
    return DataSubject(getattr(user, "person", None), user)


def _of_person(actor: Actor, number: int) -> DataSubject:
    person = people_visible_to(actor).select_related("user").filter(pk=number).first()
    if person is None:
        raise NotFound("person", str(number))
    return DataSubject(person, person.user)


def own_subject(actor: Actor) -> DataSubject:
    """Whoever acts. NotFound: the shell of the server is nobody."""
    user = users_visible_to(actor).filter(pk=actor.own_pk).select_related("person").first()
    if user is None:
        raise NotFound("user", actor.name)
    return DataSubject(getattr(user, "person", None), user)
