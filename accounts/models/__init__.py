"""People, the invitations that make them, what they are told of, and their programs' tokens."""

from .invitations import Invitation
from .notifications import MailWish, Notification
from .people import Person
from .tokens import Token

__all__ = ["Invitation", "MailWish", "Notification", "Person", "Token"]
