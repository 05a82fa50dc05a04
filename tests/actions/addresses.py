"""Who may read and open corrective actions, and accept deviations."""

EVERYONE = {"administrator", "office", "contributor", "viewer"}
ANSWERING = {"administrator", "office", "contributor"}
OFFICE = {"administrator", "office"}
OPERATIONS = {
    ("get", "/actions"): EVERYONE,
    ("get", "/actions/unanswered?plan=E"): EVERYONE,
    ("get", "/actions/{action}"): EVERYONE,
    ("patch", "/actions/{action}"): ANSWERING,
    ("post", "/actions/{action}/state"): ANSWERING,
    ("post", "/actions/{action}/check"): ANSWERING,
    ("get", "/measures/REV/actions"): EVERYONE,
    ("post", "/measures/REV/actions"): ANSWERING,
    ("get", "/objectives/GROW/actions"): EVERYONE,
    ("post", "/objectives/GROW/actions"): OFFICE,
    ("get", "/deviations"): EVERYONE,
    ("post", "/measures/REV/deviation"): OFFICE,
    ("post", "/objectives/GROW/deviation"): OFFICE,
    ("delete", "/deviations/{number}"): OFFICE,
}
_ACTION = {"period": "2026-10", "name": "Call the ten largest customers", "owner": "P1", "due_on": "2026-12-01"}
_ACCEPTED = {"reason": "A strike in the harbour", "ends_on": "2026-12-31"}
BODIES = {
    "/actions/{action}": {"name": "Visit them"},
    "/actions/{action}/state": {"state": "done"},
    "/actions/{action}/check": {"outcome": "worked", "conclusion": "They came back."},
    "/measures/REV/actions": _ACTION,
    "/objectives/GROW/actions": _ACTION,
    "/measures/REV/deviation": _ACCEPTED,
    "/objectives/GROW/deviation": _ACCEPTED,
}
