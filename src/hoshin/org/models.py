"""Organisation, units and people."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.base.models import Editable
from hoshin.base.words import FoldedList, pieces_index, words_index


class Organisation(Editable):
    """The one organisation of this installation."""

    name = models.CharField(_("name"), max_length=300)
    fiscal_year_start = models.PositiveSmallIntegerField(
        _("first month of the fiscal year"), default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    only = models.BooleanField(default=True, editable=False, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(only=True), name="organisation_only_one"),
            models.CheckConstraint(condition=Q(fiscal_year_start__range=(1, 12)), name="organisation_fiscal_month"),
        ]

    def __str__(self) -> str:
        return self.name


class Unit(Editable):
    """A part of the organisation; units form a tree."""

    code = models.CharField(_("code"), max_length=100)
    name = models.CharField(_("name"), max_length=300)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    head = models.ForeignKey("Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="heads")

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(Upper("code"), name="unit_code"),
            models.CheckConstraint(
                condition=~Q(id=F("parent")),
                name="unit_not_own_parent",
                violation_error_message=_("A unit cannot be its own parent."),
            ),
        ]
        indexes = [pieces_index("unit_pieces")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Person(Editable):
    """Someone who works here; may have a user to sign in with."""

    employee_id = models.CharField(_("employee id"), max_length=100)
    name = models.CharField(_("name"), max_length=300)
    email = models.EmailField(_("e-mail"), blank=True)
    # The keys are held by triggers (base.keys), which look up those of an import together.
    user = models.OneToOneField(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="person", db_constraint=False
    )
    manager = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="reports", db_constraint=False
    )
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="people", db_constraint=False
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    job_family = models.CharField(_("job family"), max_length=200, blank=True)
    level = models.CharField(_("level"), max_length=100, blank=True)
    location = models.CharField(_("location"), max_length=200, blank=True)
    fte = models.FloatField(_("full-time equivalent"), default=1.0)
    start_date = models.DateField(_("start"), null=True, blank=True)
    end_date = models.DateField(_("end"), null=True, blank=True)
    skills = ArrayField(models.CharField(max_length=200), default=list, blank=True)

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(Upper("employee_id"), name="person_employee_id"),
            models.CheckConstraint(condition=Q(fte__gte=0), name="person_fte_not_negative"),
            models.CheckConstraint(
                condition=~Q(id=F("manager")),
                name="person_not_own_manager",
                violation_error_message=_("Nobody reports to themself."),
            ),
        ]
        indexes = [
            models.Index(Upper("email"), name="person_email"),
            models.Index(Upper("name"), name="person_by_name"),
            words_index("person_by_words"),
            words_index("person_by_title", "title", condition=~Q(title="")),
            words_index("person_by_skills", "skills", of=FoldedList, condition=~Q(skills=[])),
            models.Index(fields=["end_date"], name="person_leaving", condition=Q(end_date__isnull=False)),
            models.Index(fields=["start_date"], name="person_joining", condition=Q(start_date__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_left(self) -> bool:
        """Whether their last day is over; see `presence` for many at once."""
        return self.end_date is not None and self.end_date < clock.today()

    @property
    def initials(self) -> str:
        parts = [part for part in self.name.split() if part[0].isalpha()]
        return "".join(part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts)).upper()


class PastPosition(models.Model):
    """What somebody's position was until a day (exclusive), since the one before it; the person says what holds now.

    Derived, like lines, from changes that the trail keeps: see `services.positions`. Units and people that it names are read
    from rows that hold already, and are not looked up once more for each of very many.
    """

    # Found by the constraint below, which begins with it.
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="past_positions", db_index=False, db_constraint=False
    )
    valid_to = models.DateField(_("until"))
    title = models.CharField(_("title"), max_length=300, blank=True)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_constraint=False
    )
    manager = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_constraint=False
    )
    job_family = models.CharField(_("job family"), max_length=200, blank=True)
    level = models.CharField(_("level"), max_length=100, blank=True)
    location = models.CharField(_("location"), max_length=200, blank=True)
    fte = models.FloatField(_("full-time equivalent"), default=1.0)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    class Meta:
        ordering = ["person", "valid_to"]
        constraints = [
            models.UniqueConstraint(fields=["person", "valid_to"], name="past_position_once"),
            models.CheckConstraint(condition=Q(fte__gte=0), name="past_position_fte_not_negative"),
        ]
        indexes = [models.Index(fields=["valid_to"], name="past_position_by_day")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.valid_to}"


class Ancestry(models.Model):
    """Derived: what a row stands below, from one day until another (exclusive); kept by `services.ancestry`.

    `line` holds ids from the top down to the row itself: what stands below another begins with the line of that other.
    The trail keeps the links from which lines follow, not the lines. They are found from the rows themselves, which need
    not be looked up again for each: so there is no constraint of the database between the two.
    """

    line = ArrayField(models.BigIntegerField())
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        abstract = True


class ReportingLine(Ancestry):
    """The managers above a person, the highest first and the person last."""

    pk = models.CompositePrimaryKey("person_id", "valid_from")
    person = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        related_name="reporting_lines",
        db_index=False,
        db_constraint=False,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(valid_to=None), name="reporting_line_one_open"),
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="reporting_line_days"),
        ]
        # Everybody below a manager is one stretch of it.
        indexes = [models.Index(fields=["line"], condition=Q(valid_to=None), name="reporting_line_below")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.line}"


class Holiday(Editable):
    """A day off: of the whole organisation, of a unit and all below it, or of whoever works at a place."""

    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=200)
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    location = models.CharField(_("location"), max_length=200, blank=True)

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(
                "day",
                "unit",
                Upper("location"),
                name="holiday_once",
                nulls_distinct=False,
                violation_error_message=_("This day is off there already."),
            ),
            models.CheckConstraint(
                condition=Q(unit=None) | Q(location=""),
                name="holiday_of_unit_or_location",
                violation_error_message=_("A day is off for a unit or for a location, not for both."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class UnitLine(Ancestry):
    """The units that a unit is part of, the highest first and the unit last."""

    pk = models.CompositePrimaryKey("unit_id", "valid_from")
    unit = models.ForeignKey(
        Unit,
        on_delete=models.CASCADE,
        related_name="unit_lines",
        db_index=False,
        db_constraint=False,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(valid_to=None), name="unit_line_one_open"),
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="unit_line_days"),
        ]
        indexes = [models.Index(fields=["line"], condition=Q(valid_to=None), name="unit_line_below")]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.line}"


class UnitHead(models.Model):
    """Who headed a unit from one day until another (exclusive); open: who heads it now, as the unit says.

    Derived, like lines, from changes that the trail keeps: see `services.heads`.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="past_heads", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="headed_units")
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True)

    class Meta:
        ordering = ["unit", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(valid_to=None), name="unit_head_one_open"),
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="unit_head_days"),
        ]
        indexes = [models.Index(fields=["unit", "valid_from"], name="unit_head_by_day")]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.person_id} {self.valid_from}"


