"""From which address of the network a request comes."""

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The address of whoever asks, as the outermost proxy that the settings trust saw it.

    Each proxy adds whom it heard to X-Forwarded-For; what stands before that anybody may have written.
    """
    heard = str(request.META.get("REMOTE_ADDR", ""))
    trusted = settings.ENVIRONMENT.trusted_proxies
    if not trusted:
        return heard
    chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    return [heard, *reversed(chain)][min(trusted, len(chain))]
