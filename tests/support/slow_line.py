"""A line with a long way and little room: what it is given, it hands on late and at its rate.

``python slow_line.py PORT [MILLISECONDS [KBITS]]`` connects to a port of this machine, and prints
the port that it listens on.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading
from collections.abc import Iterator

#: Bytes of payload in a packet, and those of its headers, which take their time too.
PACKET, HEADERS = 1448, 40
#: Seconds of traffic that stand in a queue of the line before it takes no more.
ROOM = 0.25


class SlowLine:
    """A server on 127.0.0.1 that hands on to another, in both directions alike.

    Args:
        target: The port of the other.
        round_trip: Milliseconds that a byte and its answer are on their way.
        rate: Thousands of bits in a second.
    """

    def __init__(self, target: int, round_trip: float = 100, rate: float = 64) -> None:
        self.target = target
        self.delay = round_trip / 2000
        self.rate = rate * 1000 / 8
        self.port = 0
        self._cut: list[asyncio.StreamWriter] = []

    async def serve(self) -> None:
        """Listen until cancelled."""
        self._loop = asyncio.get_running_loop()
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0, limit=PACKET)
        self.port = server.sockets[0].getsockname()[1]
        async with server:
            await server.serve_forever()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self.target, limit=PACKET)
        self._cut += [writer, back]
        await asyncio.gather(self._hand_on(reader, back), self._hand_on(there, writer))

    async def _hand_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        on_the_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        arriving = asyncio.create_task(self._arrive(on_the_way, writer))
        now = asyncio.get_running_loop().time
        free = 0.0
        with contextlib.suppress(OSError):
            while data := await reader.read(PACKET):
                free = max(free, now()) + (len(data) + HEADERS) / self.rate
                on_the_way.put_nowait((free + self.delay, data))
                await asyncio.sleep(free - now() - ROOM)
        on_the_way.put_nowait((now() + self.delay, b""))
        await arriving

    async def _arrive(
        self, on_the_way: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter
    ) -> None:
        now = asyncio.get_running_loop().time
        with contextlib.suppress(OSError):
            while True:
                at, data = await on_the_way.get()
                await asyncio.sleep(at - now())
                if not data:
                    break
                writer.write(data)
                await writer.drain()
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()

    def cut(self) -> None:
        """Break every connection at once, without a word; from any thread."""
        for writer in self._cut:
            self._loop.call_soon_threadsafe(writer.transport.abort)


@contextlib.contextmanager
def slow_line(target: int, round_trip: float = 100, rate: float = 64) -> Iterator[SlowLine]:
    """A slow line to a port of this machine, while this holds."""
    line = SlowLine(target, round_trip, rate)
    loop = asyncio.new_event_loop()
    task = loop.create_task(line.serve())
    loop.run_until_complete(asyncio.sleep(0.01))
    thread = threading.Thread(target=_run, args=(loop, task))
    thread.start()
    try:
        yield line
    finally:
        line.cut()
        loop.call_soon_threadsafe(task.cancel)
        thread.join()


def _run(loop: asyncio.AbstractEventLoop, task: asyncio.Task[None]) -> None:
    with contextlib.suppress(asyncio.CancelledError):
        loop.run_until_complete(task)
    loop.run_until_complete(_others())
    loop.close()


async def _others() -> None:
    """Wait for what goes on: with its connections cut it comes to an end by itself."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(asyncio.sleep(0.01), *others)


if __name__ == "__main__":
    with slow_line(*(int(argument) for argument in sys.argv[1:])) as opened:
        print(opened.port, flush=True)
        sys.stdin.read()
