"""Words for how a score follows from those of its parts, where that is no weighted mean."""

from django.utils.translation import gettext_lazy as later

# The mark beside a name, and the sentence behind it.
MARKS = {
    "min": (later("lowest counts"), later("Its score is that of its lowest part.")),
    "kth_worst": (later("k-th lowest counts"), later("Its score is that of one of its lowest parts.")),
    "geomean": (later("geometric mean"), later("Its score is the geometric mean of its parts.")),
    "product": (later("product"), later("Its score is the product of its parts as fractions.")),
    "gate": (later("gate"), later("Its score is a weighted mean, no higher than any critical part.")),
}
