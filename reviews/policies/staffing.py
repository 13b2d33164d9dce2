"""Whether a round can come to an end with the people there are, and whose turn it is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from .duties import Footing

FAIR_RULE = (
    "The oldest submission comes first, and each paper is suggested to those who have taken the "
    "fewest reviews in the last 30 days."
)
FAIR_DAYS = 30


def last_decider_sentence(accession: str, name: str = "") -> str:
    """Say why the last person who could still decide gets no seat: the reader, or `name`."""
    if name:
        return (
            f"{name} is the last person who could still decide on {accession}: if they review it, "
            "nobody can. Choose somebody else, invite one more editor, or say why all the same."
        )
    return (
        f"You are the last person who could still decide on {accession}: if you review it, nobody "
        "can. Invite one more editor, or take it all the same with a reason."
    )


def away_sentence(who: str, until: date | None) -> str:
    """Say that `who` ("You are", "Ada is") away; the day is the one they are back."""
    day = f"{until.day} {until:%B %Y}" if until else "later"
    return f"{who} away until {day}, and nobody gets a review while away."


def cannot_review_sentence(name: str) -> str:
    """Say that `name` may not review an item, and not why: who wrote it stays hidden."""
    return (
        f"{name} cannot review this item. Authors of the item, people with a conflict of interest, "
        "people who stepped back from it and people who are no reviewers cannot; which of these it "
        "is, is not told, because it would name the author."
    )


def why_not_assign(footing: Footing) -> str:
    """Return why this person may not say who reviews a round, or ""."""
    if not footing.is_editor:
        return "Editors assign seats, and you are not one here."
    if footing.is_author_of_item:
        return "You are an author of this item, so another editor says who reviews it."
    if footing.holds_seat or footing.held_seat:
        return "You review in this round yourself, so another editor says who else does."
    if footing.has_conflict:
        return (
            "You have a conflict of interest with this paper, so another editor assigns its seats."
        )
    return ""


def missing_sentence(*, items: int, reviewers: int, deciders: int) -> str:
    """Return who is missing so that `items` waiting items can move, or "" if nobody is.

    `reviewers` and `deciders` count the people who could still serve, with those who already do.
    """
    what = "this item" if items == 1 else f"these {items} items"
    parts = []
    if reviewers > 0:
        more = "one more reviewer is" if reviewers == 1 else f"{reviewers} more reviewers are"
        parts.append(f"not enough people can review {what}: {more} needed")
    if deciders > 0:
        parts.append(f"nobody here can decide {what}: one more editor is needed")
    sentence = "; ".join(parts)
    return sentence[:1].upper() + sentence[1:] + "." if sentence else ""


def turns(
    papers: Iterable[tuple[int, int]],
    barred: Mapping[int, set[int]],
    done: Mapping[int, int],
) -> dict[int, Sequence[int]]:
    """Return to whom each paper is suggested, those with the fewest reviews first.

    `papers` are (number, people wanted), oldest first; `barred` holds who may not review a paper;
    `done` how many reviews each reviewer has taken lately. What is suggested counts as taken for
    the papers after it, so that one person does not get them all.
    """
    counted = dict(done)
    suggested: dict[int, Sequence[int]] = {}
    for paper, wanted in papers:
        able = [person for person in counted if person not in barred.get(paper, ())]
        suggested[paper] = sorted(able, key=lambda person: (counted[person], person))[:wanted]
        for person in suggested[paper]:
            counted[person] += 1
    return suggested
