"""Sheet milestones: dated steps of initiatives, and what they wait for."""

from collections import defaultdict
from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft, in_order
from hoshin.base.errors import Problem, did_you_mean, near_matches
from hoshin.base.graphs import first_cycle, in_words
from hoshin.base.sheets import Column, ColumnKind, Sheet, code, number
from hoshin.base.wordings import Said
from hoshin.initiatives.policies import dependencies_visible_to, milestones_visible_to
from hoshin.initiatives.rows import MilestoneRow
from hoshin.initiatives.services import upsert_milestones
from hoshin.initiatives.services.bulk import MilestoneKey, need_key


def _stored(actor: Actor) -> Iterator[MilestoneRow]:
    waits = defaultdict(list)
    names = ("milestone", "milestone__initiative", "needs__initiative", "needs__initiative__code", "needs__code")
    for pk, own, initiative, initiative_code, needed in dependencies_visible_to(actor).values_list(*names):
        waits[pk].append(needed if own == initiative else f"{initiative_code}/{needed}")
    fields = ("initiative__code", "code", "name", "owner__employee_id", "weight", "start_date", "due_date", "done_on")
    rows = milestones_visible_to(actor).order_by("initiative", "position", "pk")
    for pk, *said, completion, is_cancelled in rows.values_list("pk", *fields, "completion", "is_cancelled"):
        initiative, own, name, owner, *days = said
        columns = (initiative, own, name, owner or "", *days, completion, is_cancelled, tuple(sorted(waits[pk])))
        yield MilestoneRow._make(columns)


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Days are in order, what is done is complete; what a milestone waits for is there, not itself, nor in a circle."""
    yield from in_order(draft, "start_date", "due_date")
    codes = {_key(row): f"{row.initiative}/{row.code}" for row in book.stored("milestones").values()}
    codes |= {_key(row): f"{row.initiative}/{row.code}" for row in draft.rows}
    for at, row in enumerate(draft.rows):
        if at in draft.faulty:
            continue
        if row.done_on and row.done_on > clock.today():
            yield draft.problem(at, "done_on", row.done_on, "Nothing is done on a day to come.", "Leave it empty.")
        needs = []
        for text in row.depends_on:
            wanted = need_key(row.initiative, text)
            if wanted == _key(row):
                message = "A milestone does not wait for itself."
                yield draft.problem(at, "depends_on", text, message, "Take it out of its own list.", "cycle")
            elif wanted not in codes:
                near = near_matches(text if "/" in text else f"{row.initiative}/{text}", codes.values())
                remedy = did_you_mean(near) or "Write CODE, or INITIATIVE/CODE for one of another initiative."
                yield draft.problem(at, "depends_on", text, "There is no milestone of this code.", remedy, "unknown")
            else:
                needs.append(_written(codes[wanted], row.initiative))
        completion, done_on = row.completion, row.done_on
        if done_on or completion >= 1:
            completion, done_on = 1.0, done_on or (before_done(draft, at) or clock.today())
        draft.rows[at] = row._replace(depends_on=tuple(sorted(set(needs))), completion=completion, done_on=done_on)
    yield from _circles(draft, book, codes)


def before_done(draft: Draft, at: int) -> object:
    """The day on which the stored milestone was done."""
    before = draft.befores[at]
    return before.done_on if before is not None else None


def _circles(draft: Draft, book: Book, codes: dict[MilestoneKey, str]) -> Iterator[Problem]:
    """Each circle is taken apart where it was found, so that the next one shows as well."""
    rows = {_key(row): row for row in book.stored("milestones").values()} | {_key(row): row for row in draft.rows}
    waits = {key: [need_key(row.initiative, text) for text in row.depends_on] for key, row in rows.items()}
    waits = {key: [need for need in needs if need != key] for key, needs in waits.items()}
    places = {_key(row): at for at, row in enumerate(draft.rows)}
    for _ in range(20):
        circle = first_cycle(waits)
        if not circle:
            return
        words = in_words([codes.get(key, key[1]) for key in circle], "waits for")
        at = next((places[key] for key in circle if key in places), 0)
        message = Said("These milestones wait for each other: %(words)s.", words=words)
        shown = codes.get(circle[1], circle[1][1])
        yield draft.problem(at, "depends_on", shown, message, "Take one of these out.", "cycle")
        waits[circle[0]] = [need for need in waits[circle[0]] if need != circle[1]]


def _key(row: MilestoneRow) -> MilestoneKey:
    return folded_code(row.initiative), folded_code(row.code)


def _written(full: str, initiative: str) -> str:
    """As the export writes it: without its initiative where that is the same."""
    other, _, own = full.rpartition("/")
    return own if folded_code(other) == folded_code(initiative) else full


MILESTONES = Sheet(
    "milestones",
    "milestone",
    (
        code("initiative", "initiatives", required=True),
        code(required=True),
        Column("name", required=True),
        code("owner", "people"),
        number("weight", 0, default=1.0),
        Column("start_date", ColumnKind.DATE),
        Column("due_date", ColumnKind.DATE, required=True),
        Column("done_on", ColumnKind.DATE),
        number("completion", 0, 1, default=0.0),
        Column("cancelled", ColumnKind.YES_NO, default=False),
        Column("depends_on", ColumnKind.LIST, longest=210),
    ),
    ("initiative", "code"),
    MilestoneRow,
    after="initiatives",
    stored=_stored,
    check=_check,
    finish=lambda actor, draft, book: upsert_milestones(actor, draft.new_rows()) if draft.new_rows() else None,
    foremost=("due_date", "done_on"),
    examples=(
        {"initiative": "I1", "code": "M1", "name": "Desk staffed", "due_date": "2026-06-30"},
        {"initiative": "I1", "code": "M2", "name": "One number", "due_date": "2026-09-30", "depends_on": "M1"},
    ),
)
