"""The workbook: a strategy with its measures and values as an .xlsx file or a folder of .csv files, in and out."""

from hoshin.exchange.workbook.export import export
from hoshin.exchange.workbook.importing import import_workbook
from hoshin.exchange.workbook.read import read
from hoshin.exchange.workbook.sheets import sheets

__all__ = ["export", "import_workbook", "read", "sheets"]
