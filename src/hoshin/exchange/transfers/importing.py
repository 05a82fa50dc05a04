"""An import in two steps: look at what would change, then say yes."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from hoshin.accounts.access import Right, require
from hoshin.audit.selectors import own_latest_change
from hoshin.base import clock
from hoshin.base.errors import Conflict, NotFound
from hoshin.exchange.importing import import_path
from hoshin.exchange.models import Transfer
from hoshin.exchange.result import ImportResult
from hoshin.exchange.series import bundled_mappings, kept_mappings
from hoshin.exchange.transfers.places import folder_of, forget_old, make_folder, remove_folder
from hoshin.exchange.transfers.receiving import Sent, importable, receive, safe_name
from hoshin.exchange.transfers.running import Heard, run_beside
from hoshin.exchange.transfers.whose import Whose, new_transfer

PATIENCE_SECONDS = 1.5
MOST_WARNINGS = 500
_State = Transfer.State


def begin_import(
    whose: Whose, *, files: Sequence[Sent], mapping: str = "", patience: float = PATIENCE_SECONDS
) -> Transfer:
    """Keep the files and find out beside the answer what importing them would change.

    `mapping` is the name of one that is known here, empty to find it out. Denied; NotFound: no such mapping; Invalid:
    files that cannot be an import. What is wrong with their contents stands in the transfer.
    """
    require(whose.actor, Right.IMPORT)
    _require_known(mapping)
    forget_old()
    name = safe_name(files[0].name) if len(files) == 1 else f"{len(files)} files"
    transfer = new_transfer(
        whose, direction=Transfer.Direction.IMPORT, state=_State.CHECKING, name=name, mapping=mapping
    )
    try:
        receive(files, make_folder(transfer))
    except BaseException:
        remove_folder(transfer)
        transfer.delete()
        raise

    def look(heard: Heard) -> dict[str, Any]:
        try:
            path, notices = importable(folder_of(transfer))
            result = import_path(whose.actor, path, mapping=mapping or None, dry_run=True, progress=heard)
        except BaseException:
            remove_folder(transfer)
            raise
        place = str(path.relative_to(folder_of(transfer)))
        return _as_json(result) | {"place": place, "notices": notices}

    return run_beside(transfer, look, ends_as=_State.READY, patience=patience)


def confirm_import(whose: Whose, *, transfer: Transfer, patience: float = PATIENCE_SECONDS) -> Transfer:
    """Import what was looked at, beside the answer. Conflict: it was said already. Denied."""
    require(whose.actor, Right.IMPORT)
    waiting = Transfer.objects.filter(pk=transfer.pk, state=_State.READY)
    if not waiting.update(state=_State.WORKING, heard_at=clock.now(), done=0, total=0, what=""):
        raise Conflict("This import was started or discarded already.")
    seen = transfer.result

    def work(heard: Heard) -> dict[str, Any]:
        try:
            path = folder_of(transfer) / Path(seen["place"])
            result = import_path(whose.actor, path, mapping=transfer.mapping or None, progress=heard)
        finally:
            remove_folder(transfer)
        has_news = bool(result.total.created or result.total.changed)
        change = own_latest_change(whose.actor) if has_news else None
        return _as_json(result) | {"notices": seen["notices"], "change": change}

    return run_beside(transfer, work, ends_as=_State.DONE, patience=patience)


def discard_import(whose: Whose, *, transfer: Transfer) -> None:
    """Take the files away without importing them. Conflict: it runs already."""
    require(whose.actor, Right.IMPORT)
    if not Transfer.objects.filter(pk=transfer.pk).exclude(state__in=[_State.CHECKING, _State.WORKING]).delete()[0]:
        raise Conflict("This import is running already.")
    remove_folder(transfer)


def _require_known(mapping: str) -> None:
    """A name and nothing else: a path would let whoever sends it read files of the server."""
    known = [*(str(kept.name) for kept in kept_mappings()), *(one.name for one in bundled_mappings())]
    if mapping and mapping.casefold() not in [name.casefold() for name in known]:
        raise NotFound("mapping", mapping, known=known)


def _as_json(result: ImportResult) -> dict[str, Any]:
    return {
        "outcomes": {sheet: [one.created, one.changed, one.unchanged] for sheet, one in result.outcomes.items()},
        "warnings": result.warnings[:MOST_WARNINGS],
        "differences": [asdict(one) for one in result.differences],
    }
