"""What telling a language costs beside langdetect as shipped, on the same texts in one run.

    python benchmarks/language.py FILE.jsonl[.gz] [COUNT]

Each line is an object with a "text". Both read every text three times, in turn.
"""

import gzip
import json
import sys
import time
from collections.abc import Callable
from itertools import islice

import langdetect

from ingest import language


def main() -> None:
    path, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    with gzip.open(path, "rt") if path.endswith(".gz") else open(path) as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, count)]
    langdetect.DetectorFactory.seed = 0
    readers: dict[str, Callable[[str], object]] = {"langdetect": langdetect.detect, "warta": language.detect}
    seconds = dict.fromkeys(readers, 0.0)
    for reader in readers.values():
        reader(texts[0])  # the profiles are read once
    for _ in range(3):
        for name, reader in readers.items():
            start = time.perf_counter()
            for text in texts:
                reader(text)
            seconds[name] += time.perf_counter() - start
    for name, value in seconds.items():
        print(f"{name:12} {value / 3 / len(texts) * 1000:6.2f} ms a text  {value / seconds['langdetect']:5.2f}x")


if __name__ == "__main__":
    main()
