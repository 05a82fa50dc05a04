"""An export that somebody asks for on a page: what they may see, as one file to take home."""

import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as later

from hoshin.accounts.access import Actor, Right, require
from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.base.tasks import Job, JobProgress
from hoshin.base.wordings import Said
from hoshin.exchange.models import Transfer, TransferDirection
from hoshin.exchange.transfers.places import folder_of, make_folder
from hoshin.exchange.transfers.whose import Whose, name_of_transfer, new_transfer
from hoshin.exchange.transfers.working import ask, awaited, settle
from hoshin.exchange.workbook import export
from hoshin.org.selectors import organisation

PATIENCE_SECONDS = 1.8


def begin_export(
    whose: Whose, *, as_zip: bool = False, history: bool = False, patience: float = PATIENCE_SECONDS
) -> Transfer:
    """Have all that the actor may see written into one .xlsx file, or a .zip of .csv files. Denied."""
    require(whose.actor, Right.EXPORT)
    name = f"{_stem()}.{'zip' if as_zip else 'xlsx'}"
    transfer = new_transfer(whose, direction=TransferDirection.EXPORT, state=Transfer.State.WORKING, name=name)
    with transaction.atomic():
        transfer.save()
        ask(transfer, EXPORT, history=history)
    return awaited(transfer, patience)


def exported_file(transfer: Transfer) -> Path:
    """The file of an export that is done. NotFound: it is not done, or was taken away."""
    path = folder_of(transfer) / str(transfer.name)
    is_done = transfer.direction == TransferDirection.EXPORT and transfer.state == Transfer.State.DONE
    if not is_done or not path.is_file():
        raise NotFound("file", transfer.name)
    return path


def write_export(progress: JobProgress, *, transfer: int, history: bool) -> None:
    """Write the file of an export; anew where a worker died over it."""

    def work(row: Transfer, actor: Actor) -> dict[str, Any]:
        progress(0, 0, Said("writing"))
        path = _write(actor, make_folder(row) / str(row.name), history=history)
        return {"size": path.stat().st_size}

    settle(transfer, while_it_is=Transfer.State.WORKING, ends_as=Transfer.State.DONE, work=work)


EXPORT = Job("exchange.export", write_export, later("Export"), retries=0, summary=name_of_transfer)


def _write(actor: Actor, path: Path, *, history: bool) -> Path:
    if path.suffix == ".xlsx":
        return export(actor, path, history=history)
    sheets = export(actor, path.with_suffix(""), history=history)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet in sorted(sheets.glob("*.csv")):
            archive.write(sheet, sheet.name)
    shutil.rmtree(sheets)
    return path


def _stem() -> str:
    row = organisation()
    name = re.sub(r"[^\w]+", "-", row.name if row else "hoshin").strip("-").lower()[:60] or "hoshin"
    return f"{name}-{clock.today().isoformat()}"
