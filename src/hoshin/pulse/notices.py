"""What people are told of surveys: that one asks them, and once more before it closes. Nobody is told who answered."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording
from hoshin.notices.kinds import ByMail, NoticeKind
from hoshin.pulse.policies import PulseRight

INVITED = NoticeKind(
    "survey_invited",
    _("A survey asks you"),
    wording("survey_invited", _("A survey asks you: %(name)s. Nobody will know what you answered")),
    "survey_answer",
    ("code",),
    about="wave",
    right=PulseRight.ANSWER,
    by_mail=ByMail.AT_ONCE,
)
REMINDED = NoticeKind(
    "survey_reminded",
    _("A survey that asks you closes soon"),
    wording(
        "survey_reminded",
        _("The survey %(name)s closes soon. In small groups nobody is told who answered: if you did, all is well"),
    ),
    "survey_answer",
    ("code",),
    about="wave",
    right=PulseRight.ANSWER,
)
KINDS = (INVITED, REMINDED)
