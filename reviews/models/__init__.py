"""Rounds, seats, recommendations, decisions, and what stands in the way."""

from .calibration import CalibrationAnswer, CalibrationClaim, CalibrationRemoval
from .comments import Comment, CommentAct
from .corrections import ProposedCorrection
from .decisions import Decision, Publication, Waiver
from .flags import Flag
from .follows import Follow
from .interests import Declaration, Interest, Voiding
from .notes import Note
from .paper_comments import PaperComment, PaperCommentRetraction
from .profiles import Profile
from .queue import QueuedVersion
from .ratings import Rating
from .recommendations import Recommendation
from .recusals import Recusal
from .rounds import Round, Seat
from .statements import Statement

__all__ = [
    "CalibrationAnswer",
    "CalibrationClaim",
    "CalibrationRemoval",
    "Comment",
    "CommentAct",
    "Decision",
    "Declaration",
    "Flag",
    "Follow",
    "Interest",
    "Note",
    "PaperComment",
    "PaperCommentRetraction",
    "Profile",
    "ProposedCorrection",
    "Publication",
    "QueuedVersion",
    "Rating",
    "Recommendation",
    "Recusal",
    "Round",
    "Seat",
    "Statement",
    "Voiding",
    "Waiver",
]
