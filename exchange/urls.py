"""The addresses of what comes in and goes out as files."""

from django.urls import path

from exchange.views.export_detail import export_detail
from exchange.views.export_file import export_file
from exchange.views.export_forget import export_forget
from exchange.views.export_list import export_list
from exchange.views.import_detail import import_detail
from exchange.views.import_start import import_start
from exchange.views.import_undo import import_undo
from exchange.views.item_export import item_export
from exchange.views.item_table import item_table
from exchange.views.meaning_list import meaning_list
from exchange.views.reference_import import reference_import
from exchange.views.retraction_import import retraction_import
from exchange.views.template_file import template_file
from exchange.views.upload_cancel import upload_cancel
from exchange.views.upload_confirm import upload_confirm
from exchange.views.upload_describe import upload_describe
from exchange.views.upload_errors import upload_errors
from exchange.views.upload_preview import upload_preview
from exchange.views.upload_stop import upload_stop

app_name = "exchange"
urlpatterns = [
    path("citations/import/", reference_import, name="reference-import"),
    path("citations/retractions/", retraction_import, name="retraction-import"),
    path("items/export.<slug:kind>", item_export, name="item-export"),
    path("items/as-table", item_table, name="item-table"),
    path("exports/", export_list, name="export-list"),
    path("exports/<uuid:pk>/", export_detail, name="export-detail"),
    path("exports/<uuid:pk>/file", export_file, name="export-file"),
    path("exports/<uuid:pk>/forget", export_forget, name="export-forget"),
    path("imports/template.xlsx", template_file, name="template-file"),
    path("imports/", import_start, name="import-start"),
    path("imports/meanings/", meaning_list, name="meaning-list"),
    path("imports/<uuid:pk>/", import_detail, name="import-detail"),
    path("imports/<uuid:pk>/undo", import_undo, name="import-undo"),
    path("imports/files/<uuid:pk>/", upload_preview, name="upload-preview"),
    path("imports/files/<uuid:pk>/meaning", upload_describe, name="upload-describe"),
    path("imports/files/<uuid:pk>/confirm", upload_confirm, name="upload-confirm"),
    path("imports/files/<uuid:pk>/cancel", upload_cancel, name="upload-cancel"),
    path("imports/files/<uuid:pk>/stop", upload_stop, name="upload-stop"),
    path("imports/files/<uuid:pk>/errors", upload_errors, name="upload-errors"),
]
