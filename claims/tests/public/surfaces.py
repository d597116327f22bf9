"""Everything a reader or a machine can read, as one text: for tests of what must not be in it."""

import io
import zipfile

from claims.models import Claim

LANGUAGES = ("ko", "en")
LISTS = ("", "claims/", "articles/", "people/", "topics/", "corrections/")
MACHINES = (
    *(f"/api/v1/{name}" for name in ("claims", "articles", "claimants", "topics", "sources", "corrections")),
    *(f"/api/v1/{name}.{kind}" for name in ("claims", "evidence") for kind in ("csv", "jsonl")),
    *(f"/feeds/{name}.{kind}?lang={code}" for name in ("claims", "corrections")
      for kind in ("atom", "rss", "json") for code in LANGUAGES),
    *(f"/claimreview.json?lang={code}" for code in LANGUAGES),
    "/sitemap.xml",
)  # fmt: skip


def everything(client, claim: Claim, words: str = "") -> str:
    """All lists, feeds, exports and machines' files, and every page of this claim that answers 200."""
    addresses = [f"/{code}/{name}" for code in LANGUAGES for name in LISTS] + list(MACHINES)
    addresses += [f"/{code}/search/?q={words}" for code in LANGUAGES if words]
    texts = []
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        texts.append(text_of(response))
    return "\n".join([*texts, *pages_of(client, claim).values()])


def pages_of(client, claim: Claim) -> dict[str, str]:
    """The addresses that are about this claim alone and answer 200, with what they say."""
    addresses = [f"/{code}/claims/{claim.pk}-{claim.slug(code)}/" for code in LANGUAGES]
    addresses += [f"/api/v1/claims/{claim.pk}", f"/api/v1/claims/{claim.pk}/bundle.zip"]
    for citation in claim.citations.all():
        addresses += [f"/{code}/sources/{citation.source_id}/" for code in LANGUAGES]
        addresses.append(f"/api/v1/sources/{citation.source_id}")
        if article := getattr(citation.source, "article", None):
            addresses += [f"/en/articles/{article.pk}-x/", f"/api/v1/articles/{article.pk}"]
    answers = {address: client.get(address, follow=True) for address in dict.fromkeys(addresses)}
    return {address: text_of(answer) for address, answer in answers.items() if answer.status_code == 200}


def text_of(response) -> str:
    content = b"".join(response) if response.streaming else response.content
    if response.headers["Content-Type"] == "application/zip":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(archive.read(name).decode() for name in archive.namelist())
    return content.decode()
