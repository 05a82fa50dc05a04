"""How changes of announcements are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording

WORDINGS = (
    wording("announce", _("Announced %(title)s to %(unit)s"), _("Announced %(title)s to everybody")),
    wording("announce_to_team", _("Announced %(title)s to those who report to them")),
    wording("change_announcement", _("Changed the announcement %(title)s")),
    wording("remove_announcement", _("Removed the announcement %(title)s")),
    wording("ask_about", _("Asked about the announcement %(title)s")),
    wording("upsert_announcements", _("%(count)s announcements imported"), of_one=_("One announcement imported")),
    wording(
        "upsert_announcement_questions",
        _("%(count)s questions about announcements imported"),
        of_one=_("One question about an announcement imported"),
    ),
    wording("answer_about", _("Answered a question about the announcement %(title)s")),
)
