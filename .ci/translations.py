"""Exit 1 when a Korean translation is missing, uncertain, not compiled, or not extracted yet."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = Path("claims/locale/ko/LC_MESSAGES")


def tracked_copy(target: Path) -> None:
    """Copy what git knows or would add, so that extraction does not touch the working tree."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.check_output(command, cwd=ROOT, text=True)  # noqa: S603
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)


def extracted(path: Path) -> set[tuple[str | None, str]]:
    """The messages that the code and the templates contain now."""
    with tempfile.TemporaryDirectory() as folder:
        tracked_copy(Path(folder))
        command = [
            sys.executable,
            "manage.py",
            "makemessages",
            "--locale=ko",
            "--no-obsolete",
            "--verbosity=0",
        ]
        environment = {**os.environ, "FACTCHECK_VAR_DIR": f"{folder}/var"}
        subprocess.run(command, cwd=folder, check=True, env=environment)  # noqa: S603
        return {key(entry) for entry in polib.pofile(str(Path(folder) / path))}


def key(entry: polib.POEntry) -> tuple[str | None, str]:
    return entry.msgctxt or None, entry.msgid


def meanings(entries) -> dict:
    return {key(entry): (entry.msgstr, entry.msgstr_plural) for entry in entries if entry.msgid}


def problems(path: Path) -> list[str]:
    catalogue = polib.pofile(str(ROOT / path))
    entries = [entry for entry in catalogue if not entry.obsolete]
    found = [f"not translated: {entry.msgid!r}" for entry in catalogue.untranslated_entries()]
    found += [f"uncertain: {entry.msgid!r}" for entry in catalogue.fuzzy_entries()]
    known = {key(entry) for entry in entries}
    now = extracted(path)
    found += [f"not extracted (make messages): {message!r}" for _, message in now - known]
    found += [f"no longer used (make messages): {message!r}" for _, message in known - now]
    compiled = (ROOT / path).with_suffix(".mo")
    fresh = compiled.exists() and meanings(polib.mofile(str(compiled))) == meanings(
        catalogue.translated_entries()
    )
    return (
        found if fresh else [*found, f"{compiled.name} is not what {path.name} compiles to (make messages)"]
    )


def main() -> int:
    catalogues = sorted(path.relative_to(ROOT) for path in (ROOT / CATALOGUES).glob("*.po"))
    found = [f"{path}: {problem}" for path in catalogues for problem in problems(path)]
    found = found if catalogues else [f"no catalogue in {CATALOGUES}"]
    sys.stdout.write(
        "\n".join([*found[:40], f"{len(found)} problems in {len(catalogues)} catalogues"]) + "\n"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
