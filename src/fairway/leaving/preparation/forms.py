"""What is asked for when a step is done."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from fairway.core.accounts.models import Organisation
from fairway.core.acting import DayInput
from fairway.core.documents.actions import Upload
from fairway.leaving.preparation.models import ActsNext, StepKind


class Day(forms.DateField):
    """A day, picked on the phone's own calendar."""

    widget = DayInput()


class EvidenceForm(forms.Form):
    """A photo or a PDF, and until when it is valid."""

    file = forms.FileField(
        label=_("Photo or PDF"),
        help_text=_("A clear photo of the whole paper is enough."),
        widget=forms.FileInput({"accept": "image/*,application/pdf"}),
    )
    expires_on = Day(label=_("Valid until, if the paper says so"), required=False)

    def upload(self) -> Upload:
        """The file as it arrived; larger than accepted, it is not read whole."""
        file = self.cleaned_data["file"]
        return Upload(file.name, file.read(settings.MAX_UPLOAD_BYTES + 1))


class UntilForm(forms.Form):
    """Until when something holds, where it ends."""

    expires_on = Day(label=_("Valid until, if it ends"), required=False)


class AnswerForm(UntilForm):
    """A provider's whole answer."""

    passed = forms.TypedChoiceField(
        label=_("Your answer"),
        help_text=_("Nothing else is asked or kept: no finding, no record."),
        choices=[("yes", _("Passed: fit, or attended")), ("no", _("Not passed"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class AskForm(forms.Form):
    """A further step that an officer asks for."""

    kind = forms.ChoiceField(label=_("What kind of step"), choices=StepKind.choices)
    title = forms.CharField(label=_("What is asked for"), max_length=200)
    by = forms.ChoiceField(label=_("Who hands it in"), choices=ActsNext.choices)


class ProviderForm(forms.Form):
    """Where the worker is sent."""

    provider = forms.ModelChoiceField(label=_("Provider"), queryset=Organisation.objects.none())

    def __init__(self, *args: object, providers: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # what Django takes
        self.fields["provider"].queryset = providers  # type: ignore[attr-defined]  # choices
