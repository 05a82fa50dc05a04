"""Files on initiatives."""

from django.db.models import QuerySet

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.initiatives.models import Initiative, InitiativeFile
from hoshin.initiatives.policies import initiative_files_visible_to


def files_of_initiative(actor: Actor, initiative: Initiative) -> QuerySet[InitiativeFile]:
    """The files on an initiative, without their contents, the first first."""
    rows = initiative_files_visible_to(actor).filter(initiative=initiative, is_removed=False)
    return rows.defer("file__content").order_by("pk")


def initiative_file_by_number(actor: Actor, number: int) -> InitiativeFile:
    """A file with its content. NotFound where there is none that the actor sees."""
    rows = initiative_files_visible_to(actor).filter(pk=number, is_removed=False)
    row = rows.select_related("file", "initiative").first()
    if row is None:
        raise NotFound("file", str(number))
    return row
