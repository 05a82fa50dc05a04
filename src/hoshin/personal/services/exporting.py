"""Puts together what is held of a person and they may see: one .zip with JSON by kind, a page over it, and files.

It is made with the sight of the person as such, whatever their role: words of others that they may not read are not in it,
whoever asked.
"""

import json
import re
import secrets
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import ForeignKey, Model, QuerySet
from django.utils.translation import gettext_lazy as later

from hoshin.accounts.access import Actor
from hoshin.accounts.models import Role
from hoshin.accounts.selectors import language_of
from hoshin.accounts.sight import things
from hoshin.audit.models import Face
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Conflict
from hoshin.base.languages import ENGLISH, speaking
from hoshin.base.personal_data import Exported, PersonalData, personal_data
from hoshin.base.progress import TellProgress
from hoshin.base.tasks import Job, JobProgress, defer
from hoshin.base.wordings import Said
from hoshin.org.models import Person
from hoshin.personal.models import FILE_KEPT_FOR, DataExport
from hoshin.personal.places import keys_of_files, new_file, remove_files
from hoshin.personal.policies import require_may_have_data_put_together
from hoshin.personal.selectors import is_running
from hoshin.personal.services.overview import overview
from hoshin.personal.subjects import DataSubject


@dataclass(slots=True)
class ExportedKind:
    """What one line of a card gave: its rows as JSON, and the files that were with them."""

    name: str
    label: str
    rows: list[dict[str, Any]] = field(default_factory=list)


def ask_for_data(actor: Actor, *, subject: DataSubject) -> DataExport:
    """Have a worker put the data of somebody together: one's own, or for them as HR of their unit or an administrator.

    Denied. Conflict: it is being done already.
    """
    is_own = _require_for(actor, subject)
    with act(actor, "ask_for_data", **({} if is_own else {"name": subject.name})):
        waiting = DataExport.objects.select_for_update().filter(
            person=subject.person, user=subject.user, done_at__isnull=True, asked_at__gt=clock.now() - FILE_KEPT_FOR
        )
        if any(is_running(one) for one in waiting):
            raise Conflict(Said("The data of %(name)s are being put together already.", name=subject.name))
        row = DataExport.objects.create(
            person=subject.person,
            user=subject.user,
            asker_id=actor.user_id,
            asked_by=actor.name,
            asked_at=clock.now(),
            key=secrets.token_urlsafe(24),
        )
        row.job = defer(EXPORT_DATA, export=row.pk)
        row.save(update_fields=["job"])
    return row


def write_data(actor: Actor, *, subject: DataSubject, path: Path, progress: TellProgress | None = None) -> int:
    """Write the file for somebody; how many rows of theirs are in it. Denied: it is neither one's own nor one's right."""
    _require_for(actor, subject)
    tell, reader = progress or JobProgress(), _as_themself(subject)
    language = language_of(subject.user) if subject.user else ENGLISH
    kinds: list[ExportedKind] = []
    with speaking(language), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        lines = [entry for entry in personal_data() if _is_exported(entry)]
        for at, entry in enumerate(lines):
            tell(at, len(lines), str(entry.label))
            kind = ExportedKind(entry.name, str(entry.label), _rows_of(reader, subject, entry, archive))
            if kind.rows:
                kinds.append(kind)
                archive.writestr(f"data/{kind.name}.json", _as_json({"what": kind.label, "rows": kind.rows}))
        archive.writestr("index.html", overview(subject.name, kinds, clock.now()))
    return sum(len(kind.rows) for kind in kinds)


def export_asked(progress: JobProgress, *, export: int) -> None:
    """Write the file that was asked for; anew where a worker died over it."""
    row = DataExport.objects.select_for_update(of=("self",)).select_related("person", "user", "asker").get(pk=export)
    actor = Actor.of(row.asker, Face.WORKER) if row.asker else Actor.system(Face.WORKER)
    path = new_file(row.key)
    write_data(actor, subject=DataSubject(row.person, row.user), path=path, progress=progress)
    with act(actor, "put_data_together"):
        row.size, row.done_at = path.stat().st_size, clock.now()
        row.save(update_fields=["size", "done_at"])


