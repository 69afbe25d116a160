"""The server that misbehaves, which repeats keys back."""

from tests.faulty_server.fixture import faulty_server

__all__ = ["faulty_server"]
