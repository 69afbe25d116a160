"""Git over HTTP from a folder: git's own backend behind a small server, with faults."""

from __future__ import annotations

import base64
import os
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

PASSED_ON = {"HTTP_CONTENT_ENCODING": "Content-Encoding", "HTTP_GIT_PROTOCOL": "Git-Protocol"}


@dataclass
class GitServer:
    """`password`: what has to be sent with the user `dana`. `broken_after`: how many bytes of an
    answer are sent. `moved_to`: where every request is sent on to."""

    folder: Path
    address: str = ""
    password: str = ""
    status: int = 0
    broken_after: int = 0
    moved_to: str = ""
    hanging: bool = False
    let_go: Event = field(default_factory=Event)
    asked: list[str] = field(default_factory=list)


@contextmanager
def git_server(folder: Path, certificate: Path | None = None) -> Iterator[GitServer]:
    served = GitServer(folder)

    class Handler(_Handler):
        at = served

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    scheme = "http"
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        scheme = "https"
    served.address = f"{scheme}://localhost:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield served
    finally:
        served.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()


def a_certificate(folder: Path) -> Path:
    """Of `localhost`, signed by itself; with its key, in one file."""
    key, made = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
            "-nodes", "-keyout", str(key), "-out", str(made), "-days", "30",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
        ],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    made.write_text(made.read_text() + key.read_text())
    return made


class _Handler(BaseHTTPRequestHandler):
    at: GitServer

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:
            # Whoever asked has gone, or does not trust the certificate
            self.close_connection = True

    def _answer(self, body: bytes) -> None:
        self.at.asked.append(f"{self.command} {self.path}")
        if self.at.hanging:
            self.at.let_go.wait()
        elif self.at.moved_to:
            self._plain(301, {"Location": self.at.moved_to + self.path})
        elif self.at.password and self.headers.get("Authorization") != self._expected():
            self._plain(401, {"WWW-Authenticate": 'Basic realm="here"'})
        elif self.at.status:
            self._plain(self.at.status, {})
        else:
            self._backend(body)

    def _expected(self) -> str:
        pair = base64.b64encode(f"dana:{self.at.password}".encode()).decode()
        return f"Basic {pair}"

    def _plain(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Length": "0"}).items():
            self.send_header(name, value)
        self.end_headers()

    def _backend(self, body: bytes) -> None:
        parts = urlsplit(self.path)
        environment = os.environ | {
            "GIT_PROJECT_ROOT": str(self.at.folder),
            "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "REMOTE_USER": "dana",
            "REMOTE_ADDR": "127.0.0.1",
        }
        for name, header in PASSED_ON.items():
            if header in self.headers:
                environment[name] = self.headers[header]
        done = subprocess.run(
            ["git", "http-backend"], input=body, env=environment, capture_output=True, check=True
        )
        head, _, answer = done.stdout.partition(b"\r\n\r\n")
        self._send(head.decode(), answer)

    def _send(self, head: str, answer: bytes) -> None:
        headers = dict(line.split(": ", 1) for line in head.splitlines())
        self.send_response(int(headers.pop("Status", "200").split()[0]))
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        whole = "info/refs" in self.path or not self.at.broken_after
        self.wfile.write(answer if whole else answer[: self.at.broken_after])

    def log_message(self, *_arguments: object) -> None:
        """Nothing is printed."""
