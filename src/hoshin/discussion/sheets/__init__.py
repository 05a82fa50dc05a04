"""The sheets of what is said of things."""

from hoshin.discussion.sheets.comments import COMMENTS
from hoshin.discussion.sheets.following import FOLLOWING
from hoshin.discussion.sheets.reactions import REACTIONS

SHEETS = (COMMENTS, REACTIONS, FOLLOWING)
