"""Which language a page speaks: that of its reader, and to strangers what their browser asks for."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from hoshin.accounts.models import User
from hoshin.accounts.selectors import language_of
from hoshin.base.languages import first_known


def language_wanted(request: HttpRequest) -> str:
    """The language for somebody who is not known: the organisation's, else what the browser asks for."""
    return first_known(settings.ORGANISATION_LANGUAGE, browser_language(request))


def browser_language(request: HttpRequest) -> str:
    """The best of our languages for a browser, by its Accept-Language."""
    return translation.get_language_from_request(request)


def speak_to(user: User) -> None:
    """Speak the language of a user until the answer to this request is made."""
    translation.activate(language_of(user))
