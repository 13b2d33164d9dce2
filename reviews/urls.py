"""The addresses of peer review."""

from django.urls import path

from reviews.views.agreement import agreement
from reviews.views.agreement_file import agreement_file
from reviews.views.agreement_picture import agreement_picture
from reviews.views.away import away
from reviews.views.blocker_waive import blocker_waive
from reviews.views.calibration import calibration
from reviews.views.calibration_claim import calibration_claim
from reviews.views.calibration_claim_take_out import calibration_claim_take_out
from reviews.views.citation_identifiers import citation_identifiers
from reviews.views.citation_status import citation_status
from reviews.views.comment_retract import comment_retract
from reviews.views.correction import correction
from reviews.views.correction_list import correction_list
from reviews.views.decide import decide
from reviews.views.feedback import feedback
from reviews.views.flag_let_through import flag_let_through
from reviews.views.flag_list import flag_list
from reviews.views.flag_raise import flag_raise
from reviews.views.flag_settle import flag_settle
from reviews.views.history import history
from reviews.views.how_we_review import how_we_review
from reviews.views.interest_confirm import interest_confirm
from reviews.views.interest_list import interest_list
from reviews.views.interest_refuse import interest_refuse
from reviews.views.interest_waive import interest_waive
from reviews.views.interests import interests
from reviews.views.mine import mine
from reviews.views.own_profile import public_profile
from reviews.views.paper_comment_back import paper_comment_back
from reviews.views.paper_comments import paper_comments
from reviews.views.paper_follow import paper_follow
from reviews.views.paper_interest import paper_interest
from reviews.views.paper_rating import paper_rating
from reviews.views.paper_take import paper_take
from reviews.views.paper_unfollow import paper_unfollow
from reviews.views.person import person
from reviews.views.queue import queue
from reviews.views.report import report
from reviews.views.seat import seat
from reviews.views.seat_extend import seat_extend
from reviews.views.seat_hand_back import seat_hand_back
from reviews.views.seat_recuse import seat_recuse
from reviews.views.seat_stay import seat_stay
from reviews.views.staffing import staffing
from reviews.views.statement_answer import statement_answer
from reviews.views.statement_back import statement_back
from reviews.views.statement_list import statement_list
from reviews.views.statement_make import statement_make
from reviews.views.talk import talk
from reviews.views.term_confirm import term_confirm
from reviews.views.term_obsolete import term_obsolete
from reviews.views.term_replace import term_replace
from reviews.views.thread_reopen import thread_reopen
from reviews.views.thread_resolve import thread_resolve
from reviews.views.version_accept_corrected import version_accept_corrected
from reviews.views.version_apply import version_apply
from reviews.views.version_assign import version_assign
from reviews.views.version_calibrate import version_calibrate
from reviews.views.version_confirm import version_confirm
from reviews.views.version_contest import version_contest
from reviews.views.version_correct import version_correct
from reviews.views.version_fewer_seats import version_fewer_seats
from reviews.views.version_hand_over import version_hand_over
from reviews.views.version_list import version_list
from reviews.views.version_merge import version_merge
from reviews.views.version_remind import version_remind
from reviews.views.version_restore import version_restore
from reviews.views.version_retire import version_retire
from reviews.views.version_revise import version_revise
from reviews.views.version_withdraw import version_withdraw
from reviews.views.versions_act import versions_act

