"""Two people take a paper in the same moment: one has it, the other is told."""

import pytest

from evidence.actions.worklist import move_papers
from evidence.models import Citation, PaperStep
from tests.factories import make_citation, make_person
from tests.races import at_once

pytestmark = pytest.mark.both


def test_one_of_two_who_take_at_once_has_it(committed_db: str) -> None:
    ann, ben = make_person("curator"), make_person("curator")
    paper = make_citation(actor=ann)
    said = at_once(
        lambda: Citation.objects.select_for_update().get(pk=paper.pk),
        lambda: move_papers(papers=[paper], step="take", actor=ann),
        lambda: move_papers(papers=[paper], step="take", actor=ben),
    )
    assert said == ["Stale", "done"]
    assert PaperStep.objects.filter(citation=paper).count() == 1
