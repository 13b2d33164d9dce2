"""The empty workbook to fill in."""

import tempfile
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from exchange.writers.working import MEDIA_TYPES, write_template


@login_not_required
@require_safe
def template_file(request: HttpRequest) -> FileResponse:
    """Send the template: every column with its meaning and its list, and no rows."""
    with tempfile.TemporaryDirectory(prefix="evidence-template-") as folder:
        path = Path(folder) / "template.xlsx"
        write_template(path)
        # The open file outlives its folder and is closed when it was sent.
        return FileResponse(
            path.open("rb"),
            content_type=MEDIA_TYPES["xlsx"],
            as_attachment=True,
            filename="evidence-template.xlsx",
        )
