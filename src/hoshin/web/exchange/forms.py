"""What is asked of whoever imports or exports."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

ENDINGS = ".xlsx,.xlsm,.csv,.zip,.toml"


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data]
        clean = super().clean
        return [clean(one, initial) for one in files or [None]]


class UploadForm(forms.Form):
    files = FilesField(
        label=_("Files"),
        widget=SeveralFiles({"accept": ENDINGS, "class": "w-full"}),
        help_text=_("One .xlsx workbook, its sheets as several .csv files, or a .zip of a folder; at most 200 MB."),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("The file is empty. Save it again, then choose it once more."),
        },
    )
    mapping = forms.ChoiceField(
        label=_("Published series are read with"),
        required=False,
        help_text=_("For next year’s file of a source that was imported before, choose its mapping."),
    )

    def __init__(self, *args: Any, known: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mapping"].choices = [("", _("whatever fits")), *known]


class ExportForm(forms.Form):
    form = forms.ChoiceField(
        label=_("As"),
        choices=[("xlsx", _("Excel workbook (.xlsx)")), ("zip", _("CSV files (.zip)"))],
        widget=forms.RadioSelect,
        initial="xlsx",
    )
    history = forms.BooleanField(
        label=_("With every version of every value"),
        required=False,
        help_text=_("Also what was corrected later, with the instant at which it was recorded."),
    )
