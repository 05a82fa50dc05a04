"""How changes of saved views and favourites are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording

WORDINGS = (
    wording("save_view", _("View “%(name)s” saved")),
    wording("save_view/shared", _("View “%(name)s” saved and shared with everybody")),
    wording("change_view", _("View “%(name)s” changed")),
    wording("remove_view", _("View “%(name)s” removed")),
    wording("star", _("%(name)s made a favourite")),
    wording("take_star", _("%(name)s is no favourite any more")),
    wording("begin_with", _("%(name)s made the first page"), _("The usual page is the first one again")),
)
