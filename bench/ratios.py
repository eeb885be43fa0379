"""Ratios of paired measurements, and how they are printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

Sample = Mapping[str, float]


def medians(samples: Sequence[Sample]) -> dict[str, float]:
    """Take the median of each quantity over all rounds."""
    return {name: median(sample[name] for sample in samples) for name in samples[0]}


def ratios(samples: Sequence[Sample], controls: Sequence[Sample]) -> dict[str, float]:
    """Divide each round by its own control, quantity by quantity, and take the median."""
    return {
        name: median(
            sample[name] / control[name] if control[name] else float("nan")
            for sample, control in zip(samples, controls, strict=True)
        )
        for name in samples[0]
    }


def table(rows: Sequence[Sequence[str]]) -> str:
    """Write rows in columns: the first to the left, the others to the right."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def against(ratio: float, target: float | None) -> str:
    """Write a ratio with its target beside it."""
    return f"{ratio:.2f}" if target is None else f"{ratio:.2f} (target {target:g})"
