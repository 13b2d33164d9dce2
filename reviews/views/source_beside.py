"""The source as it stands beside a review and a decision."""

from typing import Any

from accounts.models import Person
from evidence.content import Content
from evidence.models import Version
from evidence.presenters.citations import card_has_changed, identifier_links, status_notice
from evidence.presenters.items import citation_href
from evidence.presenters.source_file import shown_file
from evidence.queries.paper_files import file_of
from reviews.presenters.source import marked, quote_of


def source_beside(version: Version, frozen: Content, reader: Person) -> dict[str, Any]:
    """Return the paper of `version`, its abstract with the quote marked, and its private file.

    `frozen` is the content of the version.
    """
    citation = version.citation
    return {
        "version": version,
        "reading": version.answers["reading"],
        "citation": citation,
        "citation_href": citation_href(citation),
        "citation_notice": status_notice(citation),
        "identifiers": identifier_links(citation),
        "card_has_changed": card_has_changed(version, citation),
        "file": shown_file(citation, file_of(citation, reader), frozen),
        "abstract": marked(citation.abstract, quote_of(frozen)),
    }
