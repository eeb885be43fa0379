"""What a running process and its children cost, read from /proc (Linux)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Usage:
    """Count processor seconds, kilobytes resident now and at most, wake-ups and threads."""

    cpu: float
    resident: int
    peak: int
    wakeups: int
    threads: int


def family(pid: int) -> Iterator[int]:
    """Give a process and all its living descendants."""
    yield pid
    for task in _tasks(pid):
        for child in _read(task / "children").split():
            yield from family(int(child))


def cpu_seconds(pid: int) -> float:
    """Tell the processor time that the living threads of a family have had."""
    return (
        sum(
            int((_read(task / "schedstat") or "0").split()[0])
            for member in family(pid)
            for task in _tasks(member)
        )
        / 1e9
    )


def usage(pid: int) -> Usage:
    """Read what a family uses."""
    members = list(family(pid))
    tasks = [task for member in members for task in _tasks(member)]
    status = [_status(Path(f"/proc/{member}/status")) for member in members]
    return Usage(
        cpu=cpu_seconds(pid),
        resident=resident_kilobytes(pid),
        peak=sum(each.get("VmHWM", 0) for each in status),
        wakeups=sum(_status(task / "status").get("voluntary_ctxt_switches", 0) for task in tasks),
        threads=len(tasks),
    )


def resident_kilobytes(pid: int) -> int:
    """Tell how much memory a family holds now."""
    status = [_status(Path(f"/proc/{member}/status")) for member in family(pid)]
    return sum(each.get("VmRSS", 0) for each in status)


def _tasks(pid: int) -> list[Path]:
    try:
        return list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        return []


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def _status(path: Path) -> dict[str, int]:
    fields = (line.split(":", 1) for line in _read(path).splitlines())
    return {
        name: int(value.split()[0])
        for name, value in fields
        if name in {"VmRSS", "VmHWM", "voluntary_ctxt_switches"}
    }
