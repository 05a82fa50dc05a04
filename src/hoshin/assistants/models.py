"""A grant lets an assistant ask in somebody's name. It reads and never writes, and it ends."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.models import User


class Tool(models.TextChoices):
    """What an assistant may ask, one by one."""

    FIND = "find", _("Find what is called so")
    SCORECARD = "scorecard", _("Read scorecards")
    EXPLAIN = "explain", _("Ask why a score is what it is")
    MEASURE = "measure", _("Read measures, their values and targets")
    OBJECTIVE = "objective", _("Read objectives and their line of sight")
    DUE = "due_to_me", _("See what you owe")
    SIGNALS = "signals", _("Read signals")
    DECISIONS = "decisions", _("Read decisions and what was known")
    WHAT_IF = "what_if", _("Ask what would follow of other figures")


class AssistantGrant(models.Model):
    """A secret with which an assistant asks in the name of its user. Only the secret's digest is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    name = models.CharField(_("assistant"), max_length=100)
    purpose = models.CharField(_("what for"), max_length=300)
    tools = ArrayField(models.CharField(max_length=20, choices=Tool.choices), verbose_name=_("what it may ask"))
    digest = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=20)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True, editable=False)
    expires_on = models.DateField(_("last day"))
    is_revoked = models.BooleanField(default=False)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
