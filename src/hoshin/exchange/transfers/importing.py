"""An import in two steps: look at what would change, then say yes."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as later

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, NotFound
from hoshin.base.tasks import Job, JobProgress
from hoshin.base.wordings import stored
from hoshin.exchange.importing import import_path
from hoshin.exchange.models import Transfer, TransferDirection
from hoshin.exchange.result import ImportResult
from hoshin.exchange.series import bundled_mappings, kept_mappings
from hoshin.exchange.transfers.places import folder_of, make_folder, remove_folder
from hoshin.exchange.transfers.receiving import Sent, importable, receive, safe_name
from hoshin.exchange.transfers.whose import Whose, name_of_transfer, new_transfer
from hoshin.exchange.transfers.working import ask, awaited, settle
from hoshin.exchange.workbook.mending import mend_from, mend_of

PATIENCE_SECONDS = 1.5
MOST_WARNINGS = 500
_State = Transfer.State


def begin_import(
    whose: Whose, *, files: Sequence[Sent], mapping: str = "", patience: float = PATIENCE_SECONDS
) -> Transfer:
    """Keep the files and have a worker find out what importing them would change.

    `mapping` is the name of one that is known here, empty to find it out. Denied; NotFound: no such mapping; Invalid:
    files that cannot be an import. What is wrong with their contents stands in the transfer.
    """
    require(whose.actor, Right.IMPORT)
    _require_known(mapping)
    name = safe_name(files[0].name) if len(files) == 1 else f"{len(files)} files"
    transfer = new_transfer(
        whose, direction=TransferDirection.IMPORT, state=_State.CHECKING, name=name, mapping=mapping
    )
    try:
        receive(files, make_folder(transfer))
    except BaseException:
        remove_folder(transfer)
        raise
    with transaction.atomic():
        transfer.save()
        ask(transfer, LOOK)
    return awaited(transfer, patience)


def confirm_import(whose: Whose, *, transfer: Transfer, patience: float = PATIENCE_SECONDS) -> Transfer:
    """Have a worker import what was looked at. Conflict: it was said already. Denied."""
    require(whose.actor, Right.IMPORT)
    with transaction.atomic():
        if not Transfer.objects.filter(pk=transfer.pk, state=_State.READY).update(state=_State.WORKING):
            raise Conflict("This import was started or discarded already.")
        ask(transfer, IMPORT)
    return awaited(transfer, patience)


def mend_import(
    whose: Whose, *, transfer: Transfer, problem: int, proposal: str, patience: float = PATIENCE_SECONDS
) -> Transfer:
    """Have a worker look at a refused file again, with what one of its faults (counted from 0) proposes.

    NotFound: it proposes nothing of the kind. Conflict: it runs already, or its files are gone. Denied.
    """
    require(whose.actor, Right.IMPORT)
    listed = transfer.problems[problem] if 0 <= problem < len(transfer.problems) else {}
    chosen = mend_of(listed, proposal)
    if chosen is None:
        raise NotFound("proposal", proposal, known=listed.get("proposals", ()))
    with transaction.atomic():
        refused = Transfer.objects.filter(pk=transfer.pk, state=_State.REFUSED)
        mends = [*transfer.mends, asdict(chosen)]
        if not folder_of(transfer).is_dir() or not refused.update(state=_State.CHECKING, mends=mends, problems=[]):
            raise Conflict("This import cannot be mended here any more. Send the file again.")
        ask(transfer, LOOK)
    return awaited(transfer, patience)


def unmend_import(whose: Whose, *, transfer: Transfer, number: int, patience: float = PATIENCE_SECONDS) -> Transfer:
    """Have a worker look at the file again without one of the mends that were chosen (counted from 0).

    NotFound: there is none of this number. Conflict: it runs or is over already, or its files are gone. Denied.
    """
    require(whose.actor, Right.IMPORT)
    if not 0 <= number < len(transfer.mends):
        raise NotFound("mend", str(number))
    with transaction.atomic():
        looked_at = Transfer.objects.filter(pk=transfer.pk, state__in=[_State.READY, _State.REFUSED])
        mends = [*transfer.mends[:number], *transfer.mends[number + 1 :]]
        again = {"state": _State.CHECKING, "mends": mends, "problems": [], "result": {}}
        if not folder_of(transfer).is_dir() or not looked_at.filter(mends=transfer.mends).update(**again):
            raise Conflict("This import cannot be looked at again any more. Send the file again.")
        ask(transfer, LOOK)
    return awaited(transfer, patience)


def discard_import(whose: Whose, *, transfer: Transfer) -> None:
    """Take the files away without importing them. Conflict: it runs already."""
    require(whose.actor, Right.IMPORT)
    if not Transfer.objects.filter(pk=transfer.pk).exclude(state__in=[_State.CHECKING, _State.WORKING]).delete()[0]:
        raise Conflict("This import is running already.")
    remove_folder(transfer)


def look_at_files(progress: JobProgress, *, transfer: int) -> None:
    """Find out what an import would change."""

    def work(row: Transfer, actor: Actor) -> dict[str, Any]:
        path, notices = importable(folder_of(row))
        mends = [mend_from(kept) for kept in row.mends]
        mapping = row.mapping or None
        result = import_path(actor, path, mapping=mapping, dry_run=True, progress=progress, mends=mends)
        return _as_json(result) | {"place": str(path.relative_to(folder_of(row))), "notices": [*map(stored, notices)]}

    settle(transfer, while_it_is=_State.CHECKING, ends_as=_State.READY, work=work)


def import_files(progress: JobProgress, *, transfer: int) -> None:
    """Import what was looked at, and agreed to."""

    def work(row: Transfer, actor: Actor) -> dict[str, Any]:
        path = folder_of(row) / Path(row.result["place"])
        mends = [mend_from(kept) for kept in row.mends]
        result = import_path(actor, path, mapping=row.mapping or None, progress=progress, mends=mends)
        has_news = bool(result.total.created or result.total.changed)
        change = own_latest_change(actor) if has_news else None
        return _as_json(result) | {"notices": row.result["notices"], "change": change}

    settle(transfer, while_it_is=_State.WORKING, ends_as=_State.DONE, work=work)


# Whoever waits for one sees at once that it failed, and begins it anew; what a worker left is taken up in any case.
LOOK = Job("exchange.look", look_at_files, later("Look at what an import changes"), retries=0, summary=name_of_transfer)
IMPORT = Job("exchange.import", import_files, later("Import"), retries=0, summary=name_of_transfer)


def _require_known(mapping: str) -> None:
    """A name and nothing else: a path would let whoever sends it read files of the server."""
    known = [*(str(kept.name) for kept in kept_mappings()), *(one.name for one in bundled_mappings())]
    if mapping and mapping.casefold() not in [name.casefold() for name in known]:
        raise NotFound("mapping", mapping, known=known)


def _as_json(result: ImportResult) -> dict[str, Any]:
    return {
        "outcomes": {sheet: [one.created, one.changed, one.unchanged] for sheet, one in result.outcomes.items()},
        "warnings": [stored(warning) for warning in result.warnings[:MOST_WARNINGS]],
        "differences": [asdict(one) for one in result.differences],
        "moved": result.moved,
    }
