"""Who may ask the coach and write goals, and who looks at them."""

from tests.web.access_lines import IN, Line, everybody, office

LINES = {
    "coach": everybody(),
    "goals": everybody(),
    "goal_new": Line((IN, 403, 200, 302, 302)),
    "alignment": everybody(),
    "alignment_gaps": everybody(),
    "alignment_below": everybody(code="objective"),
    "goal_signals": everybody(status=302),
    "goal_library": everybody(),
    "goal_shares": everybody(method="post"),
    "goals_of_person": everybody(status=302, code="person"),
    "goals_of_unit": everybody(status=302, code="unit"),
    "goal_edit": everybody(status=404, code="no_link"),
    "goal_drop": everybody(status=404, method="post", code="no_link"),
    "cycles": everybody(),
    "cycle": everybody(status=404, pk="no_link"),
    "cycle_close": office(status=404, pk="no_link"),
    "cycle_reopen": office(status=404, method="post", pk="no_link"),
    "cycle_change": office(status=404, method="post", pk="no_link"),
    "cycle_remove": office(status=404, method="post", pk="no_link"),
}
LOOKS = {
    "/coach?name=Improve+the+quality+of+service+soon": "vera",
    "/goals?person=1": "olga",
    "/goals/new?person=1": "olga",
    "/goals?unit=NORTH": "olga",
    "/goals/new?unit=NORTH": "olga",
    "/cycles": "olga",
    "/alignment": "olga",
    "/alignment?view=matrix": "olga",
    "/alignment?show=childless": "olga",
    "/goals/library?q=waiting": "olga",
    "/goals/new?person=1&template=shorten-waiting": "olga",
}
EVERYONE = {"administrator", "office", "contributor", "viewer"}
OPERATIONS = {
    ("post", "/coach"): EVERYONE,
    ("get", "/cycles"): EVERYONE,
    ("post", "/cycles"): {"administrator", "office"},
    ("get", "/cycles/2026-Q4/results"): EVERYONE,
    ("post", "/cycles/2026-Q4/close"): {"administrator", "office"},
    ("post", "/cycles/2026-Q4/reopen"): {"administrator", "office"},
    ("get", "/goals"): EVERYONE,
    ("post", "/goals"): {"administrator", "office", "contributor"},
    ("get", "/goals/P1-1"): EVERYONE,
    ("patch", "/goals/P1-1"): {"administrator", "office", "contributor"},
    ("delete", "/goals/P1-1"): {"administrator", "office", "contributor"},
}
BODIES = {
    "/coach": {"name": "Increase revenue"},
    "/cycles": {"code": "2027-Q1", "name": "Q1 2027", "starts_on": "2027-01-01", "ends_on": "2027-03-31"},
    "/cycles/2026-Q4/close": {},
    "/cycles/2026-Q4/reopen": {"reason": "A value came late."},
    "/goals/P1-1": {"name": "Win three customers"},
    "/goals": {"name": "Win twelve customers", "person": "P1"},
}
