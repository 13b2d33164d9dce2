"""Finding the paper a claim is made in."""

import re

from django.db.models import Q

from evidence.identifiers import read_identifier
from evidence.models import Citation
from ground.errors import Missing

MOST_PAPERS = 40
_MOST_WORDS = 8


def paper_by_key(key: str) -> Citation:
    """Return the citation called `key`; raise Missing where there is none."""
    found = None
    if re.fullmatch(r"[-a-zA-Z0-9_]{1,80}", key):
        found = Citation.objects.filter(key=key).first()
    if found is None:
        raise Missing(f"There is no paper with the key “{key[:80]}”. Nothing was saved.")
    return found


def paper_by_identifier(text: str) -> Citation | None:
    """Return the citation that has the identifier `text`, or None."""
    found = read_identifier(text)
    return Citation.objects.filter(**{found.kind: found.value}).first() if found else None


def papers_matching(text: str) -> list[Citation]:
    """Return citations whose title, authors, journal, year or key hold every word of `text`,
    by key and no more than fit on a page."""
    papers = Citation.objects.all()
    for word in text.split()[:_MOST_WORDS]:
        papers = papers.filter(
            Q(title__icontains=word)
            | Q(key__icontains=word)
            | Q(csl__author__icontains=word)
            | Q(**{"csl__container-title__icontains": word})
            | Q(**{"csl__issued__date-parts__icontains": word})
        )
    return list(papers.order_by("key")[: MOST_PAPERS + 1])


def paper_titled(title: str) -> Citation | None:
    """Return a citation with this title, letter case aside, or None."""
    return Citation.objects.filter(title__iexact=title).first() if title else None
