"""The text form of records that every client of the interoperation tests reads and writes.

One record per line, fields apart by one blank: timestamp, key, value, headers; consumed records have their offset in
front. Bytes are `b` and base64, an absent one is `-`. Headers are `name:value` joined by commas, none is `-`. A
timestamp of -1 leaves the choice to the client.
"""

import base64
import sys


def octets(text):
    return None if text == "-" else base64.b64decode(text[1:])


def text(octets):
    return "-" if octets is None else "b" + base64.b64encode(octets).decode("ascii")


def headers(field):
    if field == "-":
        return []
    pairs = (pair.split(":") for pair in field.split(","))
    return [(octets(name).decode("utf-8"), octets(value)) for name, value in pairs]


def records():
    """The records on standard input: (timestamp, key, value, headers)."""
    for line in sys.stdin:
        timestamp, key, value, header_field = line.rstrip("\n").split(" ")
        yield int(timestamp), octets(key), octets(value), headers(header_field)


def show(offset, timestamp, key, value, header_pairs):
    """Prints a consumed record."""
    pairs = [text(name.encode("utf-8")) + ":" + text(content) for name, content in header_pairs or []]
    print(offset, timestamp, text(key), text(value), ",".join(pairs) or "-")
