"""Sheet attachments: links, and the names of files, on measures and objectives and what they were in a period.

A workbook holds no files. It names each with the address at which this installation hands it out; read back, such a row
asks for nothing, and what is not here is said.
"""

from collections.abc import Iterator

from django.urls import reverse

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.base.wordings import Said
from hoshin.commentary.policies import attachments_visible_to
from hoshin.commentary.rows import AttachmentRow
from hoshin.commentary.services import upsert_links
from hoshin.commentary.sheets.about import about_problems
from hoshin.commentary.validity import LONGEST_ADDRESS, LONGEST_NAME, address_problems

_KEY = ("measure", "objective", "unit", "period", "address")
_MOST_NAMED = 10


def _stored(actor: Actor) -> Iterator[AttachmentRow]:
    rows = attachments_visible_to(actor).filter(is_removed=False).select_related("measure", "objective", "unit")
    told = set()
    for row in rows.order_by("starts_on", "pk"):
        found = AttachmentRow(
            row.measure.code if row.measure else "",
            row.objective.code if row.objective else "",
            row.unit.code if row.unit else "",
            row.period,
            row.title,
            row.address or reverse("attachment", args=[row.pk]),
            row.file_name,
            row.added_by,
        )
        # What was attached twice is one link; a sheet that named it twice could not be read back.
        if (key := _key(found, _KEY)) not in told:
            told.add(key)
            yield found


def _key(row: AttachmentRow, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(folded_code(str(getattr(row, name) or "")) for name in names)


def _prepare(draft: Draft, book: Book) -> Iterator[Problem]:
    """Go on with links alone, and say which files are named that are not here."""
    files, places = draft.cells("file"), range(len(draft.numbers))
    if not any(files):
        return
    of_file = (*_KEY[:-1], "file")
    here = {_key(row, of_file) for row in book.stored("attachments").values() if row.file}
    columns = [draft.cells(name) for name in of_file]
    asked = {at: tuple(folded_code(str(column[at] or "")) for column in columns) for at in places if files[at]}
    lacking = [str(files[at]) for at, key in asked.items() if key not in here]
    if lacking:
        book.notices.append(
            Said(
                "Sheet %(sheet)s names files that are not here: %(names)s. A workbook holds no files: save each from the "
                "address beside it, and attach it here.",
                sheet=draft.place,
                names=", ".join(lacking[:_MOST_NAMED]) + (" …" if len(lacking) > _MOST_NAMED else ""),
            )
        )
    draft.choose([at for at in places if not files[at]])
    yield from ()


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """A link is about one thing and leads to a page; its title and who added it follow where that is open."""
    for at, row in enumerate(draft.rows):
        if at in draft.faulty:
            continue
        yield from about_problems(draft, at, row)
        for problem in address_problems(row.address):
            yield draft.problem(at, "address", row.address, problem.message, problem.remedy)
        draft.rows[at] = row._replace(title=row.title or row.address[:300], added_by=row.added_by or book.actor.name)


ATTACHMENTS = Sheet(
    "attachments",
    "link or file",
    (
        code("measure", "measures"),
        code("objective", "objectives"),
        code("unit", "units"),
        Column("period", ColumnKind.PERIOD),
        Column("title", longest=300),
        Column("address", longest=LONGEST_ADDRESS, required=True),
        Column("file", longest=LONGEST_NAME),
        Column("added_by", longest=200, is_kept=True),
    ),
    _KEY,
    AttachmentRow,
    stored=_stored,
    prepare=_prepare,
    check=_check,
    write=upsert_links,
)
