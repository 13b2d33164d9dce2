"""Shape, constraints and sight of everything that is claimed."""

from .citations import Citation, CitationStatus, StatusMeans, StudyCard
from .drafts import Draft
from .items import ExternalId, Item
from .links import VersionChoice, VersionSourceReview, VersionTerm
from .offers import Offer
from .paper_files import PaperFile
from .searches import ListLayout, SavedSearch
from .terms import Term, TermCode, TermName
from .versions import ListEntry, SearchEntry, Standing, Version, VersionAuthor
from .worklist import PaperDrop, PaperStep

__all__ = [
    "Citation",
    "CitationStatus",
    "Draft",
    "ExternalId",
    "Item",
    "ListEntry",
    "ListLayout",
    "Offer",
    "PaperDrop",
    "PaperFile",
    "PaperStep",
    "SavedSearch",
    "SearchEntry",
    "Standing",
    "StatusMeans",
    "StudyCard",
    "Term",
    "TermCode",
    "TermName",
    "Version",
    "VersionAuthor",
    "VersionChoice",
    "VersionSourceReview",
    "VersionTerm",
]
