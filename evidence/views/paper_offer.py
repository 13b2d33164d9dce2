"""What the page that asks for a paper offers."""

from django.http import HttpRequest

from evidence.forms.citations import identifier_problem
from evidence.policies.answers import LONGEST_TEXT, text_problem
from evidence.queries.papers import (
    MOST_PAPERS,
    paper_by_identifier,
    paper_by_key,
    papers_matching,
)


def paper_offer(request: HttpRequest) -> dict[str, object]:
    """Return the paper named by `citation`, or the one identified or those found by `find`."""
    if key := request.GET.get("citation", ""):
        return {"chosen": paper_by_key(key)}
    typed = request.GET.get("find", "").strip()
    if problem := text_problem("Paper", typed, LONGEST_TEXT):
        return {"typed": typed, "problem": problem}
    chosen, problem = paper_by_identifier(typed), identifier_problem(typed)
    papers = [] if chosen else papers_matching("" if problem else typed)
    return {
        "typed": typed,
        "chosen": chosen,
        "problem": problem,
        "papers": papers[:MOST_PAPERS],
        "is_cut": len(papers) > MOST_PAPERS,
    }
