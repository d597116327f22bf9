"""Every kind of page is valid HTML by the Nu checker, in both languages, where Java and VNU_JAR are there."""

import os
import shutil
import subprocess

import pytest

from claims.tests.public.world import body, public_addresses

pytestmark = pytest.mark.django_db
JAR = os.environ.get("VNU_JAR", "")  # `npm pack vnu-jar` brings it


@pytest.mark.skipif(
    not (JAR and shutil.which("java")), reason="needs Java, and VNU_JAR with the path of vnu.jar"
)
def test_pages_are_valid_html(client, tmp_path):
    addresses = [address for address in public_addresses() if address.startswith(("/ko/", "/en/"))]
    for number, address in enumerate([*addresses, "/en/no-such/page/", "/embed/en/1/"]):
        (tmp_path / f"{number}.html").write_text(body(client.get(address)))

    command = ["java", "-Xss4m", "-jar", JAR, "--errors-only", *map(str, sorted(tmp_path.glob("*.html")))]
    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert result.stderr == ""
