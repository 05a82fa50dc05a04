"""Attaches links and files to measures, objectives and their periods. What was removed can be brought back."""

import hashlib
from collections.abc import Sequence
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.base.outcome import Outcome
from hoshin.base.periods import Period
from hoshin.base.upserts import ids_by_code, upsert
from hoshin.commentary.models import Attachment, StoredFile
from hoshin.commentary.policies import require_may_comment
from hoshin.commentary.rows import AttachmentRow
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
        return add_row(
            Attachment(**_about(thing, period, unit), **keep_file(actor, name=name, content=content, title=title))
        )


def keep_file(actor: Actor, *, name: str, content: bytes, title: str = "") -> dict[str, Any]:
    """Keep the content of a file within an act of another app; the columns of its `AttachedFile`.

    Invalid says what is wrong with it.
    """
    name = tidied_name(name)
    if problems := file_problems(name, content):
        raise Invalid(problems)
    digest = hashlib.sha256(content).hexdigest()
    file, _is_new = StoredFile.objects.get_or_create(digest=digest, defaults={"content": content})
    named = {"title": title.strip() or name, "file_name": name, "size": len(content), "added_by": actor.name}
    return named | {"file": file}


def remove_attachment(actor: Actor, *, attachment: Attachment) -> None:
    """Take a link or a file away. It stays in the database, so that this can be undone."""
    require_may_comment(actor, attachment.thing, attachment.unit)
    with act(actor, "remove_attachment", name=attachment.thing.name, title=attachment.title):
        change_row(attachment, version=None, is_removed=True)


def upsert_links(actor: Actor, rows: Sequence[AttachmentRow]) -> Outcome:
    """Write many links; what they are about must exist. One of the same address on the same thing is that one."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_links", count=len(rows)):
        measures = ids_by_code(Measure, {row.measure for row in rows})
        objectives = ids_by_code(Objective, {row.objective for row in rows})
        units = ids_by_code(Unit, {row.unit for row in rows})
        stored = Attachment.objects.filter(is_removed=False, address__in={row.address for row in rows})
        # Of several that are alike the first is written to, as a sheet names that one.
        existing = {_key(row): row for row in stored.order_by("-pk")}
        wanted: list[tuple[Attachment | None, dict[str, Any]]] = []
        for row in rows:
            values = {
                "measure_id": measures.get(row.measure.casefold()),
                "objective_id": objectives.get(row.objective.casefold()),
                "unit_id": units.get(row.unit.casefold()),
                "starts_on": row.period.start if row.period else None,
                "frequency": row.period.frequency.value if row.period else "",
                "title": row.title or row.address[:300],
                "address": row.address,
                "added_by": row.added_by or actor.name,
            }
            wanted.append((existing.get(_key(Attachment(**values))), values))
        return upsert(Attachment, wanted).outcome


def _key(row: Attachment) -> tuple[Any, ...]:
    return row.measure_id, row.objective_id, row.unit_id, row.starts_on, row.frequency, row.address


def _problems(period: Period | None) -> list[Any]:
    return [] if period is None else period_problems(period)


def _about(thing: Measure | Objective, period: Period | None, unit: Unit | None) -> dict[str, Any]:
    about: dict[str, Any] = {"unit": unit, "measure" if isinstance(thing, Measure) else "objective": thing}
    return about | ({"starts_on": period.start, "frequency": period.frequency.value} if period else {})
