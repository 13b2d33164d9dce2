"""The servers where people may sign in instead of here, as the environment names them.

ORCID is one of them: it speaks OpenID Connect, and its subject is the iD.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

ORCID = "orcid"
_ORCID_ADDRESS = "https://orcid.org"


@dataclass(frozen=True)
class Server:
    """One server. Nothing is asked of any host but `hosts`."""

    name: str
    label: str
    client_id: str
    secret: str
    address: str
    hosts: tuple[str, ...]


def servers_in(environment: Mapping[str, str]) -> list[Server]:
    """Return the servers that are named wholly; half a configuration is none."""
    return [
        server
        for server in (_server(environment, ORCID), _server(environment, "oidc"))
        if server and not _problems(environment, server.name)
    ]


def problems_in(environment: Mapping[str, str]) -> list[str]:
    """Return what is wrong with the servers of the environment, in sentences."""
    return _problems(environment, ORCID) + _problems(environment, "oidc")


def why_not_ask(address: str, hosts: tuple[str, ...]) -> str:
    """Say why nothing is asked of `address`: of known hosts, and over https, alone."""
    try:
        parts = urlsplit(address)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return f"“{address[:80]}” is no address."
    if host not in hosts or "@" in parts.netloc:
        return f"“{host[:80]}” is none of the hosts that are asked about signing in."
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_here(parts.hostname)):
        return f"“{address[:80]}” is not https."
    return ""


def _server(environment: Mapping[str, str], name: str) -> Server | None:
    prefix = f"EVIDENCE_{name.upper()}_"
    said = {key: environment.get(prefix + key, "").strip() for key in _KEYS}
    if not (said["CLIENT_ID"] or said["SECRET"] or said["SERVER"]):
        return None
    address = (said["SERVER"] or (_ORCID_ADDRESS if name == ORCID else "")).rstrip("/")
    own = address.partition("://")[2].partition("/")[0]
    label = "ORCID" if name == ORCID else said["NAME"] or own
    more = [host.strip() for host in said["HOSTS"].split(",") if host.strip()]
    return Server(name, label, said["CLIENT_ID"], said["SECRET"], address, (own, *more))


_KEYS = ("CLIENT_ID", "SECRET", "SERVER", "NAME", "HOSTS")


def _problems(environment: Mapping[str, str], name: str) -> list[str]:
    server, prefix = _server(environment, name), f"EVIDENCE_{name.upper()}_"
    if server is None:
        return []
    given = {"CLIENT_ID": server.client_id, "SECRET": server.secret, "SERVER": server.address}
    missing = [prefix + key for key, value in given.items() if not value]
    off = f"Nobody can sign in with {server.label or 'it'} until that is set right."
    if missing:
        return [f"{' and '.join(missing)} missing beside the other {prefix}… variables. {off}"]
    if reason := why_not_ask(server.address, server.hosts):
        return [f"{prefix}SERVER: {reason} {off}"]
    return []


def _is_here(host: str | None) -> bool:
    """Tell whether `host` is this machine, to which nothing travels that could be read."""
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False
