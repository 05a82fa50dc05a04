"""What people say of things: comments, reactions, and following."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router

from hoshin.accounts.access import Actor
from hoshin.accounts.sight import things
from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import CODE, LimitQuery, OffsetQuery
from hoshin.api.schemas.discussion import (
    CommentChangeIn,
    CommentIn,
    CommentOut,
    DoneOut,
    FollowIn,
    ReactionIn,
    comment_out,
)
from hoshin.base.errors import NotFound
from hoshin.discussion.models import Comment
from hoshin.discussion.policies import OF_COMMENTS
from hoshin.discussion.selectors import comment_by_code, comments_listed, mentions_in, reactions_to
from hoshin.discussion.services import change_comment, follow, react, remove_comment, write_comment
from hoshin.discussion.subjects import Subject, names_of, numbers_of, subject_of
from hoshin.org.discussed import discussed_kinds
from hoshin.org.selectors import person_by_employee_id

router = Router(tags=["discussion"])
CommentPath = Annotated[str, Path(pattern=CODE, max_length=100, description="The code of a comment.")]
ThingKindQuery = Annotated[str | None, Query(max_length=40, description="Of this kind of thing, with `about`.")]
AboutQuery = Annotated[str | None, Query(max_length=600, description="On this thing, by the key of its sheet.")]
AuthorQuery = Annotated[str | None, Query(pattern=CODE, max_length=100, description="By this employee id.")]


@router.get("/comments", response=Page[CommentOut], summary="Comments, the latest first")
def comments(
    request: HttpRequest,
    kind: ThingKindQuery = None,
    about: AboutQuery = None,
    person: AuthorQuery = None,
    limit: LimitQuery = 100,
    offset: OffsetQuery = 0,
) -> Any:
    """On what you may see, and nothing else."""
    actor = actor_of(request)
    subject = _subject(actor, kind, about or "") if kind else None
    rows = comments_listed(actor, subject, person_by_employee_id(actor, person) if person else None)
    page = page_of(rows, lambda row: row, limit, offset)
    return page | {"items": _out(actor, page["items"])}


@router.post("/comments", response=CommentOut, summary="Comment on a thing")
def write(request: HttpRequest, payload: CommentIn) -> Any:
    """Whoever sees the thing reads it. Whom it names, and whoever follows, is told."""
    actor = actor_of(request)
    answered = comment_by_code(actor, payload.answers) if payload.answers else None
    subject = _subject(actor, payload.kind, payload.about)
    row = write_comment(actor, subject=subject, text=payload.text, answers=answered)
    return _out(actor, [row])[0]


@router.patch("/comments/{comment}", response=CommentOut, summary="Change a comment of yours")
def change(request: HttpRequest, comment: CommentPath, payload: CommentChangeIn) -> Any:
    """What it said before stays in its history."""
    actor = actor_of(request)
    row = change_comment(actor, comment=comment_by_code(actor, comment), text=payload.text, version=payload.version)
    return _out(actor, [row])[0]


@router.delete("/comments/{comment}", response=CommentOut, summary="Remove a comment")
def remove(request: HttpRequest, comment: CommentPath) -> Any:
    """Its place stays. Your own; the strategy office those of others."""
    actor = actor_of(request)
    return _out(actor, [remove_comment(actor, comment=comment_by_code(actor, comment))])[0]


@router.post("/reactions", response=DoneOut, summary="React to a thing or a comment, or no more")
def reaction(request: HttpRequest, payload: ReactionIn) -> Any:
    """Whoever sees the thing sees who reacts."""
    actor = actor_of(request)
    to = comment_by_code(actor, payload.comment) if payload.comment else None
    return {"holds": react(actor, to=to or _subject(actor, payload.kind, payload.about), word=payload.word)}


@router.post("/followings", response=DoneOut, summary="Follow a thing, or not any more")
def following(request: HttpRequest, payload: FollowIn) -> Any:
    """Whoever follows is told of comments. Owners, reviewers and whoever commented follow until they stop it."""
    actor = actor_of(request)
    follow(actor, subject=_subject(actor, payload.kind, payload.about), is_on=payload.follows)
    return {"holds": payload.follows}


def _subject(actor: Actor, kind: str, about: str) -> Subject:
    if kind not in discussed_kinds():
        raise NotFound("kind of thing", kind, known=sorted(discussed_kinds()))
    found = numbers_of({kind: things()[kind].visible_to(actor)}, [(kind, about)])
    if not found:
        raise NotFound(kind, about)
    return subject_of(actor, kind, next(iter(found.values())))


def _out(actor: Actor, rows: Sequence[Comment]) -> list[dict[str, Any]]:
    """Comments as they are told. One query for each kind, and two."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        wanted[row.kind].add(row.thing)
    names = {kind: names_of(things()[kind].visible_to(actor).filter(pk__in=pks), kind) for kind, pks in wanted.items()}
    mentions = mentions_in(actor, rows)
    reactions = reactions_to(actor, [(OF_COMMENTS, row.pk) for row in rows]) if rows else {}
    return [
        comment_out(row, names[row.kind][row.thing], mentions.get(row.pk, ()), reactions.get((OF_COMMENTS, row.pk), []))
        for row in rows
    ]
