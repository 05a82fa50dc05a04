"""How the moves of catchball are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording

WORDINGS = (
    wording("propose_goal", _("Goal %(name)s of %(person)s proposed")),
    wording("propose_goal/again", _("Revision of the goal %(name)s of %(person)s proposed")),
    wording(
        "cascade",
        _("%(name)s cascaded to %(count)s people and units"),
        of_one=_("%(name)s cascaded to one person or unit"),
    ),
    wording("accept_proposal", _("Goal %(name)s of %(person)s agreed")),
    wording("change_terms", _("Other terms proposed for the goal %(name)s of %(person)s")),
    wording("ask_about_proposal", _("Asked about the goal %(name)s of %(person)s")),
    wording("answer_question", _("Answered about the goal %(name)s of %(person)s")),
    wording("end_proposal", _("Proposal %(name)s to %(person)s ended")),
    wording("take_place", _("%(to)s takes the place of %(name)s in an open proposal")),
    # Always taken back: it stands in no trail.
    wording("try_terms", _("Terms tried")),
    wording("upsert_agreements", _("%(count)s agreements imported"), of_one=_("One agreement imported")),
)
