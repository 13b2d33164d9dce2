"""Reviewers as A and B: in an order of chance that stays the same for one reader and round."""

from collections.abc import Iterable, Sequence

from django.utils.crypto import salted_hmac

from accounts.models import Person
from reviews.queries.judgements import Judged

LETTERS = "ABCDEFGH"


def in_letter_order(judged: Iterable[Judged], reader: Person) -> Sequence[tuple[str, Judged]]:
    """Return each reviewer's recommendation with its letter.

    The order is keyed with the site's secret, the reader and the round, so that it tells neither
    who is who nor who was first, and differs between readers.
    """

    def chance(one: Judged) -> str:
        said = one.now
        value = f"{reader.pk}:{said.round_id}:{said.person_id}"
        return salted_hmac("reviews.letters", value).hexdigest()

    return list(zip(LETTERS, sorted(judged, key=chance), strict=False))
