"""Loads the demonstration beside the answer, and tells line by line how far it is: a page without a script."""

import logging
import queue
import threading
import time
from collections.abc import Iterator

from django.db import connection, transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _

from hoshin import demo
from hoshin.accounts.access import Actor
from hoshin.base.errors import HoshinError
from hoshin.demo.organisation import NAME
from hoshin.org.services import save_organisation
from hoshin.web.addresses import address_or_none

logger = logging.getLogger(__name__)
_MARK = "<!-- progress -->"
_LINE_EVERY_SECONDS = 1.0


def told_while_loading(request: HttpRequest, actor: Actor) -> Iterator[str]:
    """The page in pieces: its head, a line for each step, its end with what came of it."""
    page = render_to_string("first_run/loading.html", request=request)
    head, _mark, end = page.partition(_MARK)
    yield head
    # Browsers begin to draw after the first kilobyte or so.
    yield "<!--" + " " * 1024 + "-->"
    told: queue.Queue[tuple[int, int, str] | BaseException | None] = queue.Queue()
    threading.Thread(target=_load, args=(actor, told), daemon=True).start()
    yield from _lines(told)
    yield end


def _load(actor: Actor, told: "queue.Queue[tuple[int, int, str] | BaseException | None]") -> None:
    """Runs to its end also where nobody reads on: it is all or nothing, and then it is all."""
    try:
        with transaction.atomic():
            save_organisation(actor, name=NAME)
            demo.load(actor, progress=lambda done, total, what: told.put((done, total, what)))
        told.put(None)
    except BaseException as error:
        told.put(error)
    finally:
        connection.close()


def _lines(told: "queue.Queue[tuple[int, int, str] | BaseException | None]") -> Iterator[str]:
    last, said_at = "", 0.0
    while True:
        news = told.get()
        if news is None:
            yield _end(_("The demonstration is ready."), address_or_none("scorecard") or "/", _("See the scorecard"))
            return
        if isinstance(news, BaseException):
            if not isinstance(news, HoshinError):
                logger.error("The demonstration could not be loaded", exc_info=news)
            reason = str(news) if isinstance(news, HoshinError) else _("Something went wrong on the server.")
            sentence = _("It could not be loaded, and nothing was changed. %(reason)s") % {"reason": reason}
            yield _end(sentence, address_or_none("first_steps") or "/", _("Back"))
            return
        done, total, what = news
        if what != last or time.monotonic() - said_at >= _LINE_EVERY_SECONDS:
            last, said_at = what, time.monotonic()
            yield format_html(
                "<li>{} <span class='faint'>{}</span></li>\n", what, f"{done:,} / {total:,}" if total > 1 else ""
            )


def _end(sentence: str, address: str, words: str) -> str:
    last = '<li class="key"><p class="lede" role="status">{}</p><p><a class="button primary" href="{}">{}</a></p></li>'
    return format_html(last, sentence, address, words)
