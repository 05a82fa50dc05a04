"""Attaches links and files to measures, objectives and their periods. What was removed can be brought back."""

import hashlib
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.base.periods import Period
from hoshin.commentary.models import Attachment, StoredFile
from hoshin.commentary.policies import require_may_comment
from hoshin.commentary.validity import address_problems, file_problems, period_problems, tidied_name
from hoshin.measures.models import Measure
from hoshin.org.models import Unit
from hoshin.strategy.models import Objective


def add_link(
    actor: Actor,
    *,
    thing: Measure | Objective,
    address: str,
    title: str = "",
    period: Period | None = None,
    unit: Unit | None = None,
) -> Attachment:
    """Attach a link, which has an http or https address, to a thing or to what it was in a period."""
    require_may_comment(actor, thing, unit)
    address = address.strip()
    if problems := [*address_problems(address), *_problems(period)]:
        raise Invalid(problems)
    with act(actor, "add_link", name=thing.name, title=title.strip() or address):
        about = _about(thing, period, unit)
        return add_row(Attachment(**about, title=title.strip() or address[:300], address=address, added_by=actor.name))


def add_file(
    actor: Actor,
    *,
    thing: Measure | Objective,
    name: str,
    content: bytes,
    title: str = "",
    period: Period | None = None,
    unit: Unit | None = None,
) -> Attachment:
    """Attach a file of at most 10 MB. It is kept in the database, where backups hold it, and each content once."""
    require_may_comment(actor, thing, unit)
    name = tidied_name(name)
    if problems := [*file_problems(name, content), *_problems(period)]:
        raise Invalid(problems)
    with act(actor, "add_file", name=thing.name, title=title.strip() or name):
        digest = hashlib.sha256(content).hexdigest()
        file, _is_new = StoredFile.objects.get_or_create(digest=digest, defaults={"content": content})
        about = _about(thing, period, unit)
        named = {"title": title.strip() or name, "file_name": name, "size": len(content), "added_by": actor.name}
        return add_row(Attachment(**about, **named, file=file))


def remove_attachment(actor: Actor, *, attachment: Attachment) -> None:
    """Take a link or a file away. It stays in the database, so that this can be undone."""
    require_may_comment(actor, attachment.thing, attachment.unit)
    with act(actor, "remove_attachment", name=attachment.thing.name, title=attachment.title):
        change_row(attachment, version=None, is_removed=True)


def _problems(period: Period | None) -> list[Any]:
    return [] if period is None else period_problems(period)


def _about(thing: Measure | Objective, period: Period | None, unit: Unit | None) -> dict[str, Any]:
    about: dict[str, Any] = {"unit": unit, "measure" if isinstance(thing, Measure) else "objective": thing}
    return about | ({"starts_on": period.start, "frequency": period.frequency.value} if period else {})
