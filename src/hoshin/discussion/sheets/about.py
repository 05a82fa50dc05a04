"""What rows of both sheets are about: a kind, and the name that the kind's own sheet has for a thing."""

from collections.abc import Iterator

from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem, did_you_mean, near_matches
from hoshin.base.wordings import Said
from hoshin.discussion.rows import CommentRow, FollowingRow, ReactionRow
from hoshin.discussion.subjects import BETWEEN
from hoshin.org.discussed import discussed_kinds


def about_problems(draft: Draft, book: Book, others: dict[str, str]) -> Iterator[Problem]:
    """Rows about a kind that is not talked about, or about what neither stands there nor in the same file.

    `others`: further kinds, with the sheet in which their things stand by a code.
    """
    sheets = {kind: said.sheet for kind, said in discussed_kinds().items()} | others
    known = dict[str, set[str]]()
    for at, row in enumerate(draft.rows):
        if at in draft.faulty:
            continue
        assert isinstance(row, CommentRow | ReactionRow | FollowingRow)
        if row.kind not in sheets:
            message = Said("Nobody comments on a %(kind)s.", kind=row.kind)
            remedy = Said("Write one of %(kinds)s.", kinds=", ".join(sorted(sheets)))
            yield draft.problem(at, "kind", row.kind, message, remedy)
            continue
        names = known.setdefault(row.kind, _names_in(book, sheets[row.kind]))
        if folded_code(row.about) not in names:
            remedy = Said(
                "Write it as in sheet %(sheet)s, the parts of its key with “%(between)s” between.",
                sheet=sheets[row.kind],
                between=BETWEEN.strip(),
            )
            near = near_matches(row.about, sorted(names)) if len(names) < 2_000 else []
            message = Said("There is nothing of this name.")
            yield draft.problem(at, "about", row.about, message, did_you_mean(near) or remedy, "unknown")


def _names_in(book: Book, sheet: str) -> set[str]:
    """The names of what stands in a sheet, or will."""
    found = {BETWEEN.join(key) for key in book.stored(sheet)}
    draft = book.drafts.get(sheet)
    if draft is not None and draft.columns:
        columns = [draft.columns[draft.sheet.column(name).row_field] for name in draft.sheet.key]
        found |= {BETWEEN.join(folded_code(str(part)) for part in key) for key in zip(*columns, strict=True)}
    return found
