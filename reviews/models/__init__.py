"""Rounds of peer review."""

from .rounds import Round

__all__ = ["Round"]
