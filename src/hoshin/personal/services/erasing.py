"""Erases a person: what is removed, which words are taken out, and under which number the rest goes on.

One transaction, so that a kill leaves all or nothing. Files go last, and are looked for again if that is done twice.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import CharField, F, JSONField, Model, TextField
from django.db.models.deletion import Collector
from django.utils.translation import gettext_lazy as later

from hoshin.accounts.access import Actor, require
from hoshin.accounts.models import Role, User
from hoshin.audit.models import Face
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Conflict, Invalid
from hoshin.base.mails import forget_mails_saying
from hoshin.base.personal_data import ERASED, AtErasure, PersonalData, personal_data
from hoshin.base.tasks import Job, JobProgress, defer
from hoshin.base.wordings import Said
from hoshin.decisions.models import DecisionEvidence
from hoshin.decisions.services import renew_digests
from hoshin.exchange.models import Transfer
from hoshin.exchange.transfers.places import remove_folder
from hoshin.org.belongings import counts_of_things
from hoshin.org.models import Person
from hoshin.personal.models import DataExport, Erasure
from hoshin.personal.places import remove_files
from hoshin.personal.policies import PersonalRight
from hoshin.personal.selectors import is_running
from hoshin.personal.services.texts import Takeout, sayings_of, take_out
from hoshin.personal.services.trail import blank_entries, rows_ever, text_columns
from hoshin.personal.subjects import DataSubject

_LOCK = "personal.erase"


def ask_to_erase(actor: Actor, *, subject: DataSubject, typed: str) -> Erasure:
    """Have a worker erase somebody. `typed` is their name, as whoever asks typed it again.

    Denied. Invalid: the name is another. Conflict: they have not left, have something that is theirs still, are erased.
    """
    require_erasable(actor, subject)
    if " ".join(typed.split()).casefold() != " ".join(subject.name.split()).casefold():
        raise Invalid("That is not their name.", field="typed", value=typed, remedy="Type it as it stands above.")
    if any(is_running(one) for one in Erasure.objects.filter(person=subject.person, user=subject.user, done_at=None)):
        raise Conflict(Said("%(name)s is being erased already.", name=subject.name))
    row = new_erasure(actor, subject)
    with act(actor, "ask_to_erase") as running:
        row.save()
        running.say(number=row.pk)
        row.job = defer(ERASE, lock=_LOCK, erasure=row.pk)
        row.save(update_fields=["job"])
    return row


def erase_at_once(actor: Actor, *, subject: DataSubject) -> Erasure:
    """Erase somebody now, in this process. Denied, Conflict: as `ask_to_erase`."""
    require_erasable(actor, subject)
    with transaction.atomic():
        row = new_erasure(actor, subject)
        _erase(actor, row, subject)
    return row


def require_erasable(actor: Actor, subject: DataSubject) -> None:
    """Raise `Denied` or `Conflict` unless the actor may erase this subject now."""
    require(actor, PersonalRight.ERASE)
    person, user = subject.person, subject.user
    if person is not None:
        if Erasure.objects.filter(person=person, done_at__isnull=False).exists():
            raise Conflict(Said("%(name)s is erased already.", name=person.name))
        if not person.has_left:
            raise Conflict(
                Said(
                    "%(name)s has not left. Only whoever has left is erased: enter their last day first.",
                    name=person.name,
                )
            )
        if things := counts_of_things(actor, [person.pk])[person.pk]:
            raise Conflict(
                Said(
                    "%(name)s still has %(count)s things that are theirs. Hand them over first, so that they have somebody.",
                    name=person.name,
                    count=things,
                )
            )
    if user is not None and user.pk == actor.user_id:
        raise Conflict("Nobody erases themself. Ask another administrator.")
    active = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True)
    if user is not None and active.filter(pk=user.pk).exists() and active.count() == 1:
        raise Conflict(Said("%(name)s is the only active administrator.", name=user.name))


def erase_asked(progress: JobProgress, *, erasure: int) -> None:
    """Do an erasure that was asked for. Nothing where it was done."""
    row = Erasure.objects.select_for_update(of=("self",)).select_related("person", "user", "asker").get(pk=erasure)
    if row.done_at is not None:
        return
    actor = Actor.of(row.asker, Face.WORKER) if row.asker else Actor.system(Face.WORKER)
    subject = DataSubject(row.person, row.user)
    require_erasable(actor, subject)
    _erase(actor, row, subject, progress)


ERASE = Job("personal.erase", erase_asked, later("Erase a person"), retries=1)


def new_erasure(actor: Actor, subject: DataSubject) -> Erasure:
    """What is to be kept of an erasure that an actor asks for, not saved yet."""
    return Erasure(
        person=subject.person, user=subject.user, asker_id=actor.user_id, asked_by=actor.name, asked_at=clock.now()
    )


def _let_erasure_through() -> None:
    """Tell triggers that hold words for ever that these go, until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('hoshin.erasing', 'on', true)")


