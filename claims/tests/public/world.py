"""A small public world, and every address at which readers and machines see it."""

from django.urls import reverse
from django.utils.translation import override

from claims.models import Claim
from claims.tests.make import make_claimant, make_published_claim, make_topic
from claims.words import ClaimantKind

LISTS = ("claims", "articles", "people", "topics", "corrections")


def body(response) -> str:
    """The text of an answer, streamed or not."""
    return response.getvalue().decode("utf-8", "replace")


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return body(response)


def path_of(thing, language: str = "en") -> str:
    with override(language):
        return thing.get_absolute_url()


def make_world() -> Claim:
    """A published claim with everything a page can hang on it."""
    claimant = make_claimant(kind=ClaimantKind.ORGANIZATION, same_as="https://www.deepseek.com/")
    return make_published_claim(claimant=claimant, topics=[make_topic()])


def public_addresses() -> list[str]:
    """Every public address of a world with one published claim."""
    claim = make_world()
    addresses = ["/", "/robots.txt", "/sitemap.xml", "/healthz", "/.well-known/security.txt"]
    addresses += machine_addresses(claim)
    for language in ("ko", "en"):
        with override(language):
            addresses += [
                reverse(f"public:{name}")
                for name in (
                    "home",
                    "claims",
                    "articles",
                    "people",
                    "topics",
                    "corrections",
                    "search",
                    "statistics",
                )
            ]
            addresses += [
                reverse("public:page", args=[slug]) for slug in ("methodology", "corrections-policy")
            ]
            things = [claim, claim.claimant, claim.topics.get(), claim.appearances[0].source.article]
            addresses += [thing.get_absolute_url() for thing in things]
            addresses += [reverse("public:source", args=[piece.source_id]) for piece in claim.evidence]
    return addresses


def machine_addresses(claim: Claim) -> list[str]:
    feeds = ["claims", "corrections", f"topics/{claim.topics.get().pk}", f"people/{claim.claimant.pk}"]
    addresses = [f"/feeds/{name}.{extension}" for name in feeds for extension in ("atom", "rss", "json")]
    addresses += ["/claimreview.json?lang=ko", "/claimreview.json?lang=en"]
    addresses += ["/api/v1/", "/api/v1/openapi.json", "/en/api/", "/ko/api/", f"/api/v1/claims/{claim.pk}"]
    addresses += [f"/api/v1/{name}.{kind}" for name in ("claims", "evidence") for kind in ("csv", "jsonl")]
    addresses.append(f"/api/v1/claims/{claim.pk}/bundle.zip")
    names = ("claims", "articles", "claimants", "topics", "sources", "corrections")
    return [*addresses, *(f"/api/v1/{name}" for name in names)]
