"""The same questions to warta, FTS5 by hand, tantivy and Xapian over the same articles: processor time, warm.

    python -m venv peers && peers/bin/pip install tantivy xapian-bindings-binary
    python benchmarks/search_peers.py DB        # tantivy and Xapian from peers, where PYTHONPATH names its packages

Articles are read from the archive at DB; FTS5, tantivy and Xapian index titles and texts in folders of their own. They
stem nothing, make no snippets and look at no headlines again; warta does.
"""

import argparse
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from searching import words

from store import Archive

Ask = Callable[[list[str], bool], int]  # words, whether any of them is enough; how many were found
_MOST = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("db", type=Path)
    parser.add_argument("--times", type=int, default=40)
    asked = parser.parse_args()
    common, others = words(asked.db)
    chance = random.Random(5)
    kinds = {
        "two or three words": [(chance.sample(others, chance.choice([2, 3])), False) for _ in range(asked.times)],
        "a common word": [([chance.choice(common)], False) for _ in range(asked.times)],
        "eight words, any": [(chance.sample(others, 8), True) for _ in range(asked.times)],
    }
    with tempfile.TemporaryDirectory(dir=asked.db.parent) as folder:
        for name, make in (("warta", warta), ("FTS5", fts5), ("tantivy", tantivy), ("Xapian", xapian)):
            begun = time.process_time()
            try:
                ask = make(asked.db, Path(folder))
            except ImportError as error:
                print(f"{name:8} not here ({error})")
                continue
            made = time.process_time() - begun
            for kind, questions in kinds.items():
                spent = sorted(timed(ask, *question) for question in questions)
                high = spent[int(len(spent) * 0.95)]
                print(f"{name:8} {kind:20} median {statistics.median(spent):6.1f} p95 {high:6.1f} ms", flush=True)
            print(f"{name:8} indexed in {made:.0f} s", flush=True)


def timed(ask: Ask, question: list[str], is_any: bool) -> float:
    for _ in range(2):
        begun = time.process_time()
        ask(question, is_any)
        spent = time.process_time() - begun
    return spent * 1000


def articles(db: Path) -> sqlite3.Cursor:
    connection = sqlite3.connect(f"file:{db}?mode=ro", uri=True)
    return connection.execute("SELECT id, coalesce(title, ''), text FROM articles ORDER BY id")


def warta(db: Path, _: Path) -> Ask:
    archive = Archive(db, readonly=True)
    return lambda question, is_any: len(archive.search((" OR " if is_any else " ").join(question), limit=_MOST))


def fts5(db: Path, folder: Path) -> Ask:
    connection = sqlite3.connect(folder / "fts5.db")
    connection.execute("CREATE VIRTUAL TABLE found USING fts5(title, text, content='')")
    connection.executemany("INSERT INTO found(rowid, title, text) VALUES (?, ?, ?)", articles(db))
    connection.commit()
    sql = f"SELECT rowid FROM found WHERE found MATCH ? ORDER BY rank LIMIT {_MOST}"

    def ask(question: list[str], is_any: bool) -> int:
        """With any of the words, as a person gets who does not want an empty list."""
        return len(connection.execute(sql, (" OR ".join(question),)).fetchall())

    return ask


def tantivy(db: Path, folder: Path) -> Ask:
    import tantivy as engine

    schema = engine.SchemaBuilder()
    schema.add_integer_field("id", stored=True)
    for name in ("title", "text"):
        schema.add_text_field(name)
    (folder / "tantivy").mkdir()
    index = engine.Index(schema.build(), path=str(folder / "tantivy"))
    writer = index.writer(num_threads=1)
    for key, title, text in articles(db):
        writer.add_document(engine.Document(id=key, title=title, text=text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(question: list[str], is_any: bool) -> int:
        query = index.parse_query(" ".join(question), ["title", "text"])
        return len([searcher.doc(at) for _, at in searcher.search(query, _MOST).hits])

    return ask


def xapian(db: Path, folder: Path) -> Ask:
    import xapian as engine

    writable = engine.WritableDatabase(str(folder / "xapian"), engine.DB_CREATE)
    generator = engine.TermGenerator()
    for key, title, text in articles(db):
        document = engine.Document()
        generator.set_document(document)
        generator.index_text(title, 4)
        generator.increase_termpos()
        generator.index_text(text)
        document.set_data(str(key))
        writable.add_document(document)
    writable.commit()
    database = engine.Database(str(folder / "xapian"))

    def ask(question: list[str], is_any: bool) -> int:
        enquire = engine.Enquire(database)
        enquire.set_query(engine.Query(engine.Query.OP_OR, question))
        return len([match.document.get_data() for match in enquire.get_mset(0, _MOST)])

    return ask


if __name__ == "__main__":
    sys.exit(main())
