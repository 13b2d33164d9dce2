"""Rounds, seats, recommendations, decisions, and what stands in the way."""

from .corrections import ProposedCorrection
from .decisions import Decision, Publication, Waiver
from .flags import Flag
from .interests import Declaration, Interest, Voiding
from .notes import Note
from .queue import QueuedVersion
from .recommendations import Recommendation
from .rounds import Round, Seat

__all__ = [
    "Decision",
    "Declaration",
    "Flag",
    "Interest",
    "Note",
    "ProposedCorrection",
    "Publication",
    "QueuedVersion",
    "Recommendation",
    "Round",
    "Seat",
    "Voiding",
    "Waiver",
]