@dataclass(slots=True)
class _Erasing:
    """What was done so far: rows by what became of them, words to look for elsewhere, and what of the trail is blanked."""

    counts: dict[str, int] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)
    blank: dict[type[Model], dict[str, set[int]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))

    def note(self, model: type[Model], rows: Iterable[int], columns: Iterable[str]) -> None:
        for column in columns:
            self.blank[model][column].update(rows)


def _erase(actor: Actor, row: Erasure, subject: DataSubject, progress: JobProgress | None = None) -> None:
    tell = progress or JobProgress()
    with act(actor, "erase_person") as running:
        if row.pk is None:
            row.save()
        running.say(number=row.pk)
        running.keep()
        called = f"Erased person {row.pk}"
        _let_erasure_through()
        done, lines = _Erasing(), personal_data()
        transfers = list(Transfer.objects.filter(user=subject.user)) if subject.user else []
        exports = [str(one.key) for one in _exports_of(subject)]
        found = [(entry, set(subject.rows(entry).order_by().values_list("pk", flat=True))) for entry in lines]
        _note_the_past(done, subject, lines)
        for at, (entry, keys) in enumerate(reversed(found)):
            tell(at, len(found) + 2)
            _deal_with(done, entry, keys, called)
        _end_sessions(subject)
        _rename(done, subject, row.pk, called)
        tell(len(found), len(found) + 2)
        names = tuple(
            {name for name in subject.names - subject.shared_names if " " in name.strip()} | subject.addresses
        )
        changed, refused = take_out(Takeout(names, sayings_of(done.texts), called))
        renew_digests(actor, evidence=changed.get(DecisionEvidence._meta.label, ()))
        blanked = sum(
            blank_entries(model, rows, [column]) for model, by in done.blank.items() for column, rows in by.items()
        )
        row.counts = done.counts | {"texts": sum(map(len, changed.values())), "refused": refused, "trail": blanked}
        row.done_at = clock.now()
        row.save(update_fields=["counts", "done_at"])
    transaction.on_commit(
        lambda: _remove_files(transfers, exports, {*subject.names - subject.shared_names, *subject.addresses})
    )


def _deal_with(done: _Erasing, entry: PersonalData, keys: set[Any], called: str) -> None:
    """Remove, blank or keep the rows of one line; the person and the user themselves come last."""
    if entry.target is None or not keys:
        return
    rows = entry.model._base_manager.filter(pk__in=list(keys))
    done.counts[entry.at_erasure] = done.counts.get(entry.at_erasure, 0) + len(keys)
    if entry.at_erasure == AtErasure.REMOVED:
        done.texts.update(_words_of(entry, rows))
        _remove(done, rows)
        return
    if isinstance(entry.target, CharField | TextField):
        rows.update(**{entry.by: called})
        done.note(entry.model, keys, [entry.by])
    for column in entry.names:
        rows.exclude(**{column: ""}).update(**{column: called})
    if entry.at_erasure == AtErasure.BLANKED:
        _blank(done, entry, keys)


def _words_of(entry: PersonalData, rows: Any) -> Iterator[str]:
    """The words of the person themself in rows that go."""
    for held in rows.values_list(*entry.words) if entry.words else ():
        yield from (text for text in held if isinstance(text, str))


