"""How much memory this process holds, in MiB (Linux)."""

from pathlib import Path

_KIB = 1024


def resident() -> float:
    """Return what it holds now."""
    return _of("VmRSS")


def peak() -> float:
    """Return the most it held since `forget_peak`."""
    return _of("VmHWM")


def forget_peak() -> None:
    """Begin anew with looking for the peak."""
    Path("/proc/self/clear_refs").write_text("5")


def _of(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / _KIB
