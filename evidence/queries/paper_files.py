"""The private PDF of a paper."""

from typing import TYPE_CHECKING

from evidence.models import Citation, PaperFile

if TYPE_CHECKING:
    from accounts.models import Person


def file_of(citation: Citation | None, reader: "Person | None") -> PaperFile | None:
    """Return what is known of the PDF of a paper, its bytes not read; None where none is seen."""
    if citation is None:
        return None
    return PaperFile.objects.visible_to(reader).filter(pk=citation.pk).defer("data").first()
