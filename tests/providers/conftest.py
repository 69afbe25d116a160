"""The server that misbehaves, for every test of the providers."""

from tests.faulty_server.fixture import faulty_server

__all__ = ["faulty_server"]
