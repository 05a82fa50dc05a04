"""Who asks what would follow."""

EVERYONE = {"administrator", "office", "contributor", "viewer"}
OPERATIONS = {("post", "/what-if"): EVERYONE}
BODIES = {"/what-if": {"plan": "E", "assumptions": [{"kind": "value", "measure": "REV", "number": 50}]}}
