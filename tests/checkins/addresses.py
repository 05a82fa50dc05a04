"""Who checks in and who reads it, and who looks at it."""

from tests.web.access_lines import contributor, everybody

LINES = {
    "week": contributor(),
    "check_ins": everybody(code="objective"),
    "blocker_answer": everybody(status=404, method="post", pk="no_link"),
    "blocker_clear": everybody(status=404, method="post", pk="no_link"),
}
LOOKS = {"/week": "olga"}
