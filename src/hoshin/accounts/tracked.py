"""How users and tokens stand in the audit trail."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.models import ApiToken, User
from hoshin.accounts.policies import tokens_traced_to, users_traced_to
from hoshin.audit.tracked import Tracked

# Neither is put back: whoever may, changes them again.
TRACKED = (
    Tracked(
        model=User,
        label=_("User"),
        named_by=("name",),
        page="user",
        page_by="pk",
        seen_by=users_traced_to,
        undone_by=None,
        secrets=("password",),
        traces_of_use=("last_login", "browser_language"),
    ),
    Tracked(
        model=ApiToken,
        label=_("Token"),
        named_by=("name", "prefix"),
        page="user",
        page_by="user_id",
        seen_by=tokens_traced_to,
        undone_by=None,
        secrets=("digest",),
        traces_of_use=("used_at",),
    ),
)
