"""The sheet of the workbook whose rows commentary keeps."""

from hoshin.commentary.sheets.commentary import COMMENTARY

SHEETS = (COMMENTARY,)
