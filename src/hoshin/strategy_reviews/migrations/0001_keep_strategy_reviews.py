"""Keep strategy reviews: series, meetings, what is talked about, said, decided and to be done."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import hoshin.base.words
from hoshin.audit.tracking import track


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("actions", "0001_keep_corrective_actions"),
        ("decisions", "0002_decide_about_initiatives"),
        ("org", "0015_heads_of_now"),
        ("strategy", "0009_ask_for_a_reaction"),
    ]

    operations = [
        migrations.CreateModel(
            name="StrategyReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("code", models.CharField(max_length=100, verbose_name="code")),
                ("starts_at", models.DateTimeField(verbose_name="begins")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=90,
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(600),
                        ],
                        verbose_name="minutes",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=500, verbose_name="place or link")),
                ("summary", models.TextField(blank=True, max_length=20000, verbose_name="in short")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                ("closed_by", models.CharField(blank=True, max_length=200, verbose_name="closed by")),
                (
                    "chair",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="org.person",
                        verbose_name="chair",
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="StrategyReviewAgenda",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.JSONField(verbose_name="content")),
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agenda",
                        to="strategy_reviews.strategyreview",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StrategyReviewSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("code", models.CharField(max_length=100, verbose_name="code")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "cadence",
                    models.CharField(
                        choices=[
                            ("monthly", "every month"),
                            ("two_months", "every two months"),
                            ("quarterly", "every quarter"),
                            ("half_yearly", "every half year"),
                            ("annual", "every year"),
                        ],
                        default="quarterly",
                        max_length=12,
                        verbose_name="how often",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=500, verbose_name="place or link")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=90,
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(600),
                        ],
                        verbose_name="minutes",
                    ),
                ),
                (
                    "chair",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="org.person",
                        verbose_name="chair",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="strategy.plan",
                        verbose_name="plan",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "strategy review series",
                "ordering": ["name", "id"],
            },
        ),
        migrations.CreateModel(
            name="StrategyReviewMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="org.person",
                        verbose_name="who",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="strategy_reviews.strategyreviewseries",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="strategyreview",
            name="series",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reviews",
                to="strategy_reviews.strategyreviewseries",
            ),
        ),
        migrations.CreateModel(
            name="StrategyReviewTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("text", models.CharField(max_length=1000, verbose_name="what is to be done")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="org.person",
                        verbose_name="who",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="strategy_reviews.strategyreview",
                    ),
                ),
            ],
            options={
                "ordering": [models.OrderBy(models.F("due_on"), nulls_last=True), "id"],
            },
        ),
        migrations.CreateModel(
            name="StrategyReviewTopic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="place")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("moved", "What moved most, and why"),
                            ("signals", "Signals"),
                            ("actions", "Actions that are late"),
                            ("decisions", "Decisions to take and to look at again"),
                            ("slips", "Initiatives that slip"),
                            ("tasks", "Still open from last time"),
                            ("added", "Added"),
                        ],
                        default="added",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="topic")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(600),
                        ],
                        verbose_name="minutes",
                    ),
                ),
                ("notes", models.TextField(blank=True, max_length=20000, verbose_name="what was said")),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="topics",
                        to="strategy_reviews.strategyreview",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="StrategyReviewOutcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="actions.correctiveaction",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="decisions.decision",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="strategy_reviews.strategyreview",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "decision", "action"),
                        name="strategy_review_outcome_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action__isnull", False), ("decision", None)),
                            models.Q(("action", None), ("decision__isnull", False)),
                            _connector="OR",
                        ),
                        name="strategy_review_outcome_is_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StrategyReviewParticipant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="org.person",
                        verbose_name="who",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participants",
                        to="strategy_reviews.strategyreview",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("review", "person"), name="strategy_review_participant_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="strategyreviewseries",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Upper("code"), name="strategy_review_series_code"
            ),
        ),
        migrations.AddConstraint(
            model_name="strategyreviewmember",
            constraint=models.UniqueConstraint(fields=("series", "person"), name="strategy_review_member_once"),
        ),
        migrations.AddIndex(
            model_name="strategyreview",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(hoshin.base.words.Folded("summary"), config="simple"),
                name="strategy_review_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="strategyreview",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Upper("code"), name="strategy_review_code"
            ),
        ),
        migrations.AddIndex(
            model_name="strategyreviewtask",
            index=models.Index(
                condition=models.Q(("done_on", None)), fields=["owner"], name="strategy_review_task_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="strategyreviewtask",
            constraint=models.UniqueConstraint(fields=("review", "number"), name="strategy_review_task_number"),
        ),
        migrations.AddIndex(
            model_name="strategyreviewtopic",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(hoshin.base.words.Folded("title"), config="simple"),
                name="strategy_topic_words_title",
            ),
        ),
        migrations.AddIndex(
            model_name="strategyreviewtopic",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(hoshin.base.words.Folded("notes"), config="simple"),
                name="strategy_topic_words_notes",
            ),
        ),
        migrations.AddConstraint(
            model_name="strategyreviewtopic",
            constraint=models.UniqueConstraint(fields=("review", "number"), name="strategy_review_topic_number"),
        ),
        migrations.AddConstraint(
            model_name="strategyreviewtopic",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "added"), _negated=True),
                fields=("review", "kind"),
                name="strategy_review_topic_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="strategyreviewtopic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "added"), _negated=True), models.Q(("title", ""), _negated=True), _connector="OR"
                ),
                name="strategy_review_topic_named",
                violation_error_message="Say what is to be talked about.",
            ),
        ),
        *track(
            "strategy_reviews_strategyreviewseries",
            "strategy_reviews_strategyreviewmember",
            "strategy_reviews_strategyreview",
            "strategy_reviews_strategyreviewparticipant",
            "strategy_reviews_strategyreviewtopic",
            "strategy_reviews_strategyreviewtask",
            "strategy_reviews_strategyreviewoutcome",
        ),
        *track("strategy_reviews_strategyreviewagenda", secrets=("content",)),
    ]
