"""Who may open the documentation, and who looks at it."""

from tests.web.access_lines import everybody

LINES = {"help": everybody(), "help_page": everybody(page="help")}
LOOKS = {"/help": "vera", "/help/reference/workbook": "olga"}
