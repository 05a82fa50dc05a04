"""Who is signed in, read together with how much they have not read: every page shows that, and none asks once more."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from hoshin.accounts.models import User
from hoshin.notices.models import Notice


class WithUnread(ModelBackend):
    """Django's own way to sign in; the user of a request has `unread_notices`."""

    def authenticate(
        self, request: Any, username: str | None = None, password: str | None = None, **named: Any
    ) -> User:
        user = super().authenticate(request, username, password, **named)
        if not isinstance(user, User):
            # No other way in is tried: each would hash the password once more.
            raise PermissionDenied
        return user

    def get_user(self, user_id: Any) -> User | None:
        unread = Notice.objects.filter(user=OuterRef("pk"), read_at=None, is_shown=True).order_by()
        counted = unread.values("user").annotate(count=Count("pk")).values("count")
        user = User.objects.annotate(unread_notices=Coalesce(Subquery(counted), 0)).filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
