from __future__ import annotations

from workbench.domain.searches import SearchQuery
from workbench.services.search import SearchService


class Index:
    def __init__(self):
        self.asked = []

    def search(self, query, *, limit=50):
        self.asked.append((query, limit))
        return []


def test_blanks_and_filters_half_typed_are_not_looked_for():
    index = Index()
    service = SearchService(index)

    service.search("  \n")
    service.search("model:")
    service.search("refund model:gpt", limit=3)

    assert index.asked == [(SearchQuery(("refund",), models=("gpt",)), 3)]


def test_what_cannot_be_followed_is_told():
    assert "in:outputs" in SearchService(Index()).read("in:boxes").problems[0]
