"""Values that wait stand above those to record, on the page where one records."""

from django.utils.translation import gettext_lazy as _

from hoshin.measures.policies import MeasureRight
from hoshin.web.navigation import Deed

DEEDS = (Deed("approvals", _("Approve values that wait for you"), MeasureRight.RECORD_OWN, 6),)
