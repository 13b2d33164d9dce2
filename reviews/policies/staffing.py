"""Whether a round can come to an end with the people there are."""


def last_decider_sentence(accession: str) -> str:
    """Say why the queue refuses a seat to the last person who could still decide."""
    return (
        f"You are the last person who could still decide on {accession}: if you review it, nobody "
        "can. Invite one more editor, or take it all the same with a reason."
    )


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
