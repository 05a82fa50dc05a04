"""Who reads decisions, who puts questions, and who looks at the pages."""

from tests.web.access_lines import contributor, everybody

LINES = {
    "decisions": everybody(),
    "decisions_about": everybody(status=404, kind="objective", code="objective"),
    "decision_new": contributor(),
    "decision": everybody(status=404, code="objective"),
    "decision_edit": everybody(status=404, code="objective"),
    "decision_take": everybody(status=404, method="post", code="objective"),
    "decision_back": everybody(status=404, method="post", code="objective"),
    "decision_review": everybody(status=404, method="post", code="objective"),
    "decision_remove": everybody(status=404, method="post", code="objective"),
    "decision_again": everybody(status=404, code="objective"),
    "decision_history": everybody(status=404, code="objective"),
}
LOOKS = {"/decisions": "olga", "/decisions/new": "olga"}
EVERYONE = {"administrator", "office", "contributor", "viewer"}
DECIDING = {"administrator", "office", "contributor"}
OFFICE = {"administrator", "office"}
OPERATIONS = {
    ("get", "/decisions"): EVERYONE,
    ("post", "/decisions"): DECIDING,
    ("get", "/decisions/{decision}"): EVERYONE,
    ("get", "/decisions/{decision}/evidence"): OFFICE,
    ("post", "/decisions/{decision}/take"): DECIDING,
    ("post", "/decisions/{decision}/review"): DECIDING,
}
BODIES = {
    "/decisions": {"question": "Do we open a second desk?", "options": ["Open it"]},
    "/decisions/{decision}/take": {"option": "Open it", "reasons": "It is asked for.", "review_on": "2027-06-01"},
    "/decisions/{decision}/review": {"is_process_good": True, "is_outcome_good": False, "why": "Nobody came."},
}