def forget_files(progress: JobProgress) -> None:
    """Remove the files that were there long enough, and those that nobody asked for any more."""
    since = clock.now() - FILE_KEPT_FOR
    kept = set(DataExport.objects.exclude(done_at__lt=since).values_list("key", flat=True))
    gone = [key for key in keys_of_files() if key not in kept]
    transaction.on_commit(lambda: remove_files(gone))


EXPORT_DATA = Job("personal.export", export_asked, later("Put somebody's data together"), retries=1)
FORGET_FILES = Job(
    "personal.forget_files", forget_files, later("Forget files with people's data"), schedule="11 2 * * *"
)


def _require_for(actor: Actor, subject: DataSubject) -> bool:
    """Raise `Denied` unless it is one's own or one may help with it; whether it is one's own."""
    is_own = subject.user is not None and subject.user.pk == actor.user_id
    if not is_own:
        require_may_have_data_put_together(actor, subject.person)
    return is_own


def _as_themself(subject: DataSubject) -> Actor:
    """The person without what a role opens: an administrator, too, gets what is theirs and not the installation."""
    user = subject.user
    return Actor(
        user.pk if user else None, subject.name, Role.MEMBER, Face.WORKER, is_person=subject.person is not None
    )


def _is_exported(entry: PersonalData) -> bool:
    """Lines about some rows of what another line has whole would say them twice."""
    whole = {(one.model, one.by) for one in personal_data() if not one.where}
    return entry.exported != Exported.NEVER and not (entry.where and (entry.model, entry.by) in whole)


def _rows_of(actor: Actor, subject: DataSubject, entry: PersonalData, archive: zipfile.ZipFile) -> list[dict[str, Any]]:
    rows = subject.rows(entry)
    if entry.exported == Exported.SEEN:
        rows = _seen(actor, entry, rows)
    found = list(rows.order_by("pk"))
    names = _names(actor, entry.model, found)
    return [_as_dict(row, entry, names, archive) for row in found]


def _seen(actor: Actor, entry: PersonalData, rows: QuerySet[Model]) -> QuerySet[Model]:
    model, path = entry.model, "pk"
    if entry.through:
        for step in entry.through.split("__"):
            model = model._meta.get_field(step).related_model  # type: ignore[assignment]  # apps are loaded
        path = entry.through
    rules = [thing.visible_to(actor) for thing in things().values() if thing.model is model]
    return rows.filter(**{f"{path}__in": rules[0].order_by().values("pk")}) if rules else rows.none()


def _names(actor: Actor, model: type[Model], rows: list[Model]) -> dict[tuple[type[Model], Any], str]:
    """What the rows point to is called, as far as the person may see it. One statement for each column."""
    by_model = {thing.model: thing for thing in things().values()}
    wanted: dict[type[Model], set[Any]] = defaultdict(set)
    for column in model._meta.concrete_fields:
        if isinstance(column, ForeignKey) and column.related_model in by_model:
            wanted[column.related_model].update(getattr(row, column.attname) for row in rows)
    return {
        (target, one.pk): one.name if isinstance(one, Person) else str(one)
        for target, keys in wanted.items()
        if hasattr(target, "name") and keys - {None}
        for one in by_model[target].visible_to(actor).filter(pk__in=keys - {None})
    }


def _as_dict(
    row: Model, entry: PersonalData, names: dict[tuple[type[Model], Any], str], archive: zipfile.ZipFile
) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for column in row._meta.concrete_fields:
        if column.name in entry.without or column.name == "version":
            continue
        value = getattr(row, column.attname)
        if isinstance(column, ForeignKey) and (column.related_model, value) in names:
            said[column.name] = {"number": value, "name": names[column.related_model, value]}
        else:
            said[column.name] = value
    if getattr(row, "file_name", "") and getattr(row, "file_id", None):
        safe = re.sub(r"[^\w.-]+", "_", str(getattr(row, "file_name")))[-100:]  # noqa: B009 – not every row has one
        place = f"files/{row._meta.model_name}-{row.pk}-{safe}"
        archive.writestr(place, bytes(row.file.content))  # type: ignore[attr-defined]  # of rows with files
        said["file"] = place
    return said


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime | time) else str(value)
