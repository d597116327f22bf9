"""Columns over time as an SVG drawn by the server, with the same figures as a table.

    hours = [Column("09:00", 120, 4), Column("10:00", 80)]
    chart = Columns("looks", _("Looks per hour"), hours, heads=(_("Hour"), _("Looks"), _("Failed")))
    {% load charts %}{% columns chart %}

Neither style nor script: geometry is attributes, colour the classes ``column`` and ``part`` of tokens.css.
"""

from dataclasses import dataclass

from django import template

from claims.words import OUTCOME_CLASS, Outcome, OutcomeClass

register = template.Library()

WIDTH, HEIGHT = 480, 72  # in the drawing's own units; it is stretched to the width there is
GAP = 0.2  # of a column's step
TICKS = 5


@dataclass(frozen=True)
class Column:
    """One column: what it is called, its value, and the part of it that is shown at its foot."""

    name: str
    value: int
    part: int = 0


@dataclass(frozen=True)
class Drawn:
    """A column with its two rectangles, whole numbers of the drawing's units."""

    column: Column
    x: float
    width: float
    top: int
    height: int
    part_top: int
    part_height: int


@dataclass(frozen=True)
class Columns:
    """A chart. ``heads`` name the table's columns: name, value, part; without the third no part is told."""

    id: str  # unique on its page
    title: str
    columns: list[Column]
    heads: tuple[str, ...]
    description: str = ""
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def has_parts(self) -> bool:
        return len(self.heads) > 2

    @property
    def most(self) -> int:
        return max((column.value for column in self.columns), default=0)

    @property
    def total(self) -> int:
        return sum(column.value for column in self.columns)

    @property
    def drawn(self) -> list[Drawn]:
        step, most = WIDTH / max(len(self.columns), 1), self.most
        return [_draw(column, place * step, step, most) for place, column in enumerate(self.columns)]

    @property
    def ticks(self) -> list[str]:
        """A few names below the axis, the first and the last among them."""
        names = [column.name for column in self.columns]
        if len(names) <= TICKS:
            return names
        return [names[round(place * (len(names) - 1) / (TICKS - 1))] for place in range(TICKS)]


def _draw(column: Column, x: float, step: float, most: int) -> Drawn:
    height, part = _scaled(column.value, most), _scaled(column.part, most)
    return Drawn(
        column, round(x, 2), round(step * (1 - GAP), 2), HEIGHT - height, height, HEIGHT - part, part
    )


def _scaled(number: int, most: int) -> int:
    """Whatever is not nothing is seen."""
    return max(2, round(number / most * HEIGHT)) if number and most else 0


@register.inclusion_tag("claims/_columns.html")
def columns(chart: Columns, table: bool = True) -> dict:
    """``table=False`` where the same figures stand beside it."""
    return {"chart": chart, "table": table}


@register.inclusion_tag("claims/_spread.html")
def spread(ratings, title: str = "") -> dict:
    """Ratings with ``count`` as one strip, each as wide as its share. The words stand beside it."""
    total = sum(rating.count for rating in ratings)
    parts, left = [], 0.0
    for rating in ratings:
        width = 100 * rating.count / total
        parts.append({"rating": rating, "x": round(left, 2), "width": round(width, 2)})
        left += width
    return {"parts": parts, "title": title}


@register.inclusion_tag("claims/_strip.html")
def strip(checks) -> dict:
    """Looks at a source, oldest first, one bar each: height and colour tell the kind of outcome."""
    shapes = {
        OutcomeClass.READABLE: ("read", 10),
        OutcomeClass.UNREADABLE: ("unreadable", 7),
        OutcomeClass.TRANSIENT: ("trouble", 5),
        OutcomeClass.LOSS: ("loss", 3),
        OutcomeClass.NONE: ("unreadable", 2),
    }
    bars = []
    for index, check in enumerate(reversed(list(checks))):
        name, height = shapes[OUTCOME_CLASS[Outcome(check.outcome)]]
        bars.append({"check": check, "name": name, "x": 4 * index, "y": 10 - height, "height": height})
    return {"bars": bars, "width": 4 * len(bars)}
