"""What somebody chooses of how they are told; the fields are those of the kinds that may concern them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.notices.kinds import ByMail, NoticeKind
from hoshin.notices.models import DigestDays, NoticeSettings
from hoshin.notices.services.wishes import is_shown_to, mail_of

HOURS = ("digest_days", "digest_hour", "quiet_from", "quiet_until")
_MAIL_WORDS = {
    ByMail.AT_ONCE: _("at once"),
    ByMail.DIGEST: _("in the digest"),
    ByMail.NEVER: _("no mail"),
}
_EACH_HOUR = [(hour, f"{hour:02d}:00") for hour in range(24)]


def _hour(label: Any, help_text: Any = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=_EACH_HOUR, coerce=int, help_text=help_text)


class NoticeChoices(forms.Form):
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    digest_days = forms.ChoiceField(
        label=_("Digest"),
        choices=DigestDays.choices,
        help_text=_("One mail with what you owe and what happened. Where there is nothing to say, none comes."),
    )
    digest_hour = _hour(_("At"))
    quiet_from = _hour(_("No mail from"))
    quiet_until = _hour(
        _("until"), _("What would come within goes out afterwards. The same hour twice: there is no such time.")
    )

    def __init__(self, *arguments: Any, kinds: Sequence[NoticeKind], stored: NoticeSettings) -> None:
        initial = {name: getattr(stored, name) for name in HOURS}
        super().__init__(*arguments, initial=initial | {"version": stored.version if stored.pk else None})
        self.kinds = kinds
        for kind in kinds:
            self.fields[f"product_{kind.code}"] = forms.BooleanField(
                label=kind.label, required=False, initial=is_shown_to(stored, kind)
            )
            self.fields[f"mail_{kind.code}"] = forms.ChoiceField(
                label=kind.label,
                choices=[(way.value, _MAIL_WORDS[way]) for way in kind.mails],
                initial=mail_of(stored, kind).value,
            )

    @property
    def rows(self) -> list[tuple[NoticeKind, forms.BoundField, forms.BoundField]]:
        """Each kind with its two fields."""
        return [(kind, self[f"product_{kind.code}"], self[f"mail_{kind.code}"]) for kind in self.kinds]

    @property
    def channels(self) -> dict[str, dict[str, Any]]:
        """What was chosen, as the service takes it."""
        said = self.cleaned_data
        return {
            kind.code: {"product": said[f"product_{kind.code}"], "mail": said[f"mail_{kind.code}"]}
            for kind in self.kinds
        }
