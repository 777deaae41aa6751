"""The address that the web server is to have: is it free, and does it answer yet?"""

import errno
import socket


def problem_with(host: str, port: int) -> str:
    """One sentence on why nobody can listen at this address; empty when it is free."""
    if not 0 <= port < 65536:
        return f"Heardback cannot listen at port {port} of {host}: ports go from 0 to 65535."
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except (OSError, UnicodeError) as error:
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            return (
                f"Port {port} of {host} is taken: stop what uses it, or choose another"
                f" with PORT, such as PORT={port + 1}."
            )
        reason = getattr(error, "strerror", None) or str(error)
        return f"Heardback cannot listen at port {port} of {host}: {reason}."
    return ""


def answers(host: str, port: int) -> bool:
    """Does something accept connections there by now?"""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    try:
        socket.create_connection((here, port), timeout=0.2).close()
    except OSError:
        return False
    return True
