"""How imports are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording

WORDINGS = (
    wording(
        "import",
        _("Imported %(name)s: %(created)s created, %(changed)s changed, %(unchanged)s left alone"),
        _("Imported %(name)s"),
    ),
    wording(
        "import_series",
        _("Imported published series: %(name)s: %(created)s created, %(changed)s changed, %(unchanged)s left alone"),
        _("Imported published series: %(name)s"),
    ),
)
