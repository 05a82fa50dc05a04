"""Writes the mails: plain text with one purpose, one link that opens exactly that, and a way to have fewer."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.accounts.selectors import language_of
from hoshin.audit.models import Face
from hoshin.base import formats
from hoshin.base.languages import speaking
from hoshin.base.mails import mail_id
from hoshin.notices.kinds import ByMail, owed_kinds
from hoshin.notices.models import Letter, Notice, NoticeSettings
from hoshin.notices.owing import owed_now
from hoshin.notices.selectors import in_words
from hoshin.notices.services.wishes import is_shown_to, mail_of, wishes_of, zone_for

MOST_NEWS = 20


def composed(letter: Letter) -> EmailMessage | None:
    """The mail of a letter as things stand now; None where nothing is left to tell: read, done, or not theirs to see."""
    user = letter.user
    with speaking(language_of(user)), formats.using(user.formats), timezone.override(zone_for(user)):
        return _digest(letter, user) if letter.digest_of else _single(letter, user)


def _single(letter: Letter, user: User) -> EmailMessage | None:
    notice = Notice.objects.filter(letter=letter, read_at=None).first()
    told = in_words(Actor.of(user, Face.WORKER), [notice])[0] if notice else None
    if told is None or not told.page:
        return None
    text = _("Hello %(name)s,\n\n%(what)s\n\nSee it here: %(link)s\n") % {
        "name": user.name,
        "what": told.text,
        "link": _link("notice", told.id),
    }
    return _mail(letter, told.text, text)


def _digest(letter: Letter, user: User) -> EmailMessage | None:
    actor, wishes = Actor.of(user, Face.WORKER), wishes_of([user])[user.pk]
    owed = owed_now(actor, [kind.code for kind in owed_kinds(actor) if _is_in_digest(wishes, kind.code, actor)])
    unread = list(Notice.objects.filter(letter=letter, read_at=None).order_by("-id")[: MOST_NEWS + 1])
    news = [told for told in in_words(actor, unread[:MOST_NEWS]) if told.page]
    if not owed and not news:
        return None
    lines = [f"- {one.text}" for one in owed]
    if news:
        lines += ["", _("What happened:"), *(f"- {told.text}" for told in news)]
        lines += [_("- and more")] if len(unread) > MOST_NEWS else []
    text = _("Hello %(name)s,\n\n%(lines)s\n\nDo it and read it here: %(link)s\n") % {
        "name": user.name,
        "lines": "\n".join(lines).strip(),
        "link": _link("notices"),
    }
    return _mail(letter, _subject([one.text for one in owed], len(news)), text)


def _is_in_digest(wishes: NoticeSettings, code: str, actor: Actor) -> bool:
    kind = next(kind for kind in owed_kinds(actor) if kind.code == code)
    return is_shown_to(wishes, kind) and mail_of(wishes, kind) == ByMail.DIGEST


def _subject(owed: list[str], news: int) -> str:
    if owed:
        return owed[0]
    return ngettext("One thing happened", "%(count)s things happened", news) % {"count": news}


def _mail(letter: Letter, subject: str, text: str) -> EmailMessage:
    fewer = _("Fewer mails: %(link)s\n") % {"link": _link("notice_settings")}
    # A subject is one line, whatever names it holds.
    one_line = " ".join(subject.split())
    return EmailMessage(
        one_line if len(one_line) <= 120 else f"{one_line[:119]}…",
        f"{text}\n--\n{fewer}",
        None,
        [letter.user.email],
        # What the server did not take for now goes again, as the same mail.
        headers={"Auto-Submitted": "auto-generated", **mail_id("letter", letter.pk, letter.user.email)},
    )


def _link(page: str, *parts: int) -> str:
    return f"{settings.SITE_URL}{reverse(page, args=parts)}"
