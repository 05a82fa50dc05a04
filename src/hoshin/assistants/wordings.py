"""How changes of grants, and what assistants asked, are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.assistants.models import Tool
from hoshin.base.languages import within_sentence
from hoshin.base.wordings import wording


def tool_in_words(tool: str) -> str:
    """A tool as it stands within a sentence; as it was called where there is none of that name any more."""
    return within_sentence(str(Tool(tool).label)) if tool in Tool.values else tool


WORDINGS = (
    wording("grant_assistant", _("%(name)s may ask in the name of %(user)s until %(until)s")),
    wording("revoke_assistant", _("%(name)s may ask no more in the name of %(user)s")),
    wording("ask", _("Asked: %(tool)s"), tool=tool_in_words),
)
