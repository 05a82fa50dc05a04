"""Questions about an announcement, and their answers, for all to read."""

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.base.wordings import Said
from hoshin.leading.models import Announcement, AnnouncementQuestion
from hoshin.leading.notices import ANSWERED
from hoshin.leading.policies import LeadingRight
from hoshin.notices.services import tell
from hoshin.org.selectors import person_of


def ask_about(actor: Actor, *, announcement: Announcement, text: str) -> AnnouncementQuestion:
    """Ask what an announcement means; its author owes an answer."""
    require(actor, LeadingRight.READ)
    asker = person_of(actor)
    if asker is None:
        raise Denied(Said("Questions are between people. Your user is no person of the organisation: ask the office."))
    with act(actor, "ask_about", title=announcement.title):
        row = AnnouncementQuestion(announcement=announcement, asker=asker, text=text.strip(), asked_at=clock.now())
        return add_row(row)


def answer_question(
    actor: Actor, *, question: AnnouncementQuestion, answer: str, version: int | None = None
) -> AnnouncementQuestion:
    """Answer a question about what one announced; again: say it otherwise."""
    author = person_of(actor)
    if author is None or question.announcement.author_id != author.pk:
        raise Denied(Said("Only whoever announced it answers."))
    if not answer.strip():
        raise Invalid(Said("It says nothing."), field="answer", remedy="Write a sentence or two.")
    with act(actor, "answer_about", title=question.announcement.title):
        said = {"answer": answer.strip(), "answered_at": clock.now()}
        row = change_row(question, version=version, **said)[0]
        facts = {"number": question.announcement_id, "title": question.announcement.title}
        tell(actor, ANSWERED, users=[question.asker.user_id], about=question.announcement_id, facts=facts)
        return row
