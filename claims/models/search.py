"""Rows that are searched by our own tokens: Korean with and without particles, numbers as values."""

from django.contrib.postgres.search import SearchVectorField
from django.db import models

from claims.text.tokens import tsquery, tsvector


class MatchesTokens(models.Lookup):
    """``search__tokens=<tsquery text>``: our own tokens, so no PostgreSQL parser touches them."""

    lookup_name = "tokens"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        return f"{column} @@ %s::tsquery", [*params, self.rhs]


SearchVectorField.register_lookup(MatchesTokens)


class SearchedQuerySet(models.QuerySet):
    def matching(self, words: str) -> "SearchedQuerySet":
        """Rows that hold every word of a search; no words, no rows."""
        query = tsquery(words, prefix=True)
        return self.filter(search__tokens=query) if query else self.none()


class Searched(models.Model):
    """Keeps the tokens of the fields named in ``SEARCHED`` beside them; ``queryset.update`` does not."""

    SEARCHED: tuple[str, ...] = ()

    search = SearchVectorField(null=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **options) -> None:
        fields = options.get("update_fields")
        if fields is None or set(self.SEARCHED) & set(fields):
            self.search = self.tokens_now()
            if fields is not None:
                options["update_fields"] = {*fields, "search"}
        super().save(*args, **options)

    def tokens_now(self) -> str:
        """The text form of the tokens that the words of this row have."""
        return tsvector("\n".join(getattr(self, name) for name in self.SEARCHED))
