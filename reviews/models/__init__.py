"""Rounds, seats, recommendations, decisions, and what stands in the way."""

from .decisions import Decision, Publication, Waiver
from .flags import Flag
from .interests import Interest
from .recommendations import Recommendation
from .rounds import Round, Seat

__all__ = [
    "Decision",
    "Flag",
    "Interest",
    "Publication",
    "Recommendation",
    "Round",
    "Seat",
    "Waiver",
]
