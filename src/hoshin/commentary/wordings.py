"""How changes of commentary are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import period_in_words, wording

WORDINGS = (
    wording(
        "write_commentary",
        _("Commented on %(name)s of %(unit)s for %(period)s"),
        _("Commented on %(name)s for %(period)s"),
        period=period_in_words,
    ),
    wording(
        "write_commentary/taken_back",
        _("Took back the commentary on %(name)s of %(unit)s for %(period)s"),
        _("Took back the commentary on %(name)s for %(period)s"),
        period=period_in_words,
    ),
    wording("add_link", _("Attached the link %(title)s to %(name)s")),
    wording("add_file", _("Attached the file %(title)s to %(name)s")),
    wording("remove_attachment", _("Removed %(title)s from %(name)s")),
    wording("upsert_commentaries", _("%(count)s commentaries imported"), of_one=_("One commentary imported")),
    wording("upsert_links", _("%(count)s links imported"), of_one=_("One link imported")),
)
