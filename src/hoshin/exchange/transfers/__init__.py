"""Imports and exports that people start on a page: files are kept privately, workers do the work."""

from hoshin.exchange.transfers.exporting import begin_export, exported_file
from hoshin.exchange.transfers.importing import (
    begin_import,
    confirm_import,
    discard_import,
    mend_import,
    unmend_import,
)
from hoshin.exchange.transfers.unpacking import packed
from hoshin.exchange.transfers.whose import Whose, latest_transfers, stop_transfer, transfer_of

__all__ = [
    "Whose",
    "begin_export",
    "begin_import",
    "confirm_import",
    "discard_import",
    "exported_file",
    "latest_transfers",
    "mend_import",
    "packed",
    "stop_transfer",
    "transfer_of",
    "unmend_import",
]
