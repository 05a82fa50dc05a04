"""Who may read and open corrective actions, and accept deviations."""

from tests.initiatives.addresses import filed
from tests.web.access_lines import IN, Line, everybody, office

LINES = {
    "actions": everybody(),
    "actions_unanswered": Line((IN, 302, 302, 302, 302), "get", {}, "plan={plan}"),
    "actions_on": everybody(status=302, kind="objective_kind", code="objective", period="period"),
    "action_new": office(kind="objective_kind", code="objective", period="period"),
    "action": everybody(status=404, code="used_part"),
    "action_edit": everybody(status=404, code="used_part"),
    "action_state": everybody(status=404, method="post", code="used_part"),
    "action_drop": everybody(status=404, code="used_part"),
    "action_check": everybody(status=404, code="used_part"),
    "action_history": everybody(status=404, code="used_part"),
    "recovery": office(status=422, kind="objective_kind", code="objective", period="period"),
    "deviation_new": office(kind="objective_kind", code="objective"),
    "deviation_withdraw": everybody(status=404, method="post", number="no_link"),
}
LOOKS = {
    "/actions?whose=all": "olga",
    "/actions": "olga",
    "/actions/A-1": "olga",
    "/actions/new/measure/k3/2026-10": "olga",
    "/deviations/new/measure/k3": "olga",
}
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
    ("get", "/actions/{action}/files"): EVERYONE,
    ("post", "/actions/{action}/files"): ANSWERING,
    ("get", "/action-files/{number}"): EVERYONE,
    ("delete", "/action-files/{number}"): ANSWERING,
}
_ACTION = {"period": "2026-10", "name": "Call the ten largest customers", "owner": "P1", "due_on": "2026-12-01"}
_ACCEPTED = {"reason": "A strike in the harbour", "ends_on": "2026-12-31"}
BODIES = {
    "/actions/{action}": {"name": "Visit them"},
    "/actions/{action}/state": {"state": "done"},
    "/actions/{action}/check": {"outcome": "worked", "conclusion": "They came back."},
    "/actions/{action}/files": filed,
    "/measures/REV/actions": _ACTION,
    "/objectives/GROW/actions": _ACTION,
    "/measures/REV/deviation": _ACCEPTED,
    "/objectives/GROW/deviation": _ACCEPTED,
}
