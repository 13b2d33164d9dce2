"""How often somebody may ask, counted in PostgreSQL: the same for every process of the site."""

import ipaddress
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from accounts.models import Person, Token
from ground import clock

from .models import Asker
from .refusals import TooOften

MINUTE = 60
_FORGOTTEN_AFTER = 60  # minutes


@dataclass(frozen=True)
class Allowance:
    """How often one may ask in a minute, how often still in this one, and when the next begins."""

    limit: int
    left: int
    reset: int

    @property
    def headers(self) -> dict[str, str]:
        """The RateLimit headers."""
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(max(self.left, 0)),
            "RateLimit-Reset": str(self.reset),
        }


def count(request: HttpRequest) -> Allowance | None:
    """Count this request and return what is left; None where there is no limit.

    Whoever sends a token, or is signed in, has a limit of their own; everybody else one an address.
    """
    return _counted(*_asker(request))


def count_address(request: HttpRequest) -> Allowance | None:
    """Count this request for its address, whoever it says it is from."""
    return _counted(_address_name(request), settings.API_PER_ADDRESS)


def _counted(name: str, limit: int) -> Allowance | None:
    if not limit:
        return None
    now = int(clock.now().timestamp())
    return Allowance(limit, limit - _times(name, now // MINUTE), MINUTE - now % MINUTE)


def refuse_too_often(allowance: Allowance | None) -> None:
    """Raise where nothing is left."""
    if allowance is not None and allowance.left < 0:
        raise TooOften(
            f"More than {allowance.limit} requests in a minute. Nothing was done.",
            hint=f"Ask again in {allowance.reset} s. A whole result is one request: ?format=csv.",
            headers={"Retry-After": str(allowance.reset)},
        )


def _asker(request: HttpRequest) -> tuple[str, int]:
    token, person = getattr(request, "auth", None), request.user
    if isinstance(token, Token):
        return f"token {token.pk}", settings.API_PER_PERSON
    if isinstance(person, Person):
        return f"person {person.pk}", settings.API_PER_PERSON
    return _address_name(request), settings.API_PER_ADDRESS


def _address_name(request: HttpRequest) -> str:
    """Return a name for where a request comes from that does not give the address away."""
    return "address " + salted_hmac("api.limits", _address(request)).hexdigest()


def _address(request: HttpRequest) -> str:
    """Return the address that our own proxies vouch for, of IPv6 its /64."""
    given = [request.META.get("REMOTE_ADDR", "")]
    if trusted := settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        forwarded = request.headers.get("X-Forwarded-For", "").split(",")
        given = [part.strip() for part in forwarded][-trusted:] or given
    try:
        address = ipaddress.ip_address(given[0])
    except ValueError:
        return given[0][:60]
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _times(name: str, minute: int) -> int:
    """Count one more request of `name` in `minute`; return how many there are."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO api_asker AS asker (name, minute, times) VALUES (%s, %s, 1)
            ON CONFLICT (name) DO UPDATE SET minute = excluded.minute,
                times = CASE WHEN asker.minute = excluded.minute THEN asker.times + 1 ELSE 1 END
            RETURNING times
            """,
            [name, minute],
        )
        (times,) = cursor.fetchone()
    if times == 1:
        Asker.objects.filter(minute__lt=minute - _FORGOTTEN_AFTER).delete()
    return int(times)