app_name = "reviews"
_VERSION = "items/<str:accession>/versions/<int:number>/"
urlpatterns = [
    # Reviewing
    path("reviews/", queue, name="queue"),
    path("reviews/papers/<slug:key>/take/", paper_take, name="paper-take"),
    path("reviews/<int:pk>/", seat, name="seat"),
    path("reviews/<int:pk>/hand-back/", seat_hand_back, name="seat-hand-back"),
    path("reviews/<int:pk>/extend/", seat_extend, name="seat-extend"),
    path("reviews/<int:pk>/recuse/", seat_recuse, name="seat-recuse"),
    path("reviews/<int:pk>/stay/", seat_stay, name="seat-stay"),
    path("reviews/away/", away, name="away"),
    # Staffing
    path("reviews/staffing/", staffing, name="staffing"),
    path(f"{_VERSION}assign/", version_assign, name="version-assign"),
    path("reviews/versions/", version_list, name="version-list"),
    path("reviews/versions/act/", versions_act, name="versions-act"),
    path("guide/how-we-review/", how_we_review, name="how-we-review"),
    # Agreement
    path("reviews/agreement/", agreement, name="agreement"),
    path("reviews/agreement/figures.csv", agreement_file, name="agreement-file"),
    path("reviews/agreement/picture.svg", agreement_picture, name="agreement-picture"),
    path("reviews/mine/", mine, name="mine"),
    # Calibration
    path("reviews/calibration/", calibration, name="calibration"),
    path("reviews/calibration/<int:pk>/", calibration_claim, name="calibration-claim"),
    path(
        "reviews/calibration/<int:pk>/take-out/",
        calibration_claim_take_out,
        name="calibration-claim-take-out",
    ),
    path(f"{_VERSION}calibrate/", version_calibrate, name="version-calibrate"),
    # Deciding
    path(f"{_VERSION}decide/", decide, name="decide"),
    path(f"{_VERSION}confirm/", version_confirm, name="version-confirm"),
    path(f"{_VERSION}contest/", version_contest, name="version-contest"),
    path(
        f"{_VERSION}accept-as-corrected/",
        version_accept_corrected,
        name="version-accept-corrected",
    ),
    path(f"{_VERSION}waive/", blocker_waive, name="blocker-waive"),
    path(f"{_VERSION}fewer-seats/", version_fewer_seats, name="version-fewer-seats"),
    path(f"{_VERSION}remind/", version_remind, name="version-remind"),
    # Talk
    path("items/<str:accession>/talk/", talk, name="talk"),
    path("talk/<uuid:pk>/retract/", comment_retract, name="comment-retract"),
    path("talk/<uuid:pk>/resolve/", thread_resolve, name="thread-resolve"),
    path("talk/<uuid:pk>/reopen/", thread_reopen, name="thread-reopen"),
    # Authors' statements
    path("citations/<slug:key>/statement/", statement_make, name="statement-make"),
    path("reviews/statements/", statement_list, name="statement-list"),
    path("reviews/statements/<uuid:pk>/answer/", statement_answer, name="statement-answer"),
    path("reviews/statements/<uuid:pk>/take-back/", statement_back, name="statement-back"),
    # What readers think of a paper
    path("citations/<slug:key>/rating/", paper_rating, name="paper-rating"),
    path("citations/<slug:key>/comments/", paper_comments, name="paper-comments"),
    path("citations/comments/<uuid:pk>/take-back/", paper_comment_back, name="paper-comment-back"),
    # Authors of papers
    path("people/<uuid:pk>/", person, name="person"),
    path("me/public/", public_profile, name="public-profile"),
    # What becomes of a paper
    path("citations/<slug:key>/status/", citation_status, name="citation-status"),
    path("citations/follow/", paper_follow, name="paper-follow"),
    path("citations/unfollow/", paper_unfollow, name="paper-unfollow"),
    # What became of a claim
    path("items/<str:accession>/history/", history, name="history"),
    path(f"{_VERSION}feedback/", feedback, name="feedback"),
    path(f"{_VERSION}apply/", version_apply, name="version-apply"),
    # Other moves
    path(f"{_VERSION}withdraw/", version_withdraw, name="version-withdraw"),
    path(f"{_VERSION}revise/", version_revise, name="version-revise"),
    path(f"{_VERSION}correct/", version_correct, name="version-correct"),
    path(f"{_VERSION}hand-over/", version_hand_over, name="version-hand-over"),
    path(f"{_VERSION}retire/", version_retire, name="version-retire"),
    path(f"{_VERSION}restore/", version_restore, name="version-restore"),
    path(f"{_VERSION}merge/", version_merge, name="version-merge"),
    path("reviews/corrections/", correction_list, name="correction-list"),
    path("reviews/corrections/<int:pk>/", correction, name="correction"),
    path("citations/<slug:key>/identifiers/", citation_identifiers, name="citation-identifiers"),
    path("terms/<int:pk>/confirm/", term_confirm, name="term-confirm"),
    path("terms/<int:pk>/obsolete/", term_obsolete, name="term-obsolete"),
    path("terms/<int:pk>/replace/", term_replace, name="term-replace"),
    # Interests
    path("me/interests/", interests, name="interests"),
    path("citations/<slug:key>/interests/", paper_interest, name="paper-interest"),
    path("reviews/interests/", interest_list, name="interest-list"),
    path("reviews/interests/<int:pk>/confirm/", interest_confirm, name="interest-confirm"),
    path("reviews/interests/<int:pk>/refuse/", interest_refuse, name="interest-refuse"),
    path("reviews/interests/<int:pk>/waive/", interest_waive, name="interest-waive"),
    # Flags
    path("items/<str:accession>/report/", report, name="report"),
    path("items/<str:accession>/flag/", flag_raise, name="flag-raise"),
    path("reviews/flags/", flag_list, name="flag-list"),
    path("reviews/flags/<uuid:pk>/settle/", flag_settle, name="flag-settle"),
    path("reviews/flags/<uuid:pk>/let-through/", flag_let_through, name="flag-let-through"),
]
