"""Files on a corrective action: added, and taken away so that this can be undone."""

from hoshin.accounts.access import Actor
from hoshin.actions.models import ActionFile, CorrectiveAction
from hoshin.actions.policies import require_may_change_action
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.commentary.services import keep_file


def add_action_file(
    actor: Actor, *, action: CorrectiveAction, name: str, content: bytes, title: str = ""
) -> ActionFile:
    """Attach a file of at most 10 MB to a corrective action. Invalid says what is wrong with it."""
    require_may_change_action(actor, action)
    with act(actor, "add_action_file", code=action.code, title=title.strip() or name):
        return add_row(ActionFile(action=action, **keep_file(actor, name=name, content=content, title=title)))


def remove_action_file(actor: Actor, *, file: ActionFile) -> None:
    """Take a file away from a corrective action. It stays in the database."""
    require_may_change_action(actor, file.action)
    with act(actor, "remove_action_file", code=file.action.code, title=file.title):
        change_row(file, version=None, is_removed=True)
