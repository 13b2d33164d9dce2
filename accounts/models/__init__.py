"""People and the invitations that make them."""

from .invitations import Invitation
from .people import Person

__all__ = ["Invitation", "Person"]
