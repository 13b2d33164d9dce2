"""The evidence in Django's admin, for editors to look at. Every change has its own page.

Drafts are not here: nobody reads another's. Nor are authors: whoever could still review or decide
a claim must not learn who wrote it.
"""

from . import citations, items, terms

__all__ = ["citations", "items", "terms"]
