"""How changes of surveys are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording

WORDINGS = (
    wording("launch_wave", _("Sent the survey %(name)s to %(count)s people")),
    wording("remind_of_wave", _("Reminded people of the survey %(name)s")),
    wording("close_wave", _("Closed the survey %(name)s")),
)
