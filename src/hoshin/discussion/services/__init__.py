"""Everything that changes what is said of things, reactions, and who follows."""

from hoshin.discussion.services.bulk import upsert_comments, upsert_following, upsert_reactions
from hoshin.discussion.services.reacting import follow, react
from hoshin.discussion.services.talking import change_comment, remove_comment, write_comment

__all__ = [
    "change_comment",
    "follow",
    "react",
    "remove_comment",
    "upsert_comments",
    "upsert_following",
    "upsert_reactions",
    "write_comment",
]
