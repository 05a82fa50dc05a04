"""How changes of surveys are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording

WORDINGS = (
    wording("launch_wave", _("Sent the survey %(name)s to %(count)s people")),
    wording("remind_of_wave", _("Reminded people of the survey %(name)s")),
    wording("close_wave", _("Closed the survey %(name)s")),
    wording("add_questionnaire", _("Wrote the survey %(name)s")),
    wording("change_questionnaire", _("Changed the survey %(name)s")),
    wording("set_question", _("Wrote a question of the survey %(name)s")),
    wording("move_question", _("Moved a question of the survey %(name)s")),
    wording("remove_question", _("Took a question out of the survey %(name)s")),
    wording("remove_questionnaire", _("Removed the survey %(name)s")),
)
