"""How many of 2,000 changed addresses are named rightly: ours beside linkchecker, on the same site.

Every address is read once as it was. Then each becomes what its kind says (``kinds``), and is looked at twice
more, as a change must be confirmed. Runs in a process and with a database of its own (``naming``).
"""

from claims.tests.bench.bench_recheck import apart


def main() -> None:
    apart("claims.tests.bench.naming")


if __name__ == "__main__":
    main()
