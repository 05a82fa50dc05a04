"""How changes of what is said of things are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording

WORDINGS = (
    wording("write_comment", _("Commented on %(name)s")),
    wording("change_comment", _("Changed a comment on %(name)s")),
    wording("remove_comment", _("Removed a comment on %(name)s")),
    wording("upsert_comments", _("%(count)s comments imported"), of_one=_("One comment imported")),
    wording("upsert_following", _("%(count)s followings imported"), of_one=_("One following imported")),
    wording("upsert_reactions", _("%(count)s reactions imported"), of_one=_("One reaction imported")),
)
