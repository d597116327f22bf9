"""Turns the bytes of a response into its body, within bounds: wire size, decoded size, and their ratio.

It decodes ``Content-Encoding`` (gzip, deflate, br), never character sets. Bounds hold while it decodes: no
step makes more than ``STEP`` bytes, so a bomb is stopped before it is held in memory.

>>> body = Body("identity", limit=10, ratio=100)
>>> body.feed(b"hello")
>>> body.finish()
b'hello'
"""

import zlib

import brotli

STEP = 262_144  # bytes decoded at a time
RATIO_FROM = 1_000_000  # decoded bytes below which no ratio is suspicious: one repeated line is not a bomb
MOST_MEMBERS = 64  # gzip streams glued together in one body; real ones hold one


class TooLarge(Exception):
    """The body passed one of its bounds; the message says which: wire, decoded, ratio."""


class Undecodable(Exception):
    """The body is not what its Content-Encoding says; the message names the coding."""


class Truncated(Exception):
    """The compressed body ended before its end."""


class Body:
    """Collects one body. With ``cut`` it stops at the limit instead of raising ``TooLarge``, for bodies of
    which the beginning is enough; ``full`` then says that nothing more is wanted."""

    def __init__(self, coding: str, limit: int, ratio: int, cut: bool = False):
        self._decoder = _decoder(coding.strip().lower())
        self._limit = limit
        self._ratio = ratio
        self._cut = cut
        self._pieces: list[bytes] = []
        self._wire = 0
        self._decoded = 0
        self.full = False

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes off the wire; raise ``TooLarge`` or ``Undecodable``."""
        self._wire += len(chunk)
        if self._wire > self._limit and not self._cut:
            raise TooLarge("wire")
        if self._decoder is None:
            self._keep(chunk)
            return
        try:
            for piece in self._decoder.pieces(chunk):
                self._keep(piece)
                if self.full:
                    return
                if self._decoded > max(RATIO_FROM, self._ratio * self._wire):
                    raise TooLarge("ratio")
        except (zlib.error, brotli.error) as error:
            raise Undecodable(self._decoder.name) from error

    def finish(self) -> bytes:
        """The decoded body; raise ``Truncated`` when the coding's end was not reached."""
        if self._wire and not self.full and self._decoder is not None and not self._decoder.ended:
            raise Truncated(self._decoder.name)
        return b"".join(self._pieces)

    def so_far(self) -> bytes:
        return b"".join(self._pieces)

    def _keep(self, piece: bytes) -> None:
        self._decoded += len(piece)
        if self._decoded > self._limit:
            if not self._cut:
                raise TooLarge("decoded")
            piece = piece[: len(piece) - (self._decoded - self._limit)]
            self.full = True
        self._pieces.append(piece)


def _decoder(coding: str):
    if coding in ("", "identity"):
        return None
    if coding in ("gzip", "x-gzip"):
        return Gzip()
    if coding == "deflate":
        return Deflate()
    if coding == "br":
        return Brotli()
    raise Undecodable(coding[:40])


class Gzip:
    name = "gzip"

    def __init__(self):
        self._stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._members = 1
        self.ended = False

    def pieces(self, data: bytes):
        while data and not self.ended:
            yield self._stream.decompress(data, STEP)
            data = self._stream.unconsumed_tail
            if not self._stream.eof:
                continue
            data = self._stream.unused_data
            self.ended = not data.startswith(b"\x1f\x8b")  # what follows is padding, as browsers see it
            if not self.ended:
                self._members += 1
                if self._members > MOST_MEMBERS:
                    raise TooLarge("members")
                self._stream = zlib.decompressobj(zlib.MAX_WBITS | 16)


class Deflate:
    """zlib-wrapped as RFC 9110 says, or raw as many servers send it: told apart by the first byte."""

    name = "deflate"

    def __init__(self):
        self._stream = None
        self.ended = False

    def pieces(self, data: bytes):
        if self._stream is None:
            wrapped = data[0] & 0x0F == 8 and data[0] >> 4 <= 7
            self._stream = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
        while data and not self.ended:
            yield self._stream.decompress(data, STEP)
            data = self._stream.unconsumed_tail
            self.ended = self._stream.eof


class Brotli:
    name = "br"

    def __init__(self):
        self._stream = brotli.Decompressor()

    @property
    def ended(self) -> bool:
        return self._stream.is_finished()

    def pieces(self, data: bytes):
        if self.ended:
            return
        yield self._stream.process(data, output_buffer_limit=STEP)
        while not self._stream.can_accept_more_data():
            yield self._stream.process(b"", output_buffer_limit=STEP)
