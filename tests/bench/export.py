"""The seconds of an export, stage by stage."""

from collections.abc import Callable
from dataclasses import fields
from statistics import median

from app.reports.timing import StageTimes

AIM = 0.10
"""The largest share of the total that may be spent outside the layout."""


def measure(export: Callable[[], StageTimes], *, runs: int = 3) -> str:
    """The medians of `runs` exports after a first one, which starts the fork server and is shown apart."""
    first, *warm = [export() for _ in range(runs + 1)]
    typical = StageTimes(
        **{field.name: median(getattr(times, field.name) for times in warm) for field in fields(StageTimes)}
    )
    outside = typical.share_outside_layout
    verdict = "kept" if outside <= AIM else "missed"
    return "\n".join(
        [
            _line("export, first", first),
            _line(f"export, median of {runs}", typical),
            f"outside the layout: {outside:.1%} of the total (aim: {AIM:.0%} at most; {verdict})",
        ]
    )


def _line(name: str, times: StageTimes) -> str:
    stages = ", ".join(f"{field.name} {getattr(times, field.name):.3f}" for field in fields(times))
    return f"{name}: {stages}; total {times.total:.3f} s"
