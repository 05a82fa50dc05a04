"""Files on an initiative: added, and taken away so that this can be undone."""

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.commentary.services import keep_file
from hoshin.initiatives.models import Initiative, InitiativeFile
from hoshin.initiatives.policies import require_may_write


def add_initiative_file(
    actor: Actor, *, initiative: Initiative, name: str, content: bytes, title: str = ""
) -> InitiativeFile:
    """Attach a file of at most 10 MB to an initiative. Invalid says what is wrong with it."""
    require_may_write(actor, initiative)
    with act(actor, "add_initiative_file", name=initiative.name, title=title.strip() or name):
        return add_row(
            InitiativeFile(initiative=initiative, **keep_file(actor, name=name, content=content, title=title))
        )


def remove_initiative_file(actor: Actor, *, file: InitiativeFile) -> None:
    """Take a file away from an initiative. It stays in the database."""
    require_may_write(actor, file.initiative)
    with act(actor, "remove_initiative_file", name=file.initiative.name, title=file.title):
        change_row(file, version=None, is_removed=True)
