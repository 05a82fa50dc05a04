"""The sheets of the workbook whose rows commentary keeps."""

from hoshin.commentary.sheets.attachments import ATTACHMENTS
from hoshin.commentary.sheets.commentary import COMMENTARY

SHEETS = (COMMENTARY, ATTACHMENTS)
