"""Who may ask the coach, and who looks at it."""

from tests.web.access_lines import everybody

LINES = {"coach": everybody()}
LOOKS = {"/coach?name=Improve+the+quality+of+service+soon": "vera"}
EVERYONE = {"administrator", "office", "contributor", "viewer"}
OPERATIONS = {("post", "/coach"): EVERYONE}
BODIES = {"/coach": {"name": "Increase revenue"}}
