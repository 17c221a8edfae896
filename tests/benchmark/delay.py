"""A wire that is as long as the one to a server far away."""

import asyncio
import threading
from contextlib import suppress


class Delay:
    """Passes on what comes to `port` to another port of this machine, and the answers, each `seconds` later."""

    def __init__(self, to: int) -> None:
        self.seconds, self._to = 0.0, to
        started = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._serve(started)), daemon=True).start()
        started.wait()

    async def _serve(self, started: threading.Event) -> None:
        server = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        await server.serve_forever()

    async def _connect(self, here: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        with suppress(OSError):  # an end hangs up
            there, forth = await asyncio.open_connection("127.0.0.1", self._to)
            await asyncio.gather(self._pass(here, forth), self._pass(there, back))

    async def _pass(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        clock, underway = asyncio.get_running_loop().time, asyncio.Queue()

        async def take() -> None:
            with suppress(OSError):
                while data := await source.read(65_536):
                    underway.put_nowait((clock() + self.seconds, data))
            underway.put_nowait((clock(), b""))

        taking = asyncio.create_task(take())
        while True:
            due, data = await underway.get()
            if not data:
                break
            await asyncio.sleep(due - clock())
            target.write(data)
        target.close()
        await taking