class GrantedRelationKind(models.TextChoices):
    """Relations that follow from nothing else that stands here, so that somebody has to grant them."""

    DOTTED_LINE = "dotted_line", _("dotted line")
    HR_OF_UNIT = "hr_of_unit", _("HR of a unit")


def _never_twice(to: str, name: str) -> ExclusionConstraint:
    """Two grants of the same never hold on one day: a number is a range of one, which needs no extension."""
    alike = [
        (Func(F(field), F(field), Value("[]"), function="int8range"), RangeOperators.OVERLAPS)
        for field in ("person", to)
    ]
    days = (Func("valid_from", "valid_to", function="daterange"), RangeOperators.OVERLAPS)
    return ExclusionConstraint(
        name=name,
        expressions=[*alike, days],
        condition=Q(**{f"{to}__isnull": False}),
        violation_error_message=_("This is granted already on some of these days. End that first, or choose others."),
    )


class GrantedRelation(Editable):
    """What somebody is to another person, or to a unit and all below it, from one day until another (exclusive).

    Whoever was given it by mistake has it ended on its first day: then it never held.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="granted_relations")
    relation = models.CharField(_("relation"), max_length=20, choices=GrantedRelationKind.choices)
    to_person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="relations_granted_to_others"
    )
    to_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="granted_relations")
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=1000)

    class Meta:
        ordering = ["-valid_from", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(relation="dotted_line", to_person__isnull=False, to_unit=None)
                | Q(relation="hr_of_unit", to_person=None, to_unit__isnull=False),
                name="granted_relation_to_one",
                violation_error_message=_("A dotted line leads to a person; somebody is HR of a unit."),
            ),
            models.CheckConstraint(
                condition=~Q(person=F("to_person")),
                name="granted_relation_to_others",
                violation_error_message=_("Nobody has a dotted line to themself."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="granted_relation_days",
                violation_error_message=_("A relation cannot end before it begins."),
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="granted_relation_reason"),
            _never_twice("to_person", "granted_relation_person_once"),
            _never_twice("to_unit", "granted_relation_unit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.relation} {self.to_person_id or self.to_unit_id}"
