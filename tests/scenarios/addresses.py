"""Who asks what would follow, and who keeps it."""

from tests.web.access_lines import IN, Line, everybody

LINES = {
    "what_if": everybody(),
    "what_if_levers": everybody(),
    "scenarios": everybody(),
    "scenarios_compared": everybody(),
    "scenario_new": Line((IN, 403, 200, 403, 403)),
    "scenario": everybody(status=404, code="objective"),
    "scenario_marks": everybody(status=404, code="objective"),
    "scenario_edit": everybody(status=404, code="objective"),
    "scenario_remove": everybody(status=404, method="post", code="objective"),
    "scenario_adopt": everybody(status=404, code="objective"),
}
LOOKS = {"/what-if?begin=measure/k3&a=value/k1&n=90": "olga", "/scenarios": "olga"}
EVERYONE = {"administrator", "office", "contributor", "viewer"}
# Whoever keeps a scenario is a person of the organisation: there, Carl is.
SAVING = {"contributor"}
OPERATIONS = {
    ("post", "/what-if"): EVERYONE,
    ("get", "/scenarios"): EVERYONE,
    ("post", "/scenarios"): SAVING,
    ("get", "/scenarios/{scenario}"): EVERYONE,
    ("post", "/scenarios/{scenario}/adopt"): {"administrator", "office"},
}
_ASSUMED = [{"kind": "value", "measure": "REV", "number": 50}]
BODIES = {
    "/what-if": {"plan": "E", "assumptions": _ASSUMED},
    "/scenarios": {"plan": "E", "name": "Sell more", "assumptions": _ASSUMED},
    "/scenarios/{scenario}/adopt": {},
}
