"""Rating a paper."""

from typing import TYPE_CHECKING

from django.db import transaction

from evidence.models import Citation
from ground import clock, events
from ground.errors import Denied, Invalid
from reviews.models import Interest, Rating
from reviews.policies.ratings import QUESTIONS, Scores, rating_problems, why_not_rate
from reviews.queries.ratings import own_rating

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def rate(*, citation: Citation, scores: Scores, actor: "Person") -> Rating:
    """Keep what `actor` thinks of a paper, in place of what they thought before; return it.

    `scores` answers the questions of RATING_QUESTIONS, None where one stays open. Saying the
    same again changes nothing. Raises Denied for the paper's authors, Invalid with every problem.
    """
    Citation.objects.select_for_update(no_key=True).get(pk=citation.pk)
    if sentence := why_not_rate(Interest.objects.filter(citation=citation, person=actor)):
        raise Denied(f"{sentence} Nothing was saved.")
    if problems := rating_problems(scores):
        raise Invalid("The rating was not saved; what you chose is kept.", problems)
    given = {name: scores.get(name) for name in QUESTIONS}
    last = own_rating(citation, actor)
    if last is not None and given == {name: getattr(last, name) for name in QUESTIONS}:
        return last
    made = Rating.objects.create(
        citation=citation,
        person=actor,
        position=last.position + 1 if last else 1,
        made_at=clock.now(),
        **given,
    )
    # The scores stay out of the record, which editors read: whose a score is, nobody learns.
    events.record(
        stream=f"citation:{citation.pk}", verb="rate", data={"rating": str(made.pk)}, actor=actor
    )
    return made
