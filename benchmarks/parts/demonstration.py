"""A demonstration that answers on a free port, with a paper to look up and ten claims to review."""

import contextlib
import io
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import httpx2

if TYPE_CHECKING:
    from evidence.models import Citation

PMID = "99000017"
REVIEWED = "Ten claims to review"
# An invented paper, told as Europe PMC tells one.
RECORDED = {
    "resultList": {
        "result": [
            {
                "title": "Exosomes of marrow stromal cells, miR-193a and cisplatin.",
                "pmid": PMID,
                "authorList": {"author": [{"lastName": "Invented", "firstName": "Ina"}]},
                "journalInfo": {"volume": "1", "journal": {"title": "Journal of examples"}},
                "pubYear": "2024",
                "abstractText": "Exosomes were isolated from bone marrow mesenchymal stem cells "
                "transfected with miR-193a. Given with cisplatin to resistant non-small cell lung "
                "carcinoma cells they lowered the dose needed by half, and LRRC1 was lost.",
            }
        ]
    }
}


@contextlib.contextmanager
def demonstration() -> Iterator[str]:
    """Serve the starter set on the database in use; yield the address."""
    from django.conf import settings
    from django.core.management import call_command
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    from exchange.queries import outside

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name upstream
            """Print nothing."""

    settings.DEMO = settings.LOOK_UP = True
    call_command("migrate", verbosity=0)
    for command in ("load_starter", "make_demo_accounts"):
        call_command(command, verbosity=0, stdout=io.StringIO())
    ten_claims()
    outside.transport = httpx2.MockTransport(lambda _: httpx2.Response(200, json=RECORDED))
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def ten_claims() -> "Citation":
    """Submit ten claims of one paper by somebody who is not of the demonstration."""
    from accounts.models import Person
    from evidence.actions.citations import cite
    from evidence.actions.drafts import start_draft
    from reviews.actions.declaring import declare
    from reviews.actions.submit import submit

    curator = Person.objects.create_user("author", name="Their author", roles=["curator"])
    declare(interests="none", actor=curator)
    citation = cite(
        kind="primary_study", title=REVIEWED, csl={}, identifiers={}, abstract="An abstract.",
        actor=curator,
    )  # fmt: skip
    for number in range(10):
        content: Any = {
            "locator": f"figure {number + 1}",
            "read_from": [{"name": "abstract"}],
            "tissue": [{"name": "bone marrow"}],
            "ev_term_as_reported": "exosome",
            "engineering": [{"name": "native"}],
            "given": [{"name": "isolated_evs"}],
            "cargo": [{"name": f"miR-70{number}", "kind": "mirna"}],
            "cancer": [{"name": "non-small cell lung carcinoma"}],
            "agents": [{"name": "cisplatin", "role": "alongside"}],
            "effect": [{"name": "restores_sensitivity"}],
            "settings": [{"name": "in_vitro", "measured": "yes"}],
            "summary": f"The claim of figure {number + 1}.",
        }
        draft = start_draft(citation=citation, content=content, actor=curator)
        submit(
            draft=draft, revision=draft.revision, interests="none", why_separate="", actor=curator
        )
    return citation
