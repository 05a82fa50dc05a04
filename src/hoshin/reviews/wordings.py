"""How changes of reviews are worded: never with what was written."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording

WORDINGS = (
    wording("save_review_cycle", _("Prepared the reviews %(name)s")),
    wording("remove_review_cycle", _("Removed the reviews %(name)s, which were not launched")),
    wording("launch_review_cycle", _("Launched the reviews %(name)s")),
    wording("hand_out_review_forms", _("Handed out %(count)s forms of the reviews %(name)s")),
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
    wording("hand_over_review_form", _("Handed a review of %(about)s over to %(name)s")),
    wording("tend_review_forms", _("Saw to forms of leavers and movers in the reviews %(name)s")),
    wording("remind_of_reviews", _("Reminded %(count)s people of the reviews %(name)s")),
)
