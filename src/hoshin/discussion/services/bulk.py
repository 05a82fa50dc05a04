"""Many comments and reactions at once, by names: what an import calls. It tells nobody, and rewrites nobody's words."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.sight import things
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid, Problem
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code, ids_by_code, reserved_ids, upsert
from hoshin.base.wordings import Said
from hoshin.discussion.models import Comment, Following, Mention, Reaction
from hoshin.discussion.policies import OF_COMMENTS, require_part
from hoshin.discussion.rows import CommentRow, FollowingRow, ReactionRow
from hoshin.discussion.subjects import ThingName, numbers_of
from hoshin.org.models import Person


def upsert_comments(actor: Actor, rows: Sequence[CommentRow]) -> Outcome:
    """Bring in comments by their codes; what they are about must exist. Of what is there the actor changes their own."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_comments", count=len(rows)):
        about = _found(actor, [(row.kind, row.about) for row in rows])
        people = _people({*(row.author for row in rows), *(one for row in rows for one in row.mentions)})
        own = Person.objects.filter(user=actor.own_pk).values_list("pk", flat=True).first()
        known = by_code(Comment, {name for row in rows for name in (row.code, row.answers)})
        numbers = {code: row.pk for code, row in known.items()}
        new = [row.code.casefold() for row in rows if row.code.casefold() not in known]
        numbers |= zip(new, reserved_ids(Comment, len(new)), strict=True)
        wanted: list[tuple[Comment | None, dict[str, Any]]] = []
        for number, row in enumerate(rows, start=1):
            before, author = known.get(row.code.casefold()), people.get(row.author.casefold())
            values = {
                "kind": row.kind,
                "thing": about[row.kind, row.about.casefold()],
                "answers_id": numbers.get(row.answers.casefold()) if row.answers else None,
                "author_id": author,
                "written_by": row.written_by or actor.name,
                "written_at": row.written_at or clock.now(),
                "text": row.text,
                "removed_at": row.removed_at,
                "is_removed_by_office": row.removed_by_office,
            }
            if before is not None and (own is None or before.author_id != own):
                message = Said("Comment %(code)s was written by somebody else.", code=row.code)
                remedy = "Leave the row as it was exported."
                raise Invalid([Problem(message, field="code", value=row.code, remedy=remedy, row=number)])
            wanted.append(
                (before, values if before else {"id": numbers[row.code.casefold()], "code": row.code, **values})
            )
        outcome = upsert(Comment, wanted).outcome
        _name_again(rows, numbers, people)
    return outcome


def upsert_reactions(actor: Actor, rows: Sequence[ReactionRow]) -> Outcome:
    """Bring in reactions to things, and to comments by their codes."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_reactions", count=len(rows)):
        about = _found(actor, [(row.kind, row.about) for row in rows])
        people = _people({row.person for row in rows})
        made = [
            Reaction(
                kind=row.kind,
                thing=about[row.kind, row.about.casefold()],
                person_id=people[row.person.casefold()],
                word=row.word,
            )
            for row in rows
        ]
        Reaction.objects.bulk_create(made, ignore_conflicts=True)
    return Outcome(created=len(made))


def upsert_following(actor: Actor, rows: Sequence[FollowingRow]) -> Outcome:
    """Bring in what the actor follows. Invalid: a row is somebody else's, or about what is not there."""
    require(actor, Right.IMPORT)
    own = require_part(actor)
    with act(actor, "upsert_following", count=len(rows)):
        others = [at for at, row in enumerate(rows, start=1) if row.person.casefold() != own.employee_id.casefold()]
        if others:
            raise Invalid([Problem("What others follow is theirs to choose.", field="person", row=at) for at in others])
        about = _found(actor, [(row.kind, row.about) for row in rows])
        made = [
            Following(kind=row.kind, thing=about[row.kind, row.about.casefold()], person=own, is_on=row.follows)
            for row in rows
        ]
        Following.objects.bulk_create(
            made, update_conflicts=True, update_fields=["is_on"], unique_fields=["kind", "thing", "person"]
        )
    return Outcome(created=len(made))


def _name_again(rows: Sequence[CommentRow], numbers: dict[str, int], people: dict[str, int]) -> None:
    """Who is named in these comments, and nobody else."""
    Mention.objects.filter(comment__in=[numbers[row.code.casefold()] for row in rows]).delete()
    named = [
        Mention(comment_id=numbers[row.code.casefold()], person_id=people[one.casefold()])
        for row in rows
        for one in row.mentions
    ]
    Mention.objects.bulk_create(named, ignore_conflicts=True)


def _found(actor: Actor, named: Collection[ThingName]) -> dict[ThingName, int]:
    """The numbers of all these things. Invalid: one of them is not there, as the actor sees it."""
    kinds = {kind for kind, _name in named} - {OF_COMMENTS}
    rows = {kind: things()[kind].visible_to(actor) for kind in sorted(kinds)}
    if any(kind == OF_COMMENTS for kind, _name in named):
        rows[OF_COMMENTS] = Comment.objects.all()
    found = numbers_of(rows, named)
    missing = [
        Problem(Said("There is nothing of this name."), "unknown", field="about", value=name, row=number)
        for number, (kind, name) in enumerate(named, start=1)
        if (kind, name.casefold()) not in found
    ]
    if missing:
        raise Invalid(missing)
    return found


def _people(codes: Iterable[str]) -> dict[str, int]:
    """The people of these employee ids. Invalid where there is none."""
    wanted = {code for code in codes if code}
    found = ids_by_code(Person, wanted, column="employee_id")
    missing = sorted(code for code in wanted if code.casefold() not in found)
    if missing:
        raise Invalid([Problem("There is no person of this number.", "unknown", value=code) for code in missing])
    return found
