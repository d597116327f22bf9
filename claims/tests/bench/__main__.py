"""``make bench``: every measurement, as ratios within one run. ``make bench ONLY=quotes`` for one."""

import importlib
import pkgutil
import sys

from claims.tests import bench

PREFIX = "bench_"


def main(chosen: list[str]) -> None:
    found = sorted(module.name for module in pkgutil.iter_modules(bench.__path__))
    names = [name.removeprefix(PREFIX) for name in found if name.startswith(PREFIX)]
    if unknown := set(chosen) - set(names):
        sys.exit(f"No such bench: {', '.join(sorted(unknown))}. There are: {', '.join(names)}")
    for name in chosen or names:
        sys.stdout.write(f"\n== {name}\n")
        sys.stdout.flush()
        importlib.import_module(f"{bench.__name__}.{PREFIX}{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
