"""Reviewers as A and B: in an order of chance that stays the same for one reader and round."""

from collections.abc import Iterable, Sequence

from django.utils.crypto import salted_hmac

from accounts.models import Person
from reviews.queries.judgements import Judged

LETTERS = "ABCDEFGH"


def letters_for(people: Iterable[int], *, round_id: int, reader: Person) -> dict[int, str]:
    """Return the letter of each of `people`, by number, as `reader` meets them in one round.

    The order is keyed with the site's secret, the reader and the round, so that it tells neither
    who is who nor who was first, and differs between readers.
    """

    def chance(person: int) -> str:
        return salted_hmac("reviews.letters", f"{reader.pk}:{round_id}:{person}").hexdigest()

    return dict(zip(sorted(people, key=chance), LETTERS, strict=False))


def in_letter_order(judged: Iterable[Judged], reader: Person) -> Sequence[tuple[str, Judged]]:
    """Return each reviewer's recommendation on one version with its letter, in that order."""
    said = {one.now.person_id: one for one in judged}
    rounds = {one.now.round_id for one in said.values()}
    return [
        (letter, said[person])
        for round_id in rounds
        for person, letter in letters_for(said, round_id=round_id, reader=reader).items()
    ]
