"""What an editor fills in to publish."""

from typing import Any

from django import forms

from releases.policies import LONGEST_NOTE


class WithdrawForm(forms.Form):
    """Why a release is withdrawn, and its number typed; the action says what is wrong."""

    reason = forms.CharField(
        label="Reason",
        label_suffix="",
        required=False,
        help_text="Shown in the place of the release.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    typed_number = forms.CharField(
        label="Its number",
        label_suffix="",
        required=False,
        help_text="Type it to withdraw the release for good.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PublishForm(forms.Form):
    """Number and note of a release; the action says what is wrong with them."""

    number = forms.CharField(
        label="Number",
        label_suffix="",
        required=False,
        strip=True,
        help_text="The year and a count.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal"}),
    )
    note = forms.CharField(
        label="Note",
        label_suffix="",
        required=False,
        help_text=f"Optional, printed in the release. At most {LONGEST_NOTE:,} characters.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    why_as_is = forms.CharField(
        label="Why these names go in as they are",
        label_suffix="",
        required=False,
        help_text="Printed in the release.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Ours says where a character is that cannot be stored, and what to do about it.
        for field in self.fields.values():
            field.validators.clear()
