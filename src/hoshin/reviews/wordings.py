"""How changes of reviews are worded: never with what was written."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording

WORDINGS = (
    wording("save_review_cycle", _("Prepared the reviews %(name)s")),
    wording("remove_review_cycle", _("Removed the reviews %(name)s, which were not launched")),
    wording("launch_review_cycle", _("Launched the reviews %(name)s")),
    wording(
        "hand_out_review_forms",
        _("Handed out %(count)s forms of the reviews %(name)s"),
        of_one=_("Handed out one form of the reviews %(name)s"),
    ),
    wording("save_review_template", _("Saved the template %(name)s of reviews")),
    wording("remove_review_template", _("Removed the template %(name)s of reviews")),
    wording("save_review_form", _("Wrote in a review of %(name)s")),
    wording("hand_in_review_form", _("Handed in a review of %(name)s")),
    wording("take_back_review_form", _("Took back a review of %(name)s to go on writing")),
    wording(
        "name_review_peers", _("Named %(count)s peers for their review"), of_one=_("Named a peer for their review")
    ),
    wording("agree_to_review_peer", _("Agreed that %(name)s writes about %(about)s")),
    wording("decline_review_peer", _("Declined that %(name)s writes about %(about)s")),
    wording(
        "ask_review_others",
        _("Asked %(count)s others to write about %(name)s"),
        of_one=_("Asked one more person to write about %(name)s"),
    ),
    wording("hand_over_review_form", _("Handed a review of %(about)s over to %(name)s")),
    wording(
        "hand_over_review_forms",
        _("Handed %(count)s reviews of %(by)s over to %(name)s"),
        of_one=_("Handed a review of %(by)s over to %(name)s"),
    ),
    wording("tend_review_forms", _("Saw to forms of leavers and movers in the reviews %(name)s")),
    wording(
        "remind_of_reviews",
        _("Reminded %(count)s people of the reviews %(name)s"),
        of_one=_("Reminded one person of the reviews %(name)s"),
    ),
    wording(
        "close_review_writing",
        _("Ended the writing of the reviews %(name)s, with results of %(count)s people"),
        _("Ended the writing of the reviews %(name)s"),
    ),
    wording("compare_review_wording", _("Compared how managers worded the reviews %(name)s")),
    wording("name_outside_reviewer", _("Named somebody outside for their review in %(name)s")),
    wording("answer_outside_reviewer", _("Answered whom %(name)s named outside for their review")),
    wording("write_outside_review", _("Somebody outside wrote in a review of %(name)s")),
    wording("read_rater_findings", _("Read what is told of their ratings in the reviews %(name)s")),
    wording("release_reviews", _("Released the results of the reviews %(name)s")),
    wording("tell_pay_criteria", _("Told the criteria for pay")),
    wording(
        "change_calibration_group",
        _("Moved %(count)s results into or out of the group %(name)s"),
        of_one=_("Moved one result into or out of the group %(name)s"),
    ),
    wording("make_calibration_group", _("Let people look at results together: %(name)s")),
    wording("propose_calibration_change", _("Proposed another score for %(name)s")),
    wording(
        "propose_calibration_changes",
        _("Proposed %(count)s other scores in the group %(name)s"),
        _("Proposed other scores in the group %(name)s"),
    ),
    wording("decide_calibration_change", _("Answered a change of the score of %(name)s")),
    wording("acknowledge_review", _("Acknowledged their result of the reviews %(name)s")),
    wording("appeal_review", _("Appealed against their result of the reviews %(name)s")),
    wording("answer_review_appeal", _("Answered the appeal of %(name)s")),
)
