"""Who may open favourites and views, and who looks at them."""

from tests.web.access_lines import everybody

LINES = {
    "desk": everybody(),
    "desk_first": everybody(status=302, method="post"),
    "star": everybody(status=404, method="post", kind="objective_kind", pk="no_link"),
    "desk_menu": everybody(),
    "view_save": everybody(status=422, method="post"),
    "saved_view": everybody(status=404, view_id="no_link"),
    "view_change": everybody(status=404, method="post", view_id="no_link"),
    "view_remove": everybody(status=404, method="post", view_id="no_link"),
}
LOOKS = {"/favourites": "olga", "/views?of=measures&query=status%3Dlate": "olga"}
