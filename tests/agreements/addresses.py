"""Who may propose, answer and cascade, and who looks at these pages."""

from tests.web.access_lines import IN, Line, contributor, everybody

LINES = {
    "agreements": everybody(),
    "propose": Line((IN, 403, 403, 403, 403)),  # nobody stands above them
    "proposal": everybody(status=404, pk="no_link"),
    "proposal_change": contributor(status=404, pk="no_link"),
    "proposal_move": everybody(status=404, method="post", pk="no_link", move="a_move"),
    "agreed_terms": everybody(status=404, code="no_link"),
    "cascade": Line((IN, 403, 200, 403, 403), arguments={"code": "objective"}),
    "cascade_lines": Line((IN, 403, 200, 403, 403), "post", {"code": "objective"}),
    "cascade_choices": everybody(),
    "expectations": everybody(),
    "expectations_of_unit": everybody(status=302, code="unit"),
}
LOOKS = {
    "/agreements": "olga",
    "/agreements/expectations": "olga",
}
EVERYONE = {"administrator", "office", "contributor", "viewer"}
# Nobody of that world stands above another, nor takes part in a talk.
OPERATIONS = {
    ("get", "/proposals"): EVERYONE,
    ("post", "/proposals"): set(),
    ("get", "/proposals/999999999"): set(),
    ("post", "/proposals/999999999/responses"): set(),
    ("get", "/agreements?goal=GROW"): EVERYONE,
    ("get", "/expectations"): EVERYONE,
}
BODIES = {
    "/proposals": {"owner": "P1", "counterpart": "P2", "terms": {"name": "Win twelve customers"}},
    "/proposals/999999999/responses": {"move": "accept"},
}
