"""Who may edit many measures or objectives in a table, and who looks at it."""

from tests.web.access_lines import office

LINES = {"together": office(kind="table_kind")}
LOOKS = {"/table/measures?row=1&row=2&row=3": "olga", "/table/objectives": "olga"}
