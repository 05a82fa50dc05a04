"""How users and tokens are called in the audit trail. Neither is put back: whoever may, changes them again."""

from django.utils.translation import gettext_lazy as _

from hoshin.audit.subjects import Subject

TRACKED = (
    Subject("accounts_user", _("User"), ("name",), "user", "pk", is_confidential=True),
    Subject("accounts_apitoken", _("Token"), ("name", "prefix"), "user", "user_id", is_confidential=True),
)
