"""People, the invitations that make them, and what they are told of."""

from .invitations import Invitation
from .notifications import MailWish, Notification
from .people import Person

__all__ = ["Invitation", "MailWish", "Notification", "Person"]
