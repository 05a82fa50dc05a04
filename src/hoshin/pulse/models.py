"""Waves of surveys, whom they go to, and what came back.

Who answered and what was answered meet nowhere. An urn holds the answers of a group of people, without an order, an hour or
a name; which people of the group they are from is kept under a key that is no part of the database (decision 0060). No
trail follows `Invitation` and `Urn`, and neither has a row that is written for one answer alone.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.models import User
from hoshin.base.models import Editable
from hoshin.feedback.models import new_code
from hoshin.org.models import Person, Unit
from hoshin.org.people_rules import PeopleRule, rule_of

LONGEST_COMMENT = 2_000
LEAST_GROUP = 3


class CommentReaders(models.TextChoices):
    """Who reads comments, which is promised before the first question."""

    NOBODY = "nobody", _("nobody: there are no comments")
    HEADS = "heads", _("whoever heads the unit or one above it")


class Questionnaire(Editable):
    """A survey of the organisation's own, or a copy of one of the library that it changed: questions in their order.

    Each is written down with all its languages. What is sent is a copy, which stays as it was.
    """

    code = models.CharField(_("code"), max_length=40, unique=True, default=new_code, editable=False)
    name = models.CharField(_("name"), max_length=200)
    purpose = models.CharField(_("what for"), max_length=500, blank=True)
    questions = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Wave(Editable):
    """A survey sent to people at a time, with the promise under which they answer.

    Who sees what (`smallest`, `smallest_comments`, `comments_to`, `falls_to_hr`, `is_named`: answers are kept with who gave
    them), whom it asks (`share`: so many percent, drawn by chance; `whom`: the rule by which they were chosen, see
    `people_rules`), the questions with their `languages` (none named: all
    that there are), and the groups stand from its launch on: the database itself refuses to change them. `salt` ties what is
    kept of who answered to this wave, and is erased when it is closed. `audit`: what an attacker with all results could
    compute, as it was found before they were released. `pulls`: by driver how strongly a unit is drawn to the one above.
    """

    code = models.CharField(_("code"), max_length=100, unique=True, default=new_code, editable=False)
    name = models.CharField(_("name"), max_length=200)
    survey = models.CharField(_("survey"), max_length=40)
    questions = models.JSONField(default=list)
    opened_on = models.DateField(_("opened"))
    closes_on = models.DateField(_("open until"))
    remind_on = models.DateField(_("reminder"), null=True, blank=True)
    remind_again_on = models.DateField(_("second reminder"), null=True, blank=True)
    share = models.PositiveSmallIntegerField(_("percent of the people who are asked"), default=100)
    whom = models.JSONField(_("whom it asks"), default=dict, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    falls_to_hr = models.BooleanField(_("HR of a unit is told that engagement fell there"), default=False)
    smallest = models.PositiveSmallIntegerField(_("smallest group"), default=5)
    smallest_comments = models.PositiveSmallIntegerField(_("smallest group whose comments are shown"), default=10)
    comments_to = models.CharField(
        _("comments are read by"), max_length=10, choices=CommentReaders, default=CommentReaders.NOBODY
    )
    is_named = models.BooleanField(_("answers stand with names"), default=False)
    salt = models.CharField(max_length=64, blank=True, editable=False)
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    audit = models.JSONField(default=dict, blank=True)
    importance = models.JSONField(default=list, blank=True)
    pulls = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-opened_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(smallest__gte=LEAST_GROUP) & Q(smallest_comments__gte=F("smallest")),
                name="wave_smallest_groups",
                violation_error_message=_("A group has three people at least, and one with comments as many or more."),
            ),
            models.CheckConstraint(
                condition=Q(share__range=(1, 100)),
                name="wave_share",
                violation_error_message=_("From 1 to 100 percent of the people are asked."),
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opened_on")),
                name="wave_days",
                violation_error_message=_("It closes after it has opened."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def rule(self) -> PeopleRule:
        return rule_of(self.whom)


class PlannedWave(Editable):
    """A wave that is to be sent on a later day, with what it will say, and whom it will ask as they are then.

    `terms` and `whom` (see `people_rules`) are plain JSON; nothing is promised yet, and it can be called off. `problems`:
    why it could not be sent when its day had come, as `stored_problems` keeps it. `planned_by`: whoever said last how it
    goes, who is told then.
    """

    code = models.CharField(_("code"), max_length=40, unique=True, default=new_code, editable=False)
    name = models.CharField(_("name"), max_length=200)
    survey = models.CharField(_("survey"), max_length=40)
    opens_on = models.DateField(_("sent on"))
    closes_on = models.DateField(_("open until"))
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    whom = models.JSONField(_("whom it asks"), default=dict, blank=True)
    terms = models.JSONField(_("what it says"), default=dict, blank=True)
    problems = models.JSONField(_("why it was not sent"), default=list, blank=True)
    planned_by = models.ForeignKey(
        User, verbose_name=_("planned by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["opens_on", "id"]

    def __str__(self) -> str:
        return self.name


class WaveUnit(models.Model):
    """A unit as it stood when a wave was launched: its place in the tree, how many were invited in all of it, and how many
    were there (`people`; None: as many).

    `kept_with`: in whose urns the answers of those directly in it lie; its own, or those of a unit above, where so few
    people are directly in it that they could be guessed.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.SET_NULL, related_name="+")
    code = models.CharField(max_length=100)
    name = models.CharField(max_length=300)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="children")
    kept_with = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveIntegerField()
    depth = models.PositiveSmallIntegerField()
    invited = models.PositiveIntegerField()
    people = models.PositiveIntegerField(null=True)
    completed = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["wave", "place"]
        constraints = [models.UniqueConstraint(fields=["wave", "place"], name="wave_unit_place")]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """Somebody is asked to answer. `is_spared`: is known to have answered, and gets no reminder.

    It is never written for one person: only when as many as a group must have in one unit have answered, and as many or
    none there are left.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kept_with = models.ForeignKey(WaveUnit, on_delete=models.CASCADE, related_name="+")
    is_spared = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["wave", "person"], name="invitation_once")]

    def __str__(self) -> str:
        return f"{self.wave_id} {self.person_id}"


class Urn(models.Model):
    """The answers of a group: lists that are sorted by what stands in them, rewritten whole with each answer.

    `marks` says which of those invited answered, to whoever has the ballot key of the installation; it is emptied when the
    wave is closed. Comments lie apart from answers, each for itself, as [question, words, mark of its key]. What people
    chose among options is counted (`tallies`: by question how many answered, "n", and how many chose each option, by its
    place), so that no choice stands beside another answer of the same person.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="urns")
    kept_with = models.ForeignKey(WaveUnit, on_delete=models.CASCADE, related_name="urns")
    place = models.PositiveIntegerField()
    answers = models.JSONField(default=list)
    tallies = models.JSONField(default=dict)
    comments = models.JSONField(default=list)
    marks = models.JSONField(default=list)

    class Meta:
        ordering = ["wave", "kept_with", "place"]
        constraints = [models.UniqueConstraint(fields=["kept_with", "place"], name="urn_place")]

    def __str__(self) -> str:
        return f"{self.kept_with_id} {self.place}"


