"""Keep proposals of goals, the responses to them, and what was agreed."""

import django.db.models.deletion
from django.db import migrations, models

from hoshin.audit.tracking import track


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("org", "0010_keep_positions"),
        ("strategy", "0008_ask_for_commentary"),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("agreed", "agreed"), ("ended", "ended without agreement")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("terms", models.JSONField(verbose_name="terms")),
                ("before", models.JSONField(blank=True, null=True, verbose_name="terms before")),
                ("text", models.TextField(blank=True, max_length=4000, verbose_name="word with it")),
                ("proposed_at", models.DateTimeField(verbose_name="proposed")),
                (
                    "counterpart",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals_answered",
                        to="org.person",
                        verbose_name="agreed with",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="strategy.objective",
                        verbose_name="goal",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals_of_goals",
                        to="org.person",
                        verbose_name="whose goal",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="cascaded_proposals",
                        to="strategy.objective",
                        verbose_name="cascaded from",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals_started",
                        to="org.person",
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "waits_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals_waiting",
                        to="org.person",
                        verbose_name="waits for",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="GoalAgreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("terms", models.JSONField(verbose_name="terms")),
                ("agreed_at", models.DateTimeField(verbose_name="agreed")),
                (
                    "counterpart",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements_with_others",
                        to="org.person",
                        verbose_name="agreed with",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agreements",
                        to="strategy.objective",
                        verbose_name="goal",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="org.person",
                        verbose_name="whose goal",
                    ),
                ),
                (
                    "proposal",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="agreement",
                        to="agreements.proposal",
                    ),
                ),
            ],
            options={
                "ordering": ["-agreed_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("accept", "accepted"),
                            ("change", "changed"),
                            ("ask", "asked"),
                            ("answer", "answered"),
                            ("end", "ended"),
                        ],
                        max_length=10,
                        verbose_name="move",
                    ),
                ),
                ("terms", models.JSONField(blank=True, null=True, verbose_name="terms")),
                ("text", models.TextField(blank=True, max_length=4000, verbose_name="text")),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="org.person",
                        verbose_name="by",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="responses", to="agreements.proposal"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("owner", models.F("counterpart")), _negated=True),
                name="proposal_between_two",
                violation_error_message="Nobody agrees a goal with themself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("started_by", models.F("owner")), ("started_by", models.F("counterpart")), _connector="OR"
                ),
                name="proposal_started_by_one_of_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "open"), ("waits_for", models.F("owner"))),
                    models.Q(("state", "open"), ("waits_for", models.F("counterpart"))),
                    models.Q(models.Q(("state", "open"), _negated=True), ("waits_for", None)),
                    _connector="OR",
                ),
                name="proposal_waits_while_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("objective",),
                name="proposal_one_open",
                violation_error_message="There is an open proposal for this goal already.",
            ),
        ),
        migrations.AddIndex(
            model_name="goalagreement",
            index=models.Index(fields=["owner", "agreed_at"], name="agreement_by_owner"),
        ),
        migrations.AddConstraint(
            model_name="goalagreement",
            constraint=models.UniqueConstraint(fields=("objective", "agreed_at"), name="agreement_once"),
        ),
        migrations.AddConstraint(
            model_name="goalagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("owner", models.F("counterpart")), _negated=True),
                name="agreement_between_two",
                violation_error_message="Nobody agrees a goal with themself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "change"), ("terms__isnull", False)),
                    models.Q(models.Q(("kind", "change"), _negated=True), ("terms", None)),
                    _connector="OR",
                ),
                name="response_terms_of_change",
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["change", "ask", "answer"]), _negated=True),
                    models.Q(("text", ""), _negated=True),
                    _connector="OR",
                ),
                name="response_has_words",
            ),
        ),
        *track("agreements_proposal"),
        *track("agreements_response"),
        *track("agreements_goalagreement"),
    ]
