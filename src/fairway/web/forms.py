"""The forms of signing in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

_CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 7}


class PasswordForm(forms.Form):
    """The first factor of staff."""

    login = forms.EmailField(
        label=_("E-mail address"),
        error_messages={"invalid": _("Write an e-mail address, such as name@office.example.")},
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeField(forms.CharField):
    """Six digits, however they are spaced or in whichever digits they are written."""

    def __init__(self, **options: object) -> None:
        options.setdefault("widget", forms.TextInput(attrs=_CODE))
        super().__init__(**options)  # type: ignore[arg-type]  # what Django takes

    def clean(self, value: str | None) -> str:
        """Return six ASCII digits."""
        digits = "".join((super().clean(value) or "").split())
        if len(digits) != 6 or not digits.isdecimal():  # noqa: PLR2004  six, as the label says
            raise forms.ValidationError(_("Write the six digits, such as 123456."))
        return "".join(str(int(digit)) for digit in digits)


class EnrolForm(forms.Form):
    """The first digits of an authenticator that is being set up."""

    token = CodeField(label=_("Six digits from your authenticator app"))


class SecondFactorForm(forms.Form):
    """The second factor of staff: digits of the app, or a recovery code where it is lost."""

    token = forms.CharField(
        label=_("Six digits from your authenticator app"),
        help_text=_("Or one of your recovery codes."),
        max_length=32,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )


class PhoneForm(forms.Form):
    """A worker's phone number, in any of the ways people write it."""

    phone = forms.CharField(
        label=_("Your phone number"),
        help_text=_("With the code of your country, such as +216 20 123 456."),
        max_length=32,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )


class PhoneCodeForm(forms.Form):
    """The code that was sent to a phone."""

    phone = forms.CharField(max_length=32, widget=forms.HiddenInput)
    code = CodeField(label=_("The six digits we sent you"))
