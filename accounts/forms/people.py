"""What administrators fill in about other people."""

from django import forms

from accounts.details import LONGEST_NOTE
from accounts.forms.fields import Line, Roles


class AppointForm(forms.Form):
    """The roles of one person."""

    roles = Roles()
    administrator = forms.BooleanField(required=False)


class InviteForm(forms.Form):
    """An invitation to be made."""

    roles = Roles()
    note = Line(
        label="Note",
        longest=LONGEST_NOTE,
        help_text="Whom it is for; only administrators see this.",
    )
