"""How a choice of notices is worded in the trail."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording

WORDINGS = (wording("choose_notices", _("%(name)s chose how to be told")),)
