"""How changes of growth are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording

WORDINGS = (
    wording("add_competency", _("Added the competency %(name)s")),
    wording("change_competency", _("Changed the competency %(name)s")),
    wording("remove_competency", _("Removed the competency %(name)s")),
    wording("add_job_role", _("Added the role %(name)s")),
    wording("change_job_role", _("Changed the role %(name)s")),
    wording("remove_job_role", _("Removed the role %(name)s")),
    wording("set_career_move", _("Set a move from %(name)s to %(to)s")),
    wording("remove_career_move", _("Removed the move from %(name)s to %(to)s")),
    wording("bring_starter_framework", _("Began with the framework that comes with Hoshin")),
    wording(
        "assess_skills",
        _("Said how somebody stands in %(count)s competencies"),
        of_one=_("Said how somebody stands in a competency"),
    ),
    wording("add_competency_evidence", _("Kept what shows a competency")),
    wording("remove_competency_evidence", _("Removed what shows a competency")),
    wording("set_development_aim", _("Said where a plan to grow leads")),
    wording("add_development_action", _("Added a step to a plan to grow")),
    wording("change_development_action", _("Changed a step of a plan to grow")),
    wording("finish_development_action", _("Finished a step of a plan to grow")),
    wording("remove_development_action", _("Removed a step of a plan to grow")),
    wording("set_goal_skill", _("Said how far a goal needs %(name)s")),
    wording("add_learning_item", _("Added %(name)s to the catalogue")),
    wording("change_learning_item", _("Changed %(name)s in the catalogue")),
    wording("remove_learning_item", _("Removed %(name)s from the catalogue")),
    wording("add_learning_session", _("Added a session of %(name)s")),
    wording("remove_learning_session", _("Removed a session of %(name)s")),
    wording("count_mandatory_learning", _("Counted who holds what is mandatory: %(name)s")),
    wording("ask_to_learn", _("Asked to learn: %(name)s")),
    wording("approve_learning", _("Approved a request to learn: %(name)s")),
    wording("decline_learning", _("Declined a request to learn: %(name)s")),
    wording("withdraw_learning", _("Withdrew a request to learn: %(name)s")),
    wording("record_learning", _("Kept that somebody learnt: %(name)s")),
    wording(
        "upsert_learning",
        _("%(count)s entries of the catalogue imported"),
        of_one=_("One entry of the catalogue imported"),
    ),
    wording(
        "upsert_learning_records",
        _("%(count)s records of learning imported"),
        of_one=_("One record of learning imported"),
    ),
    wording("open_promotion_case", _("Proposed a promotion")),
    wording("add_case_item", _("Added what speaks for or against a promotion")),
    wording("remove_case_item", _("Removed what speaks for or against a promotion")),
    wording("say_of_case", _("Said what a promotion needs before it is discussed")),
    wording("discuss_case", _("Put a promotion up for discussion")),
    wording("decide_case", _("Decided on a promotion")),
    wording("add_critical_role", _("Added a critical role")),
    wording("change_critical_role", _("Changed a critical role")),
    wording("remove_critical_role", _("Removed a critical role")),
    wording("set_successor", _("Said who could follow in a critical role")),
    wording("remove_successor", _("Removed who could follow in a critical role")),
    wording("post_opening", _("Posted the opening %(name)s")),
    wording("remove_opening", _("Removed the opening %(name)s")),
    wording("upsert_competencies", _("%(count)s competencies imported"), of_one=_("One competency imported")),
    wording("upsert_job_roles", _("%(count)s roles imported"), of_one=_("One role imported")),
    wording(
        "upsert_role_expectations",
        _("%(count)s expectations of roles imported"),
        of_one=_("One expectation of a role imported"),
    ),
    wording(
        "upsert_career_moves", _("%(count)s moves between roles imported"), of_one=_("One move between roles imported")
    ),
)
