"""A real sshd on 127.0.0.1 with a throw-away key, and what to call its client with."""

from __future__ import annotations

import contextlib
import getpass
import os
import shlex
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from needs import program

#: Who is let in, and where.
ACCOUNT = f"{getpass.getuser()}@127.0.0.1"
#: What has the root of a machine without an init system lack: where sshd locks itself in.
LOCKED_IN = Path("/run/sshd")


class Server:
    """An sshd that lets in whoever runs the tests, with one key.

    Args:
        folder: A folder of its own for key, configuration and log.
        settings: More lines of the configuration.
    """

    def __init__(self, folder: Path, settings: str = "") -> None:
        self.folder = folder
        for name in ("host", "key"):
            subprocess.run(
                [program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", folder / name],
                check=True,
            )
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        (folder / "config").write_text(
            f"ListenAddress 127.0.0.1\nPort {self.port}\nHostKey {folder}/host\n"
            f"AuthorizedKeysFile {folder}/key.pub\nStrictModes no\nUsePAM no\nPidFile none\n"
            "PermitRootLogin yes\nPasswordAuthentication no\nPrintMotd no\nPrintLastLog no\n"
            f"ClientAliveInterval 0\nUseDNS no\n{settings}"
        )
        if os.geteuid() == 0:
            LOCKED_IN.mkdir(mode=0o755, exist_ok=True)
        self.process = subprocess.Popen(
            [program("sshd"), "-D", "-f", folder / "config", "-E", folder / "log"],
            stdin=subprocess.DEVNULL,
        )
        end = time.monotonic() + 10
        while time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return
            time.sleep(0.05)
        raise AssertionError((folder / "log").read_text())

    def command(self, port: int, *words: str, **variables: str) -> list[str]:
        """A call of ssh that runs something on a terminal there.

        Args:
            port: Of the server, or of a line to it.
            words: The command.
            variables: Its environment beyond that of a login.
        """
        setting = [f"{name}={value}" for name, value in variables.items()]
        asked = shlex.join(["env", *setting, *words])
        return self.client("-tt", "-q", asked=asked, port=port)

    def client(
        self, *options: str, asked: str = "", port: int | None = None, name: str = "ssh"
    ) -> list[str]:
        """A call of ssh, or of a program that takes its options, such as scp.

        Args:
            options: More of its options.
            asked: The command that the server is asked for; a login without it.
            port: Of a line to the server; by default its own.
            name: The program.
        """
        return [
            program(name),
            *("-F", "none", "-i", str(self.folder / "key"), "-o", f"Port={port or self.port}"),
            *("-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"),
            *("-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", *options),
            *([] if name == "scp" else [ACCOUNT]),
            *([asked] if asked else []),
        ]


@contextlib.contextmanager
def serving(folder: Path, settings: str = "") -> Iterator[Server]:
    """A server, while this holds."""
    server = Server(folder, settings)
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait()
