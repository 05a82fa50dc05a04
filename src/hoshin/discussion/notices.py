"""What people are told of what is said: that they are named, and that somebody spoke of what they follow."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording
from hoshin.notices.kinds import ByMail, NoticeKind

MENTIONED = NoticeKind(
    "mentioned",
    _("Somebody names you in a comment"),
    wording("mentioned", _("%(by)s names you in a comment on %(name)s: %(text)s")),
    "discussion_comment",
    ("comment",),
    about="comment",
    by_mail=ByMail.AT_ONCE,
)
COMMENTED = NoticeKind(
    "commented",
    _("A comment on what you follow"),
    wording(
        "commented",
        _("%(count)s comments on %(name)s, the last by %(by)s: %(text)s"),
        of_one=_("%(by)s comments on %(name)s: %(text)s"),
    ),
    "discussion_comment",
    ("comment",),
    about="comment",
    folds_by="thing",
)
KINDS = (MENTIONED, COMMENTED)
