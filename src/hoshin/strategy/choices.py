"""What can be chosen of plans and their parts, in the words of the screen."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Provenance(models.TextChoices):
    """Where the figures of a plan come from, shown wherever the plan is."""

    OWN = "own", _("own figures")
    PUBLISHED = "published", _("published figures")
    GENERATED = "generated", _("generated figures")


class StatusScale(models.TextChoices):
    """Which words and cut points a plan's own nodes use."""

    STANDARD = "standard", _("on track, at risk, off track")
    PROGRESS = "progress", _("substantial, moderate, limited progress, deterioration")


class RollUpWay(models.TextChoices):
    """How a score follows from those of the parts."""

    MEAN = "mean", _("weighted mean")
    MIN = "min", _("minimum")
    KTH_WORST = "kth_worst", _("k-th worst")
    GEOMEAN = "geomean", _("geometric mean")
    PRODUCT = "product", _("product")
    GATE = "gate", _("gate")


class AsksCommentary(models.TextChoices):
    """Of which objectives and measures a commentary is asked for."""

    NEVER = "never", _("never")
    OFF_TRACK = "off_track", _("when off track")
    OFF_TRACK_OR_LATE = "off_track_or_late", _("when off track or late")


class LinkSign(models.TextChoices):
    """Which way an effect goes when its cause gets better."""

    SAME = "same", _("gets better as well")
    OPPOSITE = "opposite", _("gets worse")


class Visibility(models.TextChoices):
    PUBLIC = "public", _("everyone in the organisation")
    PRIVATE = "private", _("owner and strategy office")
