"""Commenting on a thing, changing what one said, removing it: whoever is named or follows is told."""

from collections.abc import Collection

from hoshin.accounts.access import Actor
from hoshin.accounts.sight import things
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid, Problem
from hoshin.base.wordings import Said
from hoshin.discussion.models import LONGEST, Comment, Following, Mention
from hoshin.discussion.notices import COMMENTED, MENTIONED
from hoshin.discussion.policies import is_author, may_remove, of_whom_may_read, require_part
from hoshin.discussion.selectors import named_in, subject_of_comment
from hoshin.discussion.subjects import Subject
from hoshin.notices.services import tell
from hoshin.org.discussed import discussed_kinds, followers_of_kind
from hoshin.org.models import Person

_SHOWN = 200


def write_comment(actor: Actor, *, subject: Subject, text: str, answers: Comment | None = None) -> Comment:
    """Say something of a thing that one sees, or answer to what was said of it.

    Whom the text names with an @ is told, and whoever follows. Invalid: it says nothing, or names somebody who may not
    see the thing.
    """
    person = require_part(actor)
    text = _checked(text)
    named = _whom_it_names(actor, subject, text)
    if answers is not None and (answers.kind, answers.thing) != (subject.kind, subject.pk):
        raise Invalid("This answers to what was said of something else.", field="answers")
    with act(actor, "write_comment", name=subject.name):
        row = add_row(
            Comment(
                kind=subject.kind,
                thing=subject.pk,
                # An answer to an answer stands behind it, under the same first word.
                answers_id=None if answers is None else answers.answers_id or answers.pk,
                author=person,
                written_by=person.name,
                written_at=clock.now(),
                text=text,
            )
        )
        _name(actor, row, subject, named)
        told = _followers(subject) - {one.pk for one in named}
        users = Person.objects.filter(pk__in=told).values_list("user", flat=True)
        tell(actor, COMMENTED, users=users, about=row.pk, facts=_facts(row, subject))
    return row


def change_comment(actor: Actor, *, comment: Comment, text: str, version: int | None = None) -> Comment:
    """Say it otherwise; what was said before stays in its history. Conflict: it was changed meanwhile."""
    require_part(actor)
    if not is_author(actor, comment):
        raise Denied(Said("A comment is changed by its author alone."))
    subject, text = subject_of_comment(actor, comment), _checked(text)
    if comment.removed_at is not None:
        raise Invalid("It is removed. Write another comment.", field="text")
    named = _whom_it_names(actor, subject, text)
    with act(actor, "change_comment", name=subject.name):
        if text == comment.text and version in (None, comment.version):
            return comment
        row, _is_changed = change_row(comment, version=version, text=text, edited_at=clock.now())
        before = set(Mention.objects.filter(comment=row).values_list("person", flat=True))
        Mention.objects.filter(comment=row).exclude(person__in=[one.pk for one in named]).delete()
        _name(actor, row, subject, [one for one in named if one.pk not in before])
    return row


def remove_comment(actor: Actor, *, comment: Comment, version: int | None = None) -> Comment:
    """Take a comment away; its place stays, so that answers to it are still understood."""
    if not may_remove(actor, comment):
        raise Denied(Said("A comment is removed by its author, or by the strategy office."))
    if comment.removed_at is not None:
        return comment
    subject = subject_of_comment(actor, comment)
    with act(actor, "remove_comment", name=subject.name):
        gone = {"text": "", "removed_at": clock.now(), "is_removed_by_office": not is_author(actor, comment)}
        row, _is_changed = change_row(comment, version=version, **gone)
        Mention.objects.filter(comment=row).delete()
    return row


def _checked(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Invalid("Write something.", field="text")
    if len(text) > LONGEST:
        raise Invalid(Said("At most %(most)s characters.", most=LONGEST), field="text")
    return text


def _whom_it_names(actor: Actor, subject: Subject, text: str) -> list[Person]:
    """Invalid where it is not known who is meant, or where they may not see the thing."""
    problems, found = [], dict[int, Person]()
    for name, people in named_in(actor, text).items():
        if len(people) > 1:
            message = Said("Several people are called %(name)s.", name=name)
            remedy = Said("Write the number of the one you mean, as @%(number)s.", number=people[0].employee_id)
            problems.append(Problem(message, field="text", value=name, remedy=remedy))
        else:
            found[people[0].pk] = people[0]
    able = {one.pk for one in of_whom_may_read(subject.kind, subject.pk, list(found.values()))}
    for person in found.values():
        if person.pk not in able:
            message = Said("%(name)s may not see this, and would not be told.", name=person.name)
            remedy = Said("Leave out the @ before the name.")
            problems.append(Problem(message, field="text", value=person.name, remedy=remedy))
    if problems:
        raise Invalid(problems)
    return list(found.values())


def _name(actor: Actor, row: Comment, subject: Subject, people: Collection[Person]) -> None:
    Mention.objects.bulk_create([Mention(comment=row, person=one) for one in people], ignore_conflicts=True)
    users = [one.user_id for one in people]
    tell(actor, MENTIONED, users=users, about=row.pk, facts=_facts(row, subject))


def _facts(row: Comment, subject: Subject) -> dict[str, object]:
    return {
        "name": subject.name,
        "text": row.text[:_SHOWN],
        "comment": row.code,
        "thing": f"{subject.kind}:{subject.pk}",
    }


def _followers(subject: Subject) -> set[int]:
    """The people who are told of what is said of a thing."""
    rows = things()[subject.kind].model._base_manager.filter(pk=subject.pk)
    found = {pk for path in followers_of_kind(subject.kind) for pk in rows.values_list(path, flat=True) if pk}
    spoke = Comment.objects.filter(kind=subject.kind, thing=subject.pk, author__isnull=False).order_by()
    found |= set(spoke.values_list("author", flat=True).distinct())
    within = discussed_kinds()[subject.kind].within
    if within is not None:
        above = Following.objects.filter(kind=within[0], thing__in=rows.values(within[1]), is_on=True)
        found |= set(above.values_list("person", flat=True))
    chosen = dict(Following.objects.filter(kind=subject.kind, thing=subject.pk).values_list("person", "is_on"))
    return found - {pk for pk, is_on in chosen.items() if not is_on} | {pk for pk, is_on in chosen.items() if is_on}
