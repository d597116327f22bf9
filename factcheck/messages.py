"""The broker of a machine that has none: Celery's file-system transport, with files that appear whole.

The stock transport opens a message's file and then writes it. A worker that reads in between finds nothing
and ends with an error that Celery calls unrecoverable; the tables of who listens where have the same gap.
Here each file is written under another name and renamed, and changes to a table take turns.
"""

import uuid
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from kombu.transport import filesystem
from kombu.transport.filesystem import LOCK_EX, exchange_queue_t, lock, unlock
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    def _put(self, queue, payload, **options):
        """Add a message; its name sorts by time, as ``_get`` of the stock transport expects."""
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        _write(Path(self.data_folder_out) / name, payload)

    def _queue_bind(self, exchange, routing_key, pattern, queue):
        bound = exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with self._turn(exchange):
            table = self.get_table(exchange)
            if bound not in table:
                _write(self._exchange_file(exchange), [bound, *table])

    def _delete(self, queue, exchange, routing_key, pattern, *args, **options):
        # Past the stock method, which rewrites the table in place, to the one it extends.
        super(filesystem.Channel, self)._delete(queue, exchange, routing_key, pattern, *args, **options)
        bound = exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with self._turn(exchange):
            table = self.get_table(exchange)
            if bound in table:
                _write(self._exchange_file(exchange), [other for other in table if other != bound])

    @contextmanager
    def _turn(self, exchange):
        """Hold an exchange's table against other processes; the kernel lets go of a killed one's hold."""
        file = self._exchange_file(exchange)
        file.parent.mkdir(exist_ok=True)
        with file.with_suffix(".lock").open("w") as held:
            lock(held, LOCK_EX)
            try:
                yield
            finally:
                unlock(held)


class Transport(filesystem.Transport):
    Channel = Channel


def _write(file: Path, content) -> None:
    draft = file.with_name(f"{file.name}.{uuid.uuid4()}.draft")
    draft.write_bytes(str_to_bytes(dumps(content)))
    draft.replace(file)
