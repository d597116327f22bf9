"""The documentation is held to the code: no setting without a line in docs/operating.md."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(r'\benv(?:_flag|_number|_list)?\(\s*"([A-Z_]+)"')


def test_every_setting_is_documented_and_nothing_else():
    read = set(READ.findall((ROOT / "factcheck" / "settings.py").read_text()))
    text = (ROOT / "docs" / "operating.md").read_text()
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE))
    assert read == documented


def test_every_decision_says_its_context_decision_and_consequences_briefly():
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [record.name[:4] for record in records]
    assert len(numbers) == len(set(numbers))
    for record in records:
        text = record.read_text()
        assert len(text.splitlines()) < 80, record.name
        for heading in ("Context", "Decision", "Consequences"):
            assert f"## {heading}" in text, (record.name, heading)
