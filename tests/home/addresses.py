"""Who may open home."""

from tests.web.access_lines import everybody

LINES = {
    "home": everybody(),
    "home_owed": everybody(),
    "home_part": everybody(status=404, code="objective_kind"),
}
LOOKS = {"/home": "olga", "/home/owed": "carl"}
