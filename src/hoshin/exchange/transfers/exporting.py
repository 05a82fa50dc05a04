"""An export that somebody asks for on a page: what they may see, as one file to take home."""

import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.exchange.models import Transfer
from hoshin.exchange.transfers.places import folder_of, forget_old, make_folder
from hoshin.exchange.transfers.running import Heard, run_beside
from hoshin.exchange.transfers.whose import Whose, new_transfer
from hoshin.exchange.workbook import export
from hoshin.org.selectors import organisation

PATIENCE_SECONDS = 1.8


def begin_export(
    whose: Whose, *, as_zip: bool = False, history: bool = False, patience: float = PATIENCE_SECONDS
) -> Transfer:
    """Write all that the actor may see into one .xlsx file, or a .zip of .csv files, beside the answer. Denied."""
    require(whose.actor, Right.EXPORT)
    forget_old()
    name = f"{_stem()}.{'zip' if as_zip else 'xlsx'}"
    transfer = new_transfer(whose, direction=Transfer.Direction.EXPORT, state=Transfer.State.WORKING, name=name)
    folder = make_folder(transfer)

    def work(heard: Heard) -> dict[str, Any]:
        heard(0, 0, "writing")
        path = _write(whose.actor, folder / name, history=history)
        return {"size": path.stat().st_size}

    return run_beside(transfer, work, ends_as=Transfer.State.DONE, patience=patience)


def exported_file(transfer: Transfer) -> Path:
    """The file of an export that is done. NotFound: it is not done, or was taken away."""
    path = folder_of(transfer) / str(transfer.name)
    is_done = transfer.direction == Transfer.Direction.EXPORT and transfer.state == Transfer.State.DONE
    if not is_done or not path.is_file():
        raise NotFound("file", transfer.name)
    return path


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
