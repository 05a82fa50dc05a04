"""How changes of users and tokens are worded."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.models import Role, UserStanding
from hoshin.base.languages import within_sentence
from hoshin.base.tasks.listing import label_of
from hoshin.base.wordings import wording


def role_in_words(role: str) -> str:
    """A role as it stands within a sentence; changes of before say what members were, a contributor or a viewer."""
    known = next((kind(role) for kind in (Role, UserStanding) if role in kind.values), None)
    return within_sentence(str(known.label)) if known else role


def _active(is_active: bool) -> str:
    return gettext("activated") if is_active else gettext("deactivated")


def _tokens(count: int) -> str:
    return ngettext("%(count)s token", "%(count)s tokens", count) % {"count": count}


WORDINGS = (
    wording("restore_backup", _("The backup of %(instant)s was read back")),
    wording("set_up", _("%(organisation)s set up")),
    wording("create_first_administrator", _("%(name)s set up this installation")),
    wording("add_user", _("User %(name)s added as %(role)s"), role=role_in_words),
    wording(
        "change_user",
        _("User %(name)s made %(role)s and %(active)s"),
        _("User %(name)s made %(role)s"),
        _("User %(name)s %(active)s"),
        _("User %(name)s changed"),
        role=role_in_words,
        active=_active,
    ),
    wording("change_profile", _("%(name)s changed their profile")),
    wording("make_password_link", _("One-time link made for %(name)s")),
    wording("ask_for_password_link", _("%(name)s asked for a new password")),
    wording(
        "set_password_by_link",
        _("%(name)s chose a password through a one-time link and revoked %(tokens)s"),
        _("%(name)s chose a password through a one-time link"),
        tokens=_tokens,
    ),
    wording(
        "set_password",
        _("%(name)s set a new password and revoked %(tokens)s"),
        _("%(name)s set a new password"),
        tokens=_tokens,
    ),
    wording("create_token", _("Token %(name)s created")),
    wording("revoke_token", _("Token %(name)s of %(user)s revoked")),
    wording("stop_job", _("Job %(number)s stopped: %(kind)s"), kind=label_of),
    wording("try_job_again", _("Job %(number)s tried again: %(kind)s"), kind=label_of),
    # The demonstration is no app and has no card: its users are made and linked under these.
    wording("create_demo_logins", _("Created the logins of the demonstration")),
    wording("link_demo_logins", _("Linked the logins of the demonstration to people")),
)
