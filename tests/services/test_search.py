from __future__ import annotations

from workbench.services.search import SearchService


class Index:
    def __init__(self):
        self.asked = []

    def search(self, text, *, limit=50):
        self.asked.append((text, limit))
        return []


def test_blanks_are_not_looked_for():
    index = Index()
    service = SearchService(index)

    service.search("  \n")
    service.search("refund", limit=3)

    assert index.asked == [("refund", 3)]
