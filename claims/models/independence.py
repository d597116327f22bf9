"""How many independent named sources stand behind a verdict (IFCN and SNU FactCheck: at least two).

Two sources count as one when they share anything that makes them one voice: the independence group that an
editor gave them, the publisher, the registered domain, or the person who told it. What is joined through a
third is one too. An address on a bare IP has no registered domain.
"""

from collections.abc import Iterable

from claims.text.folding import flat
from claims.text.links import BadLink, domain


def independent(sources: Iterable) -> int:
    """The number of voices among these sources; a protected one is not named, so it is none."""
    groups: list[set[str]] = []
    for source in {source.pk: source for source in sources if not source.is_protected}.values():
        voice = _marks(source)
        for group in [group for group in groups if group & voice]:
            voice |= group
            groups.remove(group)
        groups.append(voice)
    return len(groups)


def _marks(source) -> set[str]:
    """All that would make another source the same voice; its own id where nothing else is known."""
    marks = {f"#{source.pk}"}
    for kind in ("independence_group", "publisher", "told_by"):
        if words := flat(getattr(source, kind)).casefold():
            marks.add(f"{kind}:{words}")
    if name := _domain(source.url):
        marks.add(f"domain:{name}")
    return marks


def _domain(url: str) -> str:
    try:
        name = domain(url) if url else ""
    except BadLink:
        return ""
    return "" if name.startswith("[") or name.rpartition(".")[2].isdigit() else name