def _remove(done: _Erasing, rows: Any) -> None:
    collector = Collector(using=rows.db)
    collector.collect(rows)
    going: list[tuple[type[Model], list[Any]]] = [(model, list(found)) for model, found in collector.data.items()]
    going += [(found.model, list(found)) for found in collector.fast_deletes]
    for model, found in going:
        done.note(model, [one.pk for one in found], text_columns(model))
    collector.delete()


def _blank(done: _Erasing, entry: PersonalData, keys: Collection[Any]) -> None:
    """Take the words out of rows that stay. Their version goes on: who holds an older one does not write them back."""
    for one in entry.model._base_manager.filter(pk__in=list(keys)):
        news: dict[str, Any] = {}
        for word in entry.words:
            column, _, inner = word.partition(":")
            old = news.get(column, getattr(one, column))
            new, taken = _without_words(one._meta.get_field(column), old, set(inner.split(",")) if inner else set())
            done.texts.update(taken)
            if new != old:
                news[column] = new
        if news:
            if any(held.name == "version" for held in one._meta.concrete_fields):
                news["version"] = F("version") + 1
            entry.model._base_manager.filter(pk=one.pk).update(**news)
    done.note(entry.model, keys, _columns(entry))


def _without_words(column: Any, value: Any, inner: set[str]) -> tuple[Any, list[str]]:
    """A value without its words, and these."""
    if isinstance(column, ArrayField):
        return [], list(value)
    if isinstance(column, JSONField):
        taken: list[str] = []
        return _walked(value, inner, "*" in inner, taken), taken
    return (ERASED, [value]) if value else (value, [])


def _walked(value: Any, inner: set[str], is_asked: bool, taken: list[str]) -> Any:
    if isinstance(value, str):
        if not is_asked or not value:
            return value
        taken.append(value)
        return ERASED
    if isinstance(value, list):
        return [_walked(one, inner, is_asked, taken) for one in value]
    if isinstance(value, dict):
        return {key: _walked(one, inner, "*" in inner or key in inner, taken) for key, one in value.items()}
    return value


def _note_the_past(done: _Erasing, subject: DataSubject, lines: Iterable[PersonalData]) -> None:
    """Rows that were theirs and are gone: what the trail keeps of them is blanked as well."""
    for entry in lines:
        if entry.at_erasure == AtErasure.KEPT or entry.target is None or entry.where:
            continue
        own = subject.person if entry.target.related_model is Person else subject.user
        rows = rows_ever(entry, own)
        if rows:
            done.note(entry.model, rows, _columns(entry) or text_columns(entry.model))


def _columns(entry: PersonalData) -> list[str]:
    """The columns of the table whose words one line names."""
    named = {word.partition(":")[0] for word in entry.words}
    return [str(held.column) for held in entry.model._meta.concrete_fields if held.name in named]


def _rename(done: _Erasing, subject: DataSubject, number: int, called: str) -> None:
    """The person goes on under a number, without anything by which they are known; the user is gone."""
    if subject.user is not None:
        _remove(done, User.objects.filter(pk=subject.user.pk))
        done.counts["removed"] = done.counts.get("removed", 0) + 1
    if subject.person is not None:
        rows = Person.objects.filter(pk=subject.person.pk)
        rows.update(
            name=called,
            email="",
            employee_id=f"ERASED-{number}",
            title="",
            location="",
            skills=[],
            user=None,
            version=F("version") + 1,
        )
        done.counts["blanked"] = done.counts.get("blanked", 0) + 1
        done.note(Person, [subject.person.pk], ["name", "email", "employee_id", "title", "location", "skills"])


def _end_sessions(subject: DataSubject) -> None:
    if subject.user is None:
        return
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(subject.user.pk):
            session.delete()


def _exports_of(subject: DataSubject) -> list[DataExport]:
    found = list(DataExport.objects.filter(person=subject.person)) if subject.person else []
    return found + (list(DataExport.objects.filter(user=subject.user)) if subject.user else [])


def _remove_files(transfers: Iterable[Transfer], exports: Iterable[str], words: set[str]) -> None:
    for transfer in transfers:
        remove_folder(transfer)
    remove_files(exports)
    forget_mails_saying(words)
