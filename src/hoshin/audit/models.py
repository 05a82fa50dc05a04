"""A change is one act of one actor; its entries are the rows that it touched."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import said


class Face(models.TextChoices):
    WEB = "web", _("Web")
    API = "api", _("API")
    CLI = "cli", _("Command line")
    WORKER = "worker", _("Background worker")
    MCP = "mcp", _("Assistants")


class Means(models.TextChoices):
    """What somebody acts through, beyond a face."""

    TOKEN = "token", _("the token %(name)s")
    IMPORT = "import", _("the import of %(name)s")
    RULE = "rule", _("the rule %(name)s")
    AGENT = "agent", _("the agent %(name)s")


@dataclass(frozen=True, slots=True)
class Through:
    """What a person acts through: an agent or a rule may act for somebody, and is never accountable itself."""

    means: Means
    name: str


class Change(models.Model):
    """One act: who did what, when, through which face and what else, and why."""

    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    actor_name = models.CharField(max_length=200)
    face = models.CharField(max_length=10, choices=Face.choices)
    through = models.CharField(max_length=10, choices=Means.choices, blank=True)
    through_name = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    # What was done, in the words of its day: kept of changes that were made before there were facts.
    summary = models.TextField(blank=True)
    note = models.TextField(blank=True)
    touched = models.JSONField(default=dict)
    undoes = models.OneToOneField("self", null=True, on_delete=models.SET_NULL, related_name="undone_by")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["actor", "-id"], name="change_by_actor")]

    def __str__(self) -> str:
        return f"{self.who}: {self.text}"

    @property
    def text(self) -> str:
        """What was done, in words of today."""
        return self.summary or said(self.verb, self.facts) or self.verb

    @property
    def means(self) -> str:
        """What it was done through, in words; empty where nothing stood between."""
        return str(Means(self.through).label) % {"name": self.through_name} if self.through else ""

    @property
    def who(self) -> str:
        """Who did it, and what they did it through."""
        if not self.through:
            return self.actor_name
        return gettext("%(who)s (through %(means)s)") % {"who": self.actor_name, "means": self.means}

    def is_by(self, actor: Any) -> bool:
        """Whether it is the actor's own; what nobody with a user did is nobody's."""
        return self.actor_id is not None and self.actor_id == actor.user_id


class Entry(models.Model):
    """One row before and after. Updates keep only the columns that changed."""

    class Operation(models.TextChoices):
        INSERT = "I", _("added")
        UPDATE = "U", _("changed")
        DELETE = "D", _("removed")

    # The trigger alone writes entries, and the act that it writes them for writes the change in the same transaction: the
    # database need not look each of them up again.
    change = models.ForeignKey(
        Change, null=True, on_delete=models.CASCADE, related_name="entries", db_index=False, db_constraint=False
    )
    at = models.DateTimeField()
    table = models.CharField(max_length=63)
    row = models.BigIntegerField()
    operation = models.CharField(max_length=1, choices=Operation.choices)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["table", "row", "-id"], name="entry_by_row"),
            models.Index(fields=["change", "id"], name="entry_by_change"),
            models.Index(fields=["table", "row"], condition=models.Q(operation="D"), name="entry_removed"),
        ]

    def __str__(self) -> str:
        return f"{self.get_operation_display()} {self.table} {self.row}"


class Touch(models.Model):
    """A transaction touched a table, or one part of it on a day: noted by triggers (`audit.moving`), read by `unchanged`."""

    xact = models.BigIntegerField()
    table = models.CharField(max_length=63)
    part = models.BigIntegerField(null=True)
    day = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["xact", "table", "part", "day"], nulls_distinct=False, name="touch_once"),
        ]

    def __str__(self) -> str:
        return f"{self.xact}: {self.table}"
