"""A small OpenID Connect server on this machine, over real HTTP, with really signed tokens.

It is ORCID-shaped where its subject is an iD. Its public fields say how it misbehaves.
"""

import base64
import contextlib
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from accounts.servers import Server

CLIENT, SECRET = "APP-EVIDENCE", "a secret"


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class IdentityServer:
    """What it says, and what it was asked."""

    address: str
    subject: str = "0000-0002-1825-0097"
    key: rsa.RSAPrivateKey = field(default_factory=new_key)
    signs_with: rsa.RSAPrivateKey | None = None
    claims: dict[str, Any] = field(default_factory=dict)
    description: dict[str, Any] = field(default_factory=dict)
    cancels: bool = False
    waits: float = 0
    token: Any = None
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def as_server(self, name: str = "orcid", label: str = "ORCID") -> Server:
        return Server(name, label, CLIENT, SECRET, self.address, (urlsplit(self.address).netloc,))

    def answer(self, path: str, said: dict[str, str]) -> tuple[int, dict[str, str], Any]:
        """Return status, headers and JSON."""
        self.asked.append(path)
        time.sleep(self.waits)
        if path == "/.well-known/openid-configuration":
            return 200, {}, self.describes_itself()
        if path == "/authorize":
            return self.consents(said)
        if path == "/jwks":
            known = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
            return 200, {}, {"keys": [{**known, "kid": "one", "alg": "RS256", "use": "sig"}]}
        if path == "/token":
            return self.tells_who(said)
        return 404, {}, {}

    def describes_itself(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            **self.description,
        }

    def consents(self, said: dict[str, str]) -> tuple[int, dict[str, str], Any]:
        assert said["client_id"] == CLIENT
        assert said["response_type"] == "code"
        assert said["code_challenge_method"] == "S256"
        back = {"state": said["state"]}
        if self.cancels:
            back["error"] = "access_denied"
        else:
            back["code"] = f"code-{len(self.codes)}"
            self.codes[back["code"]] = said
        return 302, {"Location": f"{said['redirect_uri']}?{urlencode(back)}"}, {}

    def tells_who(self, said: dict[str, str]) -> tuple[int, dict[str, str], Any]:
        asked = self.codes.pop(said.get("code", ""), None)
        digest = hashlib.sha256(said.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or asked["code_challenge"] != challenge:
            return 400, {}, {"error": "invalid_grant"}
        if (said["client_secret"], said["redirect_uri"]) != (SECRET, asked["redirect_uri"]):
            return 401, {}, {"error": "invalid_client"}
        now = int(time.time())
        claims = {
            "iss": self.address, "aud": CLIENT, "sub": self.subject, "iat": now, "exp": now + 60,
            "email": "root@example.org", "email_verified": True, "name": "Somebody",
        } | self.claims  # fmt: skip
        signed = jwt.encode(claims, self.signs_with or self.key, "RS256", headers={"kid": "one"})
        token = signed if self.token is None else self.token
        return 200, {}, {"access_token": "x", "token_type": "bearer", "id_token": token}

    def sends_back(self, address: str) -> str:
        """What a person does there: return the address here to which they are sent back."""
        assert address.startswith(f"{self.address}/authorize?")
        said = {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}
        back = urlsplit(self.consents(said)[1]["Location"])
        return f"{back.path}?{back.query}"


@contextmanager
def identity_server() -> Iterator[IdentityServer]:
    """A server that answers until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(urlsplit(self.path).query)

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def _answer(self, query: str) -> None:
            said = {key: values[0] for key, values in parse_qs(query).items()}
            status, headers, told = server.answer(urlsplit(self.path).path, said)
            body = json.dumps(told).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(BrokenPipeError):  # who waited is gone
                self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name upstream
            """Print nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = IdentityServer(f"http://127.0.0.1:{http.server_port}")
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join(timeout=10)
