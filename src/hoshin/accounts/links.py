"""One-time links with which users choose a password."""

from django.contrib.auth.tokens import default_token_generator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from hoshin.accounts.models import User

# What stands in the address of the page for the two parts of a link that is yet to be made.
PLACES = ("user-part", "token-part")


def link_parts(user: User) -> tuple[str, str]:
    """Two parts of an address with which the user chooses a password, once, within three days.

    It ends with the next password or the next sign-in of that user.
    """
    return urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)


def link_to(page: str, user: User) -> str:
    """A link for the user; `page` is the address of the page where a password is chosen, with PLACES in it."""
    for place, part in zip(PLACES, link_parts(user), strict=True):
        page = page.replace(place, part)
    return page


def user_of_link(user_part: str, token: str) -> User | None:
    """The user of a link that was made, has not ended and was not used; else None."""
    try:
        user = User.objects.filter(pk=int(urlsafe_base64_decode(user_part)), is_active=True).first()
    except (ValueError, OverflowError):
        return None
    return user if user is not None and default_token_generator.check_token(user, token) else None
