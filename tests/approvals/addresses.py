"""Who may see what waits for approval."""

from tests.web.access_lines import contributor

EVERYONE = {"administrator", "office", "contributor", "viewer"}
RECORDERS = {"administrator", "office", "contributor"}
LINES = {
    "approvals": contributor(),
    "send_back": contributor(status=302, denied=302),
}
LOOKS = {"/approvals": "olga"}
OPERATIONS = {
    ("get", "/waiting-values"): EVERYONE,
    ("get", "/measures/REV/waiting-values"): EVERYONE,
    ("post", "/waiting-values/approve"): RECORDERS,
    ("post", "/waiting-values/send-back"): RECORDERS,
}
BODIES = {
    "/waiting-values/approve": {"values": []},
    "/waiting-values/send-back": {"values": [], "reason": "Look again"},
}
