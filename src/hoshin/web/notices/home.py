"""What others did and one has not read yet, on home."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hoshin.notices.selectors import notices_told
from hoshin.web.access import actor_of
from hoshin.web.home_parts import HomePart

MOST = 5


def _news(request: HttpRequest) -> dict[str, Any] | None:
    told, has_more = notices_told(actor_of(request), unread=True)
    return {"told": told[:MOST], "has_more": has_more or len(told) > MOST} if told else None


PARTS = (HomePart("news", _("What happened"), "notices", "notices/_home.html", _news, 20),)
