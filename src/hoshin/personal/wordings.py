"""How exports and erasures of a person's data are worded: the erased by their number alone."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording

WORDINGS = (
    wording("ask_for_data", _("The data of %(name)s asked for"), _("Somebody's data asked for")),
    wording("put_data_together", _("Somebody's data put together")),
    wording("ask_to_erase", _("Erasure %(number)s asked for")),
    wording("erase_person", _("Erased person %(number)s")),
    wording("keep_for", _("How long data of people are kept changed")),
    wording("forget_old_data", _("Notices, mails and sign-ins forgotten that were kept long enough")),
)
