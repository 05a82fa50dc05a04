"""Commentary stands in no rail of its own: it is read where the scores are."""

from django.utils.translation import gettext_lazy as _

from hoshin.commentary.policies import CommentaryRight
from hoshin.web.navigation import Deed

DEEDS = (Deed("commentary", _("Read commentary, and what is asked for"), CommentaryRight.WRITE_OWN, 45),)
