"""What was put together and erased, as far as the actor may know of it."""

from django.db.models import QuerySet

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.base.tasks.queue import queued_job
from hoshin.org.models import Person
from hoshin.personal.models import DataExport, Erasure, RetentionRules
from hoshin.personal.places import file_of
from hoshin.personal.policies import (
    data_exports_visible_to,
    erasures_visible_to,
    own_data_exports,
    retention_rules_visible_to,
)


def own_exports(actor: Actor) -> list[DataExport]:
    """The latest of one's own."""
    return list(own_data_exports(actor)[:5])


def own_export(actor: Actor, number: int) -> DataExport:
    """One of one's own whose file is there. NotFound."""
    found = own_data_exports(actor).filter(pk=number).first()
    if found is None or not found.is_there or not file_of(str(found.key)).is_file():
        raise NotFound("file of your data", str(number))
    return found


def exports_made(actor: Actor) -> QuerySet[DataExport]:
    """That data were put together, of whom and at whose wish; nothing of what is in them."""
    return data_exports_visible_to(actor).select_related("person", "user")


def latest_export_of(actor: Actor, person: Person) -> DataExport | None:
    """The latest that was made of a person, as far as the actor may know of it."""
    return data_exports_visible_to(actor).filter(person=person).first()


def erasures_made(actor: Actor) -> QuerySet[Erasure]:
    """Who was erased, by number, and who is about to be."""
    return erasures_visible_to(actor)


def retention_rules(actor: Actor) -> RetentionRules:
    """For how long data are kept; a row that is not saved where nobody chose."""
    return retention_rules_visible_to(actor).first() or RetentionRules()


def is_running(row: DataExport | Erasure) -> bool:
    """Whether a worker is at it, or will be."""
    job = queued_job(row.job) if row.job and row.done_at is None else None
    return job is not None and not job.has_ended
