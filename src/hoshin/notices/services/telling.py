"""Telling people something, what they have read of it, and how they want to be told."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, F, QuerySet, Value, When
from django.utils import timezone

from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.models import User
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.base.events import after_commit
from hoshin.base.wordings import Said
from hoshin.notices.kinds import ByMail, NoticeKind, kinds
from hoshin.notices.models import Letter, Notice, NoticeSettings
from hoshin.notices.services.sending import SEND
from hoshin.notices.services.to_all import ways_of, write_to_all
from hoshin.notices.services.wishes import is_shown_to, mail_of, undisturbed, wishes_of


def tell(
    actor: Actor, kind: NoticeKind, *, users: Iterable[int | None], about: int = 0, facts: Mapping[str, Any]
) -> None:
    """Tell users something that the actor does, within the act that does it; how, each has chosen.

    Nobody is told of what they do themself, nor told twice, nor where they may not sign in. `about` is the number of the
    thing that it is about. Of very many a query that finds them is quicker than their numbers.
    """
    wanted = users if isinstance(users, QuerySet) else {user for user in users if user is not None}
    if not wanted:
        return
    found = User.objects.filter(pk__in=wanted, is_active=True).exclude(pk=actor.own_pk).order_by("pk")
    ways, now = ways_of(found, kind, clock.now()), clock.now()
    told = _folded(actor, kind, ways, about, facts, now) if kind.folds_by else set()
    said = {**facts, "count": 1} if kind.folds_by else dict(facts)
    write_to_all(actor, kind, {user: way for user, way in ways.items() if user not in told}, about, said, now)


@dataclass(frozen=True, slots=True)
class PieceOfNews:
    """One thing of which some users, by their numbers, are told."""

    users: tuple[int, ...]
    about: int
    facts: Mapping[str, Any]


def tell_each(actor: Actor, kind: NoticeKind, news: Sequence[PieceOfNews]) -> list[Notice]:
    """Tell of many things of a kind at once, as `tell` does of one: four statements, however many they are."""
    wanted = {user for one in news for user in one.users} - {actor.own_pk}
    found = User.objects.filter(pk__in=wanted, is_active=True).order_by("pk") if wanted else ()
    wishes = wishes_of(found)
    told = [(wishes[user], one.about, dict(one.facts)) for one in news for user in one.users if user in wishes]
    return _written(actor, kind, told, clock.now())


def _written(
    actor: Actor, kind: NoticeKind, told: Iterable[tuple[NoticeSettings, int, dict[str, Any]]], now: datetime
) -> list[Notice]:
    """What is to be said to whom, about what, kept for the product and the mails as each of them wishes."""
    made: list[Notice] = []
    letters: list[Letter] = []
    for wish, about, facts in told:
        mail, is_shown = mail_of(wish, kind), is_shown_to(wish, kind)
        if not is_shown and mail == ByMail.NEVER:
            continue
        letter = Letter(user_id=wish.user_id, due_at=undisturbed(wish, now)) if mail == ByMail.AT_ONCE else None
        letters += [letter] if letter else []
        made.append(
            Notice(
                user_id=wish.user_id,
                kind=kind.code,
                facts=facts,
                about=about,
                by=actor.name,
                created_at=now,
                is_shown=is_shown,
                waits_for_digest=mail == ByMail.DIGEST,
                letter=letter,
            )
        )
    Letter.objects.bulk_create(letters)
    Notice.objects.bulk_create(made)
    if letters:
        after_commit(SEND)
    return made


def _folded(
    actor: Actor, kind: NoticeKind, users: Iterable[int], about: int, facts: Mapping[str, Any], now: datetime
) -> set[int]:
    """Whose notice of today was not read yet and says the same: each is made to say the latest and to count one more."""
    same = {kind.folds_by: facts[kind.folds_by]}
    held = Notice.objects.filter(user__in=list(users), kind=kind.code, read_at=None, facts__contains=same)
    found = list(held.filter(created_at__date=timezone.localdate(now)).select_for_update().order_by("pk"))
    for notice in found:
        notice.facts = {**facts, "count": notice.facts.get("count", 1) + 1}
        notice.about, notice.by = about, actor.name
    Notice.objects.bulk_update(found, ["facts", "about", "by"])
    return {notice.user_id for notice in found}


def mark_read(
    actor: Actor, *, notices: Collection[int] | None = None, is_read: bool = True, by_opening: bool = False
) -> int:
    """Note that the actor has read some of what they were told, or all of it (None); or has not. How many that changed.

    `by_opening`: they opened it, which leaves unread what says that nothing of that is kept.
    """
    own = Notice.objects.filter(user=_own(actor), read_at__isnull=is_read)
    if notices is not None:
        own = own.filter(pk__in=notices)
    if by_opening:
        own = own.exclude(kind__in=_without_hours())
    # Not an act: what somebody has read stands in no trail.
    return own.update(read_at=_read_at() if is_read else None)


def put_away(actor: Actor, *told: NoticeKind, about: int) -> None:
    """What was told of a thing that the actor ends counts as read, of all at once."""
    require(actor, Right.SEE)
    Notice.objects.filter(kind__in=[kind.code for kind in told], about=about, read_at=None).update(read_at=_read_at())


def _read_at() -> Case:
    """Now; of a kind that keeps no hour when it was told."""
    return Case(When(kind__in=_without_hours(), then=F("created_at")), default=Value(clock.now()))


def _without_hours() -> list[str]:
    return [kind.code for kind in kinds().values() if kind.keeps_no_hour]


def choose_notices(
    actor: Actor, *, channels: Mapping[str, Mapping[str, Any]], version: int | None = None, **hours: Any
) -> NoticeSettings:
    """Keep how the actor wants to be told: by kind, whether in the product and how by mail; and the hours for mail.

    Invalid where a kind, or a way to mail it, is not known.
    """
    owner = _own(actor)
    unknown = hours.keys() - {"digest_days", "digest_hour", "quiet_from", "quiet_until"}
    if unknown:
        raise Invalid(Said("%(fields)s is nothing to choose here.", fields=", ".join(sorted(unknown))))
    chosen = {code: _checked(code, dict(wish)) for code, wish in channels.items()}
    values: dict[str, Any] = {"channels": {code: wish for code, wish in sorted(chosen.items()) if wish}, **hours}
    with act(actor, "choose_notices", name=actor.name):
        known = NoticeSettings.objects.filter(user=owner).first()
        if known is None:
            return add_row(NoticeSettings(user_id=owner, **values))
        return change_row(known, version=version, **values)[0]


def _checked(code: str, wish: dict[str, Any]) -> dict[str, Any]:
    """What of a wish differs from the usual."""
    kind = kinds().get(code)
    if kind is None or wish.keys() - {"product", "mail"}:
        raise Invalid(Said("%(kind)s is no kind of notice.", kind=code), field="channels", value=code)
    if wish.get("mail", ByMail.NEVER) not in kind.mails:
        raise Invalid(
            Said("This cannot be mailed so: %(mail)s.", mail=str(wish["mail"])), field=code, value=str(wish["mail"])
        )
    usual = {"product": True, "mail": kind.by_mail}
    return {name: value for name, value in wish.items() if value != usual[name]}


def _own(actor: Actor) -> int:
    require(actor, Right.SEE)
    if actor.user_id is None:
        raise Denied(Said("Only somebody who signs in is told something."))
    return actor.user_id
