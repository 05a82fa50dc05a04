"""Who checks in and who reads it, and who looks at it."""

from tests.web.access_lines import IN, Line, everybody, office

LINES = {
    "week": everybody(),
    "week_values": everybody(status=302),
    "week_votes": everybody(status=302),
    "team_vote": everybody(status=404, method="post", pk="no_link"),
    "team_week": everybody(),
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
LOOKS = {"/week": "olga", "/week/team": "olga", "/week/curves": "olga"}
EVERYONE = {"administrator", "office", "contributor", "viewer"}
OPERATIONS = {
    ("get", "/check-ins"): EVERYONE,
    ("get", "/objectives/GROW/team-confidence"): EVERYONE,
    ("post", "/objectives/GROW/team-confidence"): set(),
    ("post", "/check-ins"): {"administrator", "office"},
}
BODIES = {
    "/objectives/GROW/team-confidence": {"confidence": 4},
    "/check-ins": {"check_ins": [{"objective": "GROW", "measure": "REV", "confidence": 3}]},
}
