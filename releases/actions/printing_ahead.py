"""Printing rows before a release asks for them."""

from django.db import transaction

from releases.queries.printing import of_accepted, print_missing

from .placing import take_turn


@transaction.atomic
def print_ahead() -> int:
    """Print the rows of all that was accepted since; return how many, 0 while somebody publishes.

    A release then only copies them, and so does every table of what is accepted.
    """
    return print_missing(of_accepted()) if take_turn() else 0
