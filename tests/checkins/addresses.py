"""Who checks in and who reads it, and who looks at it."""

from tests.web.access_lines import IN, Line, everybody, office

LINES = {
    "week": everybody(),
    "week_values": everybody(status=302),
    "check_in_curves": office(),
    "my_confidence": everybody(),
    "absences": Line((IN, 404, 200, 404, 404)),
    "absence_remove": everybody(status=404, method="post", pk="no_link"),
    "check_ins": everybody(code="objective"),
    "blocker_answer": everybody(status=404, method="post", pk="no_link"),
    "blocker_clear": everybody(status=404, method="post", pk="no_link"),
    "acknowledge": everybody(status=404, method="post", pk="no_link"),
    "goal_reviewer": everybody(status=404, method="post", pk="no_link"),
}
LOOKS = {"/week": "olga", "/week/curves": "olga"}
EVERYONE = {"administrator", "office", "contributor", "viewer"}
OPERATIONS = {
    ("get", "/check-ins"): EVERYONE,
    ("post", "/check-ins"): {"administrator", "office"},
}
BODIES = {"/check-ins": {"check_ins": [{"objective": "GROW", "measure": "REV", "confidence": 3}]}}
