"""The addresses of releases."""

from django.urls import path

from releases.views.release_detail import file_detail, release_detail
from releases.views.release_list import release_list
from releases.views.release_publish import release_publish

app_name = "releases"
urlpatterns = [
    path("", release_list, name="release-list"),
    path("publish/", release_publish, name="release-publish"),
    path("<str:number>/", release_detail, name="release-detail"),
    path("<str:number>/files/<str:name>", file_detail, name="file-detail"),
]
