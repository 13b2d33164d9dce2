"""The addresses of the evidence: nouns."""

from django.urls import include, path

from evidence.views.citation_detail import citation_detail
from evidence.views.citation_file import citation_file, citation_list_file
from evidence.views.citation_list import citation_list
from evidence.views.citation_particulars import citation_particulars
from evidence.views.contradiction_list import contradiction_list
from evidence.views.flow import flow, flow_file
from evidence.views.gaps import gaps, gaps_file
from evidence.views.glossary import glossary, glossary_before
from evidence.views.home import home
from evidence.views.item_detail import item_detail
from evidence.views.item_list import item_list
from evidence.views.list_layout import list_layout
from evidence.views.matrix import matrix, matrix_file
from evidence.views.paper_file import paper_file
from evidence.views.paper_file_keep import paper_file_keep
from evidence.views.paper_file_remove import paper_file_remove
from evidence.views.prisma import prisma, prisma_file
from evidence.views.search_default import search_default
from evidence.views.search_delete import search_delete
from evidence.views.search_list import search_list
from evidence.views.term_detail import term_detail
from evidence.views.term_list import term_list
from evidence.views.therapy_detail import therapy_detail
from evidence.views.therapy_list import therapy_list
from evidence.views.version_detail import version_detail
from evidence.views.worklist import paper_worklist
from evidence.views.worklist_move import worklist_move
from evidence.views.worklist_paper import worklist_paper

app_name = "evidence"
urlpatterns = [
    path("", include("evidence.entering_urls")),
    path("", home, name="home"),
    path("items/", item_list, name="item-list"),
    path("items/layout", list_layout, name="list-layout"),
    path("me/searches/", search_list, name="search-list"),
    path("me/searches/<int:pk>/delete/", search_delete, name="search-delete"),
    path("me/searches/<int:pk>/default/", search_default, name="search-default"),
    path("items/<str:accession>/", item_detail, name="item-detail"),
    path("items/<str:accession>/versions/<int:number>/", version_detail, name="version-detail"),
    path("citations/", citation_list, name="citation-list"),
    path("citations/file.<slug:kind>", citation_list_file, name="citation-list-file"),
    path("citations/<slug:key>/cite.<slug:kind>", citation_file, name="citation-file"),
    path("citations/<slug:key>/", citation_detail, name="citation-detail"),
    path("citations/<slug:key>/particulars/", citation_particulars, name="citation-particulars"),
    path("citations/<slug:key>/reading/", worklist_paper, name="worklist-paper"),
    path("citations/<slug:key>/paper.pdf", paper_file, name="paper-file"),
    path("citations/<slug:key>/paper/keep/", paper_file_keep, name="paper-file-keep"),
    path("citations/<slug:key>/paper/remove/", paper_file_remove, name="paper-file-remove"),
    path("papers/", paper_worklist, name="worklist"),
    path("papers/move/", worklist_move, name="worklist-move"),
    path("papers/prisma/", prisma, name="prisma"),
    path("papers/prisma.<slug:kind>", prisma_file, name="prisma-file"),
    path("terms/", term_list, name="term-list"),
    path("terms/<int:pk>/", term_detail, name="term-detail"),
    path("matrix/", matrix, name="matrix"),
    path("matrix/file.<slug:kind>", matrix_file, name="matrix-file"),
    path("flow/", flow, name="flow"),
    path("flow/file.<slug:kind>", flow_file, name="flow-file"),
    path("gaps/", gaps, name="gaps"),
    path("gaps/file.<slug:kind>", gaps_file, name="gaps-file"),
    path("therapies/", therapy_list, name="therapy-list"),
    path("therapies/<int:pk>/", therapy_detail, name="therapy-detail"),
    path("contradictions/", contradiction_list, name="contradiction-list"),
    path("guide/glossary/", glossary, name="glossary"),
    path("glossary/", glossary_before, name="glossary-before"),
]
