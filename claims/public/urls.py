"""Addresses of the readers’ pages: ``urlpatterns`` below /ko/ and /en/, ``machine_urls`` at the root."""

from django.urls import path, re_path

from . import (
    bundle,
    crawlers,
    datafeed,
    embed,
    exports,
    feeds,
    images,
    preview,
    search,
    sitemaps,
    styles,
    views,
)
from .api import docs
from .api import views as api

app_name = "public"

SLUG = r"(?P<slug>[-\w]*)"  # Hangul included; <slug:…> would take ASCII alone
FORMAT = r"(?P<extension>atom|rss|json)"

urlpatterns = [
    path("", views.home, name="home"),
    path("claims/", search.claims, name="claims"),
    re_path(rf"^claims/(?P<pk>\d{{1,18}})-{SLUG}/$", views.claim, name="claim"),
    path("articles/", views.articles, name="articles"),
    re_path(rf"^articles/(?P<pk>\d{{1,18}})-{SLUG}/$", views.article, name="article"),
    path("people/", views.people, name="people"),
    re_path(rf"^people/(?P<pk>\d{{1,18}})-{SLUG}/$", views.person, name="person"),
    path("topics/", views.topics, name="topics"),
    re_path(rf"^topics/(?P<pk>\d{{1,18}})-{SLUG}/$", views.topic, name="topic"),
    re_path(r"^sources/(?P<pk>\d{1,18})/$", views.source, name="source"),
    path("corrections/", views.corrections, name="corrections"),
    re_path(r"^corrections/(?P<pk>\d{1,18})/$", views.correction, name="correction"),
    path("statistics/", views.statistics, name="statistics"),
    path("search/", search.search, name="search"),
    re_path(r"^preview/claims/(?P<pk>\d{1,18})/$", preview.page, name="preview"),
    re_path(r"^preview/claims/(?P<pk>\d{1,18})/claimreview/$", preview.review, name="preview_review"),
    path("api/", docs.page, name="api"),
    re_path(r"^(?!oembed/)(?P<slug>[-a-z0-9]+)/$", views.page, name="page"),
]

RESOURCE = r"(?P<name>claims|articles|claimants|topics|sources|corrections)"

machine_urls = [
    re_path(r"^api/v1/?$", api.index, name="api_index"),
    path("api/v1/openapi.json", api.openapi_json, name="openapi"),
    re_path(rf"^api/v1/{RESOURCE}$", api.listed, name="api_list"),
    re_path(rf"^api/v1/{RESOURCE}/(?P<pk>\d{{1,18}})$", api.one, name="api_one"),
    re_path(r"^api/v1/(?P<name>claims|evidence)\.(?P<extension>csv|jsonl)$", exports.export, name="export"),
    re_path(r"^api/v1/claims/(?P<pk>\d{1,18})/bundle\.zip$", bundle.bundle_zip, name="bundle"),
    re_path(r"^api/v1/", api.nothing),
    path("", views.front_door),
    re_path(rf"^feeds/claims\.{FORMAT}$", feeds.claims_feed, name="claims_feed"),
    re_path(rf"^feeds/corrections\.{FORMAT}$", feeds.corrections_feed, name="corrections_feed"),
    re_path(rf"^feeds/topics/(?P<pk>\d{{1,18}})\.{FORMAT}$", feeds.topic_feed, name="topic_feed"),
    re_path(rf"^feeds/people/(?P<pk>\d{{1,18}})\.{FORMAT}$", feeds.person_feed, name="person_feed"),
    path("claimreview.json", datafeed.claimreview_json, name="claimreview"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    re_path(
        r"^sitemap-(?P<name>claims|articles|people|topics|pages)-(?P<number>\d{1,9})\.xml$",
        sitemaps.file_of,
        name="sitemap_file",
    ),
    re_path(r"^assets/site-(?P<digest>[0-9a-f]{12})\.css$", styles.stylesheet, name="stylesheet"),
    re_path(
        r"^images/claims/(?P<pk>\d{1,18})-(?P<language>ko|en)-(?P<verdict>\d{1,18})\.png$",
        images.picture,
        name="picture",
    ),
    re_path(r"^embed/(?P<language>ko|en)/(?P<pk>\d{1,18})/$", embed.card, name="embed"),
    path("oembed", embed.oembed, name="oembed"),
    path("robots.txt", crawlers.robots_txt, name="robots"),
    path(".well-known/security.txt", crawlers.security_txt, name="security"),
    path("healthz", crawlers.healthz, name="healthz"),
]
