"""Proposals of goals, the responses to them, and what was agreed in the end: the terms as they were, kept for ever."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable
from hoshin.org.models import Person, Unit
from hoshin.strategy.models import Objective

LONGEST = 4_000


class ProposalState(models.TextChoices):
    """Whether the two still talk, and how it ended."""

    OPEN = "open", _("open")
    AGREED = "agreed", _("agreed")
    ENDED = "ended", _("ended without agreement")


class ResponseKind(models.TextChoices):
    """A move of catchball. What was asked is answered in words, or by other terms."""

    ACCEPT = "accept", _("accepted")
    CHANGE = "change", _("changed")
    ASK = "ask", _("asked")
    ANSWER = "answer", _("answered")
    END = "end", _("ended")


class Proposal(Editable):
    """One side proposes a goal to the other: a new one, or another wording of one that stands (`objective`).

    `owner` would take it on; with the `counterpart` they agree on it, and either of them started. A goal of a `unit` is
    answered by whoever heads it on the day, and `owner` is the head who moved last. `before`: the terms that held when a
    revision was proposed. `parent`: the objective from which it was cascaded.
    """

    owner = models.ForeignKey(
        Person, verbose_name=_("whose goal"), on_delete=models.PROTECT, related_name="proposals_of_goals"
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit whose goal"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proposals_of_goals",
    )
    counterpart = models.ForeignKey(
        Person, verbose_name=_("agreed with"), on_delete=models.PROTECT, related_name="proposals_answered"
    )
    started_by = models.ForeignKey(
        Person, verbose_name=_("proposed by"), on_delete=models.PROTECT, related_name="proposals_started"
    )
    waits_for = models.ForeignKey(
        Person,
        verbose_name=_("waits for"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proposals_waiting",
    )
    objective = models.ForeignKey(
        Objective,
        verbose_name=_("goal"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="proposals",
    )
    parent = models.ForeignKey(
        Objective,
        verbose_name=_("cascaded from"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="cascaded_proposals",
    )
    state = models.CharField(_("state"), max_length=10, choices=ProposalState, default=ProposalState.OPEN)
    terms = models.JSONField(_("terms"))
    before = models.JSONField(_("terms before"), null=True, blank=True)
    text = models.TextField(_("word with it"), blank=True, max_length=LONGEST)
    proposed_at = models.DateTimeField(_("proposed"))

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(owner=F("counterpart")),
                name="proposal_between_two",
                violation_error_message=_("Nobody agrees a goal with themself."),
            ),
            models.CheckConstraint(
                condition=Q(state="open", waits_for=F("owner"))
                | Q(state="open", waits_for=F("counterpart"))
                | ~Q(state="open") & Q(waits_for=None),
                name="proposal_waits_while_open",
            ),
            models.UniqueConstraint(
                fields=["objective"],
                condition=Q(state="open"),
                name="proposal_one_open",
                violation_error_message=_("There is an open proposal for this goal already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.terms.get("name", ""))

    @property
    def receiver(self) -> Person:
        """Who answers on the side of the goal today: its owner, or whoever heads the unit; never the other side too."""
        head = self.unit.head if self.unit else None
        return self.owner if head is None or head.pk == self.counterpart_id else head

    @property
    def awaited(self) -> Person | None:
        """Whose move it is today."""
        return self.receiver if self.waits_for_id == self.owner_id else self.waits_for

    @property
    def whose(self) -> str:
        """The name of whose goal it is."""
        return self.unit.name if self.unit else self.owner.name


class Response(models.Model):
    """One move in answer to a proposal: never changed. `terms`: those that a change puts in place of the ones before."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="responses")
    kind = models.CharField(_("move"), max_length=10, choices=ResponseKind)
    person = models.ForeignKey(Person, verbose_name=_("by"), on_delete=models.PROTECT, related_name="responses")
    terms = models.JSONField(_("terms"), null=True, blank=True)
    text = models.TextField(_("text"), blank=True, max_length=LONGEST)
    at = models.DateTimeField(_("when"))

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="change", terms__isnull=False) | ~Q(kind="change") & Q(terms=None),
                name="response_terms_of_change",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["change", "ask", "answer"]) | ~Q(text=""), name="response_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.kind}"


class GoalAgreement(Editable):
    """What two people agreed of a goal: the exact terms. The latest of a goal holds, all earlier ones stay.

    Without a proposal it was brought in by a file.
    """

    objective = models.ForeignKey(
        Objective, verbose_name=_("goal"), on_delete=models.CASCADE, related_name="agreements"
    )
    owner = models.ForeignKey(Person, verbose_name=_("whose goal"), on_delete=models.PROTECT, related_name="agreements")
    counterpart = models.ForeignKey(
        Person, verbose_name=_("agreed with"), on_delete=models.PROTECT, related_name="agreements_with_others"
    )
    proposal = models.OneToOneField(
        Proposal, null=True, blank=True, on_delete=models.SET_NULL, related_name="agreement"
    )
    terms = models.JSONField(_("terms"))
    agreed_at = models.DateTimeField(_("agreed"))

    class Meta:
        ordering = ["-agreed_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["objective", "agreed_at"], name="agreement_once"),
            models.CheckConstraint(
                condition=~Q(owner=F("counterpart")),
                name="agreement_between_two",
                violation_error_message=_("Nobody agrees a goal with themself."),
            ),
        ]
        indexes = [models.Index(fields=["owner", "agreed_at"], name="agreement_by_owner")]

    def __str__(self) -> str:
        return str(self.terms.get("name", ""))
