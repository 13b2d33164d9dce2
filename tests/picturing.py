"""What the tests of pictures share: every mark of a page, and the list behind it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.http import QueryDict

from accounts.models import Person
from evidence.presenters.addresses import read_item_address
from evidence.queries.items import listing_of, matching, under_review
from releases.moments import MOMENT, moment_of
from releases.queries.claims import claims_then

_FIGURE = re.compile(r"^(\d+)( claim| accepted| under review|$)")
_LABEL = re.compile(r": (\d+) claims?, ")


class _Marks(HTMLParser):
    """Collects every link to the list of claims that carries a figure."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: list[tuple[str, int]] = []
        self._href = self._label = self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and (given.get("href") or "").startswith("/items/?"):
            self._href, self._label = given["href"] or "", given.get("aria-label") or ""
            self._text = ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._href:
            words = " ".join(self._text.split())
            figures = _LABEL.findall(self._label) or _FIGURE.findall(words)[:1]
            for figure in figures[-1:]:
                number = figure if isinstance(figure, str) else figure[0]
                self.marks.append((self._href, int(number)))
            self._href = ""


def marks_of(page: str) -> list[tuple[str, int]]:
    """Return the address and the figure of every mark of a page."""
    parser = _Marks()
    parser.feed(page)
    return parser.marks


def wrong_marks(page: str, reader: Person | None) -> Iterator[tuple[str, int, int]]:
    """Yield every mark whose figure is not the number of claims in the list behind it.

    The list is made of what its page is made of, without the page: there are many marks.
    """
    listed = listing_of(reader).versions
    for href, figure in sorted(set(marks_of(page))):
        address = read_item_address(dict(QueryDict(href.partition("?")[2]).lists()), MOMENT)
        moment, filters = moment_of(address.more), address.filters
        if moment:
            claims = claims_then(filters, at=moment.at, release=moment.release)
        else:
            claims = matching(listed, filters)
        if figure != claims.count() and (reader or figure != under_review(filters)):
            yield href, figure, claims.count()
