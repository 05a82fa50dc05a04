"""Who is signed in, read with what every page needs: how much they have not read, and whether they are a person here."""

from functools import cache
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from hoshin.accounts.models import User
from hoshin.notices.models import Notice

_ANYBODY = -1


class WithUnread(ModelBackend):
    """Django's own way to sign in; the user of a request has `unread_notices`, and `is_person` read along."""

    def authenticate(
        self, request: Any, username: str | None = None, password: str | None = None, **named: Any
    ) -> User:
        user = super().authenticate(request, username, password, **named)
        if not isinstance(user, User):
            # No other way in is tried: each would hash the password once more.
            raise PermissionDenied
        return user

    def get_user(self, user_id: Any) -> User | None:
        statement, place = _reading_one()
        user = next(iter(User.objects.raw(statement, (*place[0], user_id, *place[1]))), None)
        return user if user is not None and self.user_can_authenticate(user) else None


@cache
def _reading_one() -> tuple[str, tuple[tuple[Any, ...], tuple[Any, ...]]]:
    """The statement that reads a user, and what is put into it before and after the user's number.

    Every page asks this; to put the statement together takes longer than the database takes to answer it.
    """
    unread = Notice.objects.filter(user=OuterRef("pk"), read_at=None, is_shown=True).order_by()
    counted = unread.values("user").annotate(count=Count("pk")).values("count")
    along = {"unread_notices": Coalesce(Subquery(counted), 0), "is_person": Q(person__isnull=False)}
    user = User.objects.order_by().annotate(**along).filter(pk=_ANYBODY)
    statement, given = user.query.sql_with_params()
    place = given.index(_ANYBODY)
    return statement, (given[:place], given[place + 1 :])