class WaveResult(models.Model):
    """What a unit with all below it said to one driver: written once, and for groups alone of which it may be shown.

    Scores, 0 to 100, or −100 to 100 for the employee net promoter score, with an interval of 95 %; the shares of favourable
    and unfavourable answers, from 0 to 1, where those may be shown as well. `sd` is the spread of the scores of people; of
    the promoter score, its standard error. `change`: since the wave before, of the same people but for so many that none
    can be told by it; `is_change_sure`: it is no chance, as far as at most one such sentence in ten is false.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="results")
    unit = models.ForeignKey(WaveUnit, on_delete=models.CASCADE, related_name="results")
    driver = models.CharField(max_length=40)
    n = models.PositiveIntegerField()
    score = models.FloatField()
    sd = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    favourable = models.FloatField(null=True)
    unfavourable = models.FloatField(null=True)
    change = models.FloatField(null=True)
    is_change_sure = models.BooleanField(null=True)

    class Meta:
        ordering = ["unit__place", "driver"]
        constraints = [models.UniqueConstraint(fields=["unit", "driver"], name="wave_result_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.driver}"


class ChoiceResult(models.Model):
    """What a unit with all below it chose of the options of one question; only of groups of which it may be shown.

    `n` answered it; `counts`: how many chose each option, in their order.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="choices")
    unit = models.ForeignKey(WaveUnit, on_delete=models.CASCADE, related_name="choices")
    question = models.CharField(max_length=40)
    n = models.PositiveIntegerField()
    counts = models.JSONField(default=list)

    class Meta:
        ordering = ["unit__place", "question"]
        constraints = [models.UniqueConstraint(fields=["unit", "question"], name="choice_result_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.question}"


class CommentSheet(models.Model):
    """Comments of a group that is large enough, as [question, words, mark], sorted; who wrote which is known nowhere.

    `mark` is a digest of the key that its author alone has. `talks`: by mark what was said about a comment since, as
    [is a reply, words], one after another. In so many of them (`waiting`) the author spoke last.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="comment_sheets")
    unit = models.OneToOneField(WaveUnit, on_delete=models.CASCADE, related_name="comment_sheet")
    comments = models.JSONField(default=list)
    talks = models.JSONField(default=dict)
    waiting = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["unit__place"]
        indexes = [GinIndex(fields=["comments"], name="comment_sheet_marks", opclasses=["jsonb_path_ops"])]

    def __str__(self) -> str:
        return f"{self.unit_id}"


class NamedAnswer(Editable):
    """What somebody answered in a wave that keeps answers with names: by the codes of questions numbers, places or words."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="named_answers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    answers = models.JSONField(_("answers"), default=dict)
    answered_on = models.DateField(_("answered"))

    class Meta:
        ordering = ["person__name", "id"]
        constraints = [models.UniqueConstraint(fields=["wave", "person"], name="named_answer_once")]

    def __str__(self) -> str:
        return f"{self.wave_id} {self.person_id}"


class PlanState(models.TextChoices):
    """How far an action plan is."""

    OPEN = "open", _("open")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class ActionPlan(Editable):
    """What somebody does about one driver of a unit's result; the next wave of the same survey is its check."""

    code = models.CharField(_("code"), max_length=40, unique=True, default=new_code, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="plans")
    unit = models.ForeignKey(WaveUnit, on_delete=models.CASCADE, related_name="plans")
    driver = models.CharField(_("about"), max_length=40)
    name = models.CharField(_("what is done"), max_length=300)
    owner = models.ForeignKey(Person, verbose_name=_("owner"), null=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField(_("due"))
    planned_on = models.DateField(_("planned"), editable=False)
    state = models.CharField(_("state"), max_length=10, choices=PlanState, default=PlanState.OPEN)
    concluded_on = models.DateField(_("concluded"), null=True, blank=True)
    note = models.CharField(_("what came of it"), max_length=500, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=PlanState.OPEN, concluded_on__isnull=True)
                | (~Q(state=PlanState.OPEN) & Q(concluded_on__isnull=False)),
                name="action_plan_concluded",
                violation_error_message=_("A plan is concluded on a day."),
            )
        ]

    def __str__(self) -> str:
        return self.name
