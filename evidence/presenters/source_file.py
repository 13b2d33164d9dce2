"""The PDF of a paper beside the work, opened on the page of a claim."""

import re
from dataclasses import dataclass

from django.urls import reverse

from evidence.content import Content, text_of
from evidence.models import Citation, PaperFile

_PAGE = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


@dataclass(frozen=True)
class ShownFile:
    """Where the PDF is, and the page it opens on ("" where nobody said one)."""

    href: str
    page: str
    size: str

    @property
    def page_href(self) -> str:
        """The PDF, opened on its page."""
        return f"{self.href}#page={self.page}" if self.page else self.href


def shown_file(
    citation: Citation | None, file: PaperFile | None, content: Content
) -> ShownFile | None:
    """Return `file` as a page shows it beside the claim that `content` makes."""
    if citation is None or file is None:
        return None
    found = _PAGE.search(text_of(content.get("pdf_page")))
    href = reverse("evidence:paper-file", args=[citation.key])
    return ShownFile(href, found.group() if found else "", size_words(file.size))


def size_words(size: int) -> str:
    """Return a number of bytes as people say it."""
    if size < 1024 * 1024:
        return f"{max(size // 1024, 1)} KiB"
    return f"{size / 1024 / 1024:.1f} MiB"
