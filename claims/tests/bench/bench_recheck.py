"""How many sources a second are looked at, through real Celery and PostgreSQL, beside tools that only fetch.

Runs in a process and with a database of its own (``rechecking``): settings are read once a process.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from claims.tests.bench.web import HOSTS, PAGES, web


def main() -> None:
    with web() as port:
        hosts = ",".join(f"127.0.0.{1 + n}:{port}" for n in range(HOSTS))
        # Manners are lifted, by settings alone: the hosts are ours. Three at once on each keep some 60 busy.
        manners = {"RECHECK_SPACING_SECONDS": "0", "RECHECK_PER_HOST": "3"}
        apart("claims.tests.bench.rechecking", str(port), str(PAGES), RECHECK_ALLOWED_HOSTS=hosts, **manners)


def apart(module: str, *arguments: str, **settings: str) -> None:
    """Run a module by itself, on a private database that is gone with it."""
    with tempfile.TemporaryDirectory(prefix="factcheck-bench.") as folder:
        # Started by root, PostgreSQL runs as another user: it must be able to come in.
        Path(folder).chmod(0o755)
        usual = {
            "FACTCHECK_VAR_DIR": folder,
            "FACTCHECK_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "factcheck.settings",
            "RECHECK_CONTROL_HOSTS": "",
            # The delays of a newsroom, not of the demo: nothing comes due a second time during a measurement.
            "RECHECK_CONFIRM_SECONDS": "900",
            "RECHECK_MIN_INTERVAL_SECONDS": "36000",
            "RECHECK_MAX_INTERVAL_SECONDS": "360000",
            "RECHECK_STRIKE_SECONDS": "259200",
        }
        command = [sys.executable, "-m", module, *arguments]
        subprocess.run(command, env=os.environ | usual | settings, check=True)


if __name__ == "__main__":
    main()
