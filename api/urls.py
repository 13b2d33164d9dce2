"""The addresses of the API. What stands after a noun is a verb, and verbs are POST."""

from django.urls import path

from .agreement import AgreementOfReviewers
from .citations import Citations, OneCitation, OneStudyCard
from .contradictions import Contradictions
from .docs import docs
from .drafts import DraftDiscard, Drafts, DraftSubmit, OneDraft
from .history import ItemDifferences, ItemEvents
from .import_files import ImportFileErrors, ImportFileRows, ImportFiles, OneImportFile
from .import_moves import (
    ImportFileCancel,
    ImportFileCommit,
    ImportFileDescribe,
    ImportFileStop,
)
from .imports import ImportRows, Imports, ImportUndo, OneImport
from .interests import OwnInterests, PaperInterests
from .item import OneItem, OneVersion
from .items import Items
from .matrix import EvidenceMatrix
from .me import Me
from .minding import CitationIdentifiers, TermConfirm, TermObsolete, TermReplace
from .papers import PaperRate, PaperRating
from .release_views import OneFile, OneRelease, Releases, ReleaseWithdraw
from .review_moves import (
    PaperTake,
    ReviewExtend,
    ReviewHandBack,
    ReviewNote,
    ReviewRecommendation,
    ReviewRecuse,
    ReviewStay,
)
from .reviews import OneReview, Reviews, VersionRecommendations
from .start import Nothing, Root, Schema
from .talk import (
    CommentRetract,
    Comments,
    FlagLetThrough,
    Flags,
    FlagSettle,
    ThreadReopen,
    ThreadResolve,
)
from .terms import OneTerm, Terms
from .versions import MOVES
from .withdrawn import Withdrawn
from .worklist import Papers, PapersMove

app_name = "api"
_ITEM = "items/<str:accession>"
_FILE = "imports/files/<str:pk>"
_VERSION = f"{_ITEM}/versions/<str:number>"
urlpatterns = [
    path("", Root.as_view(), name="root"),
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
    path("me", Me.as_view(), name="me"),
    path("me/interests", OwnInterests.as_view(), name="own-interests"),
    # Claims
    path("items", Items.as_view(), name="items"),
    path(_ITEM, OneItem.as_view(), name="item"),
    path(f"{_ITEM}/events", ItemEvents.as_view(), name="item-events"),
    path(f"{_ITEM}/differences", ItemDifferences.as_view(), name="item-differences"),
    path(f"{_ITEM}/comments", Comments.as_view(), name="comments"),
    path(f"{_ITEM}/flags", Flags.as_view(), name="flags"),
    path(_VERSION, OneVersion.as_view(), name="version"),
    path(
        f"{_VERSION}/recommendations",
        VersionRecommendations.as_view(),
        name="version-recommendations",
    ),
    *(
        path(f"{_VERSION}/{move}", view.as_view(), name=f"version-{move}")
        for move, view in MOVES.items()
    ),
    path("comments/<str:pk>/retract", CommentRetract.as_view(), name="comment-retract"),
    path("comments/<str:pk>/resolve", ThreadResolve.as_view(), name="comment-resolve"),
    path("comments/<str:pk>/reopen", ThreadReopen.as_view(), name="comment-reopen"),
    path("flags/<str:pk>/settle", FlagSettle.as_view(), name="flag-settle"),
    path("flags/<str:pk>/let-through", FlagLetThrough.as_view(), name="flag-let-through"),
    # Entering
    path("citations", Citations.as_view(), name="citations"),
    path("citations/<str:key>", OneCitation.as_view(), name="citation"),
    path("citations/<str:key>/study-card", OneStudyCard.as_view(), name="citation-study-card"),
    path("citations/<str:key>/take", PaperTake.as_view(), name="citation-take"),
    path(
        "citations/<str:key>/identifiers",
        CitationIdentifiers.as_view(),
        name="citation-identifiers",
    ),
    path("citations/<str:key>/interests", PaperInterests.as_view(), name="citation-interests"),
    path("citations/<str:key>/rating", PaperRating.as_view(), name="citation-rating"),
    path("citations/<str:key>/rate", PaperRate.as_view(), name="citation-rate"),
    path("papers", Papers.as_view(), name="papers"),
    path("papers/move", PapersMove.as_view(), name="papers-move"),
    path("terms", Terms.as_view(), name="terms"),
    path("terms/<str:number>", OneTerm.as_view(), name="term"),
    path("terms/<str:number>/confirm", TermConfirm.as_view(), name="term-confirm"),
    path("terms/<str:number>/obsolete", TermObsolete.as_view(), name="term-obsolete"),
    path("terms/<str:number>/replace", TermReplace.as_view(), name="term-replace"),
    path("drafts", Drafts.as_view(), name="drafts"),
    path("drafts/<str:pk>", OneDraft.as_view(), name="draft"),
    path("drafts/<str:pk>/discard", DraftDiscard.as_view(), name="draft-discard"),
    path("drafts/<str:pk>/submit", DraftSubmit.as_view(), name="draft-submit"),
    # Bringing spreadsheets in
    path("imports", Imports.as_view(), name="imports"),
    path("imports/files", ImportFiles.as_view(), name="import-files"),
    path(_FILE, OneImportFile.as_view(), name="import-file"),
    path(f"{_FILE}/rows", ImportFileRows.as_view(), name="import-file-rows"),
    path(f"{_FILE}/errors", ImportFileErrors.as_view(), name="import-file-errors"),
    path(f"{_FILE}/describe", ImportFileDescribe.as_view(), name="import-file-describe"),
    path(f"{_FILE}/commit", ImportFileCommit.as_view(), name="import-file-commit"),
    path(f"{_FILE}/stop", ImportFileStop.as_view(), name="import-file-stop"),
    path(f"{_FILE}/cancel", ImportFileCancel.as_view(), name="import-file-cancel"),
    path("imports/<str:pk>", OneImport.as_view(), name="import"),
    path("imports/<str:pk>/rows", ImportRows.as_view(), name="import-rows"),
    path("imports/<str:pk>/undo", ImportUndo.as_view(), name="import-undo"),
    # Reviewing
    path("reviews", Reviews.as_view(), name="reviews"),
    path("reviews/<str:pk>", OneReview.as_view(), name="review"),
    path("reviews/<str:pk>/note", ReviewNote.as_view(), name="review-note"),
    path(
        "reviews/<str:pk>/recommendation",
        ReviewRecommendation.as_view(),
        name="review-recommendation",
    ),
    path("reviews/<str:pk>/hand-back", ReviewHandBack.as_view(), name="review-hand-back"),
    path("reviews/<str:pk>/recuse", ReviewRecuse.as_view(), name="review-recuse"),
    path("reviews/<str:pk>/extend", ReviewExtend.as_view(), name="review-extend"),
    path("reviews/<str:pk>/stay", ReviewStay.as_view(), name="review-stay"),
    # Releases
    path("releases", Releases.as_view(), name="releases"),
    path("releases/<str:number>", OneRelease.as_view(), name="release"),
    path("releases/<str:number>/withdraw", ReleaseWithdraw.as_view(), name="release-withdraw"),
    path("releases/<str:number>/files/<str:name>", OneFile.as_view(), name="file"),
    path("withdrawn", Withdrawn.as_view(), name="withdrawn"),
    # Counted
    path("matrix", EvidenceMatrix.as_view(), name="matrix"),
    path("contradictions", Contradictions.as_view(), name="contradictions"),
    path("agreement", AgreementOfReviewers.as_view(), name="agreement"),
    path("<path:rest>", Nothing.as_view(), name="nothing"),
]
