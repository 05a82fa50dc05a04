"""What notices brings into the house, and what it tells itself: that jobs failed."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import ADMINISTRATORS, Grant, Right
from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.base.wordings import wording
from hoshin.notices.failed_jobs import failed_jobs
from hoshin.notices.kinds import NoticeKind, OwedRows
from hoshin.notices.models import Letter, Notice, NoticeSettings
from hoshin.notices.personal_data import PERSONAL_DATA
from hoshin.notices.policies import (
    TO_ONESELF,
    NoticeRight,
    administrators,
    letters_visible_to,
    notice_settings_visible_to,
    notices_visible_to,
)
from hoshin.notices.services.sending import DIGESTS, FORGET, SEND, SEND_BY_CLOCK
from hoshin.notices.tracked import TRACKED
from hoshin.notices.wordings import WORDINGS

JOBS_FAILED = NoticeKind(
    "jobs_failed",
    _("Jobs that failed"),
    wording("jobs_failed", _("%(count)s jobs failed within a day"), of_one=_("One job failed within a day")),
    "jobs",
    right=Right.MANAGE_JOBS,
    owing=administrators,
    rows=OwedRows(failed_jobs),
)

CARD = Card(
    personal_data=PERSONAL_DATA,
    rights=(Grant(NoticeRight.READ_MAILS, ADMINISTRATORS),),
    tracked=TRACKED,
    wordings=WORDINGS,
    jobs=(SEND, SEND_BY_CLOCK, DIGESTS, FORGET),
    things=(
        Thing("notice", _("Notice"), Notice, notices_visible_to, TO_ONESELF),
        Thing("letter", _("Mail"), Letter, letters_visible_to, TO_ONESELF),
        Thing("notice_settings", _("Choice of notices"), NoticeSettings, notice_settings_visible_to, TO_ONESELF),
    ),
    notices=(JOBS_FAILED,),
)
