"""How changes of surveys are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording

WORDINGS = (
    wording("launch_wave", _("Sent the survey %(name)s to %(count)s people")),
    wording("plan_wave", _("Planned the survey %(name)s")),
    wording("change_planned_wave", _("Changed the planned survey %(name)s")),
    wording("call_off_wave", _("Called the survey %(name)s off")),
    wording("send_planned_wave", _("Sent the survey %(name)s, as it was planned")),
    wording("miss_planned_wave", _("Could not send the survey %(name)s on its day")),
    wording("remind_of_wave", _("Reminded people of the survey %(name)s")),
    wording("close_wave", _("Closed the survey %(name)s")),
    wording("plan_survey_action", _("Planned an action of a survey: %(name)s")),
    wording("change_survey_action", _("Changed an action of a survey: %(name)s")),
    wording("conclude_survey_action", _("Concluded an action of a survey: %(name)s")),
    wording("reply_to_survey_comment", _("Replied to a comment of the survey %(name)s")),
    wording("answer_with_name", _("Answered the survey %(name)s")),
    wording("write_survey", _("Wrote the survey %(name)s")),
    wording("rename_survey", _("Changed the survey %(name)s")),
    wording("write_survey_question", _("Wrote a question of the survey %(name)s")),
    wording("move_survey_question", _("Moved a question of the survey %(name)s")),
    wording("take_out_survey_question", _("Took a question out of the survey %(name)s")),
    wording("upsert_surveys", _("%(count)s own surveys imported"), of_one=_("One own survey imported")),
    wording(
        "upsert_survey_questions",
        _("%(count)s questions of surveys imported"),
        of_one=_("A question of a survey imported"),
    ),
    wording("remove_survey", _("Removed the survey %(name)s")),
)
