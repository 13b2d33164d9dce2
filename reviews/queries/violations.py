"""What in the data breaks the separation of duties. It should be nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from .duty_rules import DUTIES, SHARED, Rule
from .record_rules import RECORD

RULES: tuple[Rule, ...] = (*DUTIES, *RECORD)


@dataclass(frozen=True)
class Violation:
    """One breach: which rule, where, and by whom where a person broke it."""

    rule: Rule
    accession: str
    version: int | None
    person: int | None

    def __str__(self) -> str:
        where = self.accession + (f", version {self.version}," if self.version else "")
        who = f" (person {self.person})" if self.person else ""
        return f"{where} {self.rule.sentence}{who} [{self.rule.name}]"


def violations() -> Iterator[Violation]:
    """Yield every violation of the separation of duties, rule by rule, by accession.

    One query over the whole data; people are named by their number alone.
    """
    questions = (
        f"(SELECT {place}, broken.* FROM ({rule.sql}) broken (item, version, person))"
        for place, rule in enumerate(RULES)
    )
    with connection.cursor() as cursor:
        cursor.execute(SHARED + "\nUNION ALL\n".join(questions) + "\nORDER BY 1, 2, 3, 4")
        for place, number, version, person in cursor.fetchall():
            yield Violation(RULES[place], f"EVD-{number:06d}", version, person)
