"""Users sign in by e-mail and have one role; tokens let programs act for them."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.addresses import folded


class Role(models.TextChoices):
    """What a user administers in this installation, most powerful first; members administer nothing."""

    ADMINISTRATOR = "administrator", _("Administrator")
    OFFICE = "office", _("Strategy office")
    MEMBER = "member", _("Member")

    @classmethod
    def _missing_(cls, value: object) -> "Role | None":
        # An older change that is undone brings back what members were once called.
        return cls.MEMBER if value in ("contributor", "viewer") else None


class UserStanding(models.TextChoices):
    """What a user is here: by their role, or as a member by whether they are a person of the organisation.

    Only a person can own something, and answers for it: a contributor. Who is none looks on.
    """

    ADMINISTRATOR = "administrator", _("Administrator")
    OFFICE = "office", _("Strategy office")
    CONTRIBUTOR = "contributor", _("Contributor")
    VIEWER = "viewer", _("Viewer")


class Users(BaseUserManager["User"]):
    """Finds users by e-mail, in the one spelling in which it is kept."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=folded(username or ""))


class User(AbstractBaseUser):
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.MEMBER)
    is_active = models.BooleanField(_("may sign in"), default=True)
    theme = models.CharField(max_length=5, choices=[("", "system"), ("light", "light"), ("dark", "dark")], blank=True)
    # Empty: the organisation's, else what the browser asked for when they signed in last.
    language = models.CharField(_("language"), max_length=10, blank=True)
    browser_language = models.CharField(max_length=10, blank=True, editable=False)
    # Both empty: as the organisation has it.
    formats = models.CharField(_("numbers and dates"), max_length=10, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Users] = Users()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email",
                violation_error_message=_("There is a user with this e-mail already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def is_person(self) -> bool:
        """Whether a person of the organisation is linked to this user. A query, unless it was read along."""
        return getattr(self, "person", None) is not None


class ApiToken(models.Model):
    """A secret with which a program acts for its user. Only its digest is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=12)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True, editable=False)
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    is_revoked = models.BooleanField(default=False)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class SignInTries(models.Model):
    """How many tries to sign in failed, by a digest of what they are counted by: see `tries`."""

    key = models.CharField(max_length=64, primary_key=True)
    failed = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
