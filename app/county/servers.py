"""Running the service: uvicorn on a socket, in this thread until it is told to stop."""

import socket
from pathlib import Path

import uvicorn
from fastapi import FastAPI


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one."""
    listener = socket.create_server((host, port), backlog=512)
    # What it accepts inherits this. asyncio sets it only on sockets that name their protocol, which these do not,
    # and an answer's body then waits 40 ms for the acknowledgement of its headers.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def server_of(service: FastAPI, certificate: tuple[Path, Path] | None) -> uvicorn.Server:
    """A server of the service, with TLS by (certificate, key) where they are given."""
    cert, key = certificate or (None, None)
    return uvicorn.Server(
        uvicorn.Config(
            service,
            access_log=False,
            log_config=None,
            server_header=False,
            lifespan="off",
            timeout_keep_alive=30,
            timeout_graceful_shutdown=10,
            ssl_certfile=cert,
            ssl_keyfile=key,
        )
    )
