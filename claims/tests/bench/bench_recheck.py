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
    # PostgreSQL started by root runs as another user: it must be able to come in.
    with tempfile.TemporaryDirectory(prefix="factcheck-bench.") as folder, web() as port:
        Path(folder).chmod(0o755)
        hosts = ",".join(f"127.0.0.{1 + n}:{port}" for n in range(HOSTS))
        given = {
            "FACTCHECK_VAR_DIR": folder,
            "FACTCHECK_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "factcheck.settings",
            "RECHECK_ALLOWED_HOSTS": hosts,
            # Manners are lifted, by settings alone: the hosts are ours.
            "RECHECK_SPACING_SECONDS": "0",
            "RECHECK_PER_HOST": "3",
            "RECHECK_CONTROL_HOSTS": "",
            "RECHECK_MIN_INTERVAL_SECONDS": "36000",
            "RECHECK_MAX_INTERVAL_SECONDS": "360000",
        }
        command = [sys.executable, "-m", "claims.tests.bench.rechecking", str(port), str(PAGES)]
        subprocess.run(command, env=os.environ | given, check=True)


if __name__ == "__main__":
    main()
