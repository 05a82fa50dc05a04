"""Everything that changes announcements, what was read of them, and what was asked about them."""

from hoshin.leading.services.announcing import announce, change_announcement, note_reading, remove_announcement
from hoshin.leading.services.bulk import upsert_announcement_questions, upsert_announcements
from hoshin.leading.services.questions import answer_question, ask_about
from hoshin.leading.services.wording import release_wording

__all__ = [
    "announce",
    "answer_question",
    "ask_about",
    "change_announcement",
    "note_reading",
    "release_wording",
    "remove_announcement",
    "upsert_announcement_questions",
    "upsert_announcements",
]
