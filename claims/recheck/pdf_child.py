"""Reads one PDF from standard input and writes its pages' text as JSON.

A program of its own, run by ``pdf``; imports nothing of ours.
"""

import json
import resource
import sys

import pypdfium2

MEMORY = 1_500_000_000  # bytes of address space
PROCESSOR = 25  # seconds
MOST_PAGES = 5000
MOST_CHARACTERS = 20_000_000


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR))
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    pages, total = [], 0
    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        words = page.get_textpage()
        text = words.get_text_bounded().replace("\r\n", "\n")
        words.close()
        page.close()
        pages.append(text)
        total += len(text)
        if total > MOST_CHARACTERS:
            break
    title = document.get_metadata_dict().get("Title", "")
    json.dump({"pages": pages, "title": title}, sys.stdout)


if __name__ == "__main__":
    main()
