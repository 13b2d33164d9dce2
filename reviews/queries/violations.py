"""What in the data breaks the separation of duties. It should be nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from .duty_rules import RULES, SHARED, Rule


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

    One query a rule, each over the whole data; people are named by their number alone.
    """
    for rule in RULES:
        with connection.cursor() as cursor:
            cursor.execute(f"{SHARED}{rule.sql}\nORDER BY 1, 2, 3")
            rows = cursor.fetchall()
        for number, version, person in rows:
            yield Violation(rule, f"EVD-{number:06d}", version, person)
