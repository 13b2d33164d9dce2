"""One act on many versions: each is asked by itself, and what refuses says why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.models import Version
from ground.errors import DomainError
from reviews.models import Decision
from reviews.policies.consensus import disputed_sections
from reviews.queries.judgements import judgements_on

from .decide import decide

if TYPE_CHECKING:
    from accounts.models import Person

Act = Callable[[Version, str], object]


@dataclass(frozen=True)
class Became:
    """What became of one version: `why_not` is the refusal, "" where it was done."""

    version: Version
    why_not: str = ""

    @property
    def words(self) -> str:
        """What its editor is told."""
        return f"{self.version.item.accession}: {self.why_not or 'done.'}"


def each(*, versions: Iterable[Version], act: Act, reason: str) -> list[Became]:
    """Act on each of `versions` in a transaction of its own; return what became of each."""
    told = []
    for version in versions:
        try:
            act(version, reason)
        except DomainError as error:
            told.append(Became(version, error.words))
        else:
            told.append(Became(version))
    return told


def decide_alike(*, version: Version, outcome: str, reason: str, actor: "Person") -> Decision:
    """Decide a split round, giving `reason` for each section in dispute or for the whole."""
    said = [one.now for one in judgements_on(version, actor)]
    names = disputed_sections(said) or ["whole"]
    return decide(
        version=version, outcome=outcome, reasons=dict.fromkeys(names, reason), actor=actor
    )
