"""Who reads what the data say of links: whoever sees both ends."""

from tests.web.access_lines import everybody

LINES = {"map_link_data": everybody(status=404, link_id="no_link")}
EVERYONE = {"administrator", "office", "contributor", "viewer"}
OPERATIONS = {("get", "/plans/E/causal-links"): EVERYONE}
LOOKS = {"/map/links/{link}/data": "olga"}
