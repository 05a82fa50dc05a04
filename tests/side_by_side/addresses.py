"""Who may open the pages about units side by side, and who looks at them."""

from tests.web.access_lines import everybody, office

LINES = {
    "side_by_side": everybody(),
    "holdings": office(plan_id="plan_id"),
    "holding_remove": office(status=404, method="post", plan_id="plan_id", holding_id="no_link"),
    "unit_weights": office(plan_id="plan_id", unit="unit"),
}
LOOKS = {
    "/side-by-side?plan=E": "olga",
    "/plan/{NS}/units": "olga",
    "/plan/{NS}/weights/NORTH": "olga",
}
EVERYONE = {"administrator", "office", "contributor", "viewer"}
OPERATIONS = {
    ("get", "/plans/E/holdings"): EVERYONE,
    ("get", "/plans/E/side-by-side"): EVERYONE,
}
