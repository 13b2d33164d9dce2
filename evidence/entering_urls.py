"""The addresses of entering: papers and drafts. Part of evidence.urls."""

from django.urls import path

from evidence.views.citation_new import citation_new
from evidence.views.draft_edit import draft_edit
from evidence.views.draft_list import draft_list
from evidence.views.draft_next import draft_next
from evidence.views.draft_paper import draft_paper
from evidence.views.draft_start import draft_start
from evidence.views.draft_submit import draft_submit
from evidence.views.draft_withdraw import draft_withdraw
from evidence.views.study_card import study_card
from evidence.views.term_suggest import term_suggest

urlpatterns = [
    path("drafts/", draft_list, name="draft-list"),
    path("drafts/new/", draft_start, name="draft-start"),
    path("drafts/next/", draft_next, name="draft-next"),
    path("drafts/<uuid:pk>/", draft_edit, name="draft-edit"),
    path("drafts/<uuid:pk>/paper/", draft_paper, name="draft-paper"),
    path("drafts/<uuid:pk>/submit/", draft_submit, name="draft-submit"),
    path("drafts/<uuid:pk>/withdraw/", draft_withdraw, name="draft-withdraw"),
    path("citations/new/", citation_new, name="citation-new"),
    path("citations/<slug:key>/card/", study_card, name="study-card"),
    path("terms/suggest/", term_suggest, name="term-suggest"),
]
