"""How the audit trail words what it does itself."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import said, wording


def _what(undone: Mapping[str, Any]) -> str:
    """What was undone: a change of today by code and facts, an older one by the text that it was kept with."""
    return undone["summary"] or said(undone["verb"], undone["facts"]) or undone["verb"]


WORDINGS = (wording("undo", _("Undid: %(what)s"), what=_what),)
