"""Is this process alive, can it reach its database, and is the job worker there?"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from ground.jobs import why_jobs_wait
from releases.actions.alarm import damaged_sentence


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer `ok` after one trip to the database; 503 comes from the middleware otherwise.

    Without its job worker, or with a damaged file of a release, the site still answers, so that
    is another line and no failure.
    """
    lines = ["ok", *filter(None, [why_jobs_wait(), damaged_sentence()])]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
