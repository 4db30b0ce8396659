"""Pages read by the workers of a Dask cluster: the same comes out, whatever happens to one of them."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from click.testing import Result

import ingest
from ingest.core.errors import ClusterFailed, OverLimit
from ingest.core.report import News, Report, nobody
from ingest.pipeline import pool
from ingest.pipeline.cluster import client
from ingest.pipeline.extracting import ExtractOptions, extract
from store import Archive
from tests import clusters
from tests.clusters import SmallCluster
from tests.formats.warc.writing import packed, page, response
from tests.pipeline.test_workers import double

Warta = Callable[..., Result]
URL = "https://muara.test/{}.html"
PAGES = 45


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallCluster]:
    with clusters.started(tmp_path_factory.mktemp("cluster")) as small:
        yield small


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A web archive, and some pages beside it."""
    folder = tmp_path_factory.mktemp("sources")
    pages = [page(f"Bakau ke-{number}", f"Pohon nomor {number}.") for number in range(PAGES)]
    (folder / "a.warc.gz").write_bytes(packed(response(URL.format(n), body) for n, body in enumerate(pages)))
    (folder / "b.html").write_bytes(page("Perahu baru", "Satu perahu."))
    (folder / "c.html").write_bytes(b"<html><body><p>Beranda</p></body></html>")
    return folder


def rows(out: Path) -> list[dict[str, Any]]:
    found = pyarrow.parquet.read_table(out).to_pylist()
    dated = [row for row in found if row["url"].startswith("https")]
    return sorted(dated, key=lambda row: str(row["url"]))


def crash(item: object) -> None:
    os.abort()


def test_an_import_stores_what_it_stores_without_a_cluster(
    warta: Warta, sources: Path, path: Path, tmp_path: Path, cluster: SmallCluster
) -> None:
    result = warta("import", sources, "--scheduler", cluster.address)
    assert (result.exit_code, result.stdout) == (
        3,
        f"{PAGES + 1} added, 0 changed, 0 same, 1 failed (id {PAGES + 1})\n",
    )
    report = ingest.import_(tmp_path / "other.db", [str(sources)], jobs=1)
    assert report.added == PAGES + 1
    assert dump(path) == dump(tmp_path / "other.db")
    assert len(dump(path)) == PAGES


def dump(path: Path) -> list[tuple[object, ...]]:
    """What was read, of pages with a time of their own."""
    with Archive(path, readonly=True) as archive:
        sql = "SELECT * FROM articles WHERE url LIKE 'https%' ORDER BY id"
        return [tuple(row) for row in archive._connection.execute(sql)]


def test_a_worker_that_hangs_is_not_waited_for_without_end(
    warta: Warta, sources: Path, cluster: SmallCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_ANSWER_SECONDS", 0.3)
    hanging = cluster.workers[1]
    hanging.send_signal(signal.SIGSTOP)
    try:
        result = warta("import", sources, "--scheduler", cluster.address)
    finally:
        hanging.send_signal(signal.SIGCONT)
    assert result.exit_code == 69
    assert "not all of its workers answer within 0.3 s; see which one hangs" in result.stderr


def test_what_crashes_a_process_costs_itself_alone(cluster: SmallCluster) -> None:
    async def work() -> list[Any]:
        with pool.opened(1, cluster.address) as workers:
            assert workers.count == 2
            good = [workers.do(double, number) for number in range(15)]
            return await asyncio.gather(*good, workers.do(crash, None), return_exceptions=True)

    *good, bad = asyncio.run(work())
    assert good == [2 * number for number in range(15)]
    assert isinstance(bad, OverLimit)


def test_an_extraction_makes_the_same_shards_also_when_a_worker_is_killed(
    sources: Path, tmp_path: Path, cluster: SmallCluster
) -> None:
    killed: list[int] = []

    def kill(news: News) -> None:
        if isinstance(news, Report) and not killed:
            killed.append(clusters.pid_under_nanny(cluster))
            os.kill(killed[0], signal.SIGKILL)

    for name, scheduler, listener in (("alone", None, nobody), ("together", cluster.address, kill)):
        options = ExtractOptions(jobs=1, scheduler=scheduler, slice_bytes=2000)
        report = asyncio.run(extract([str(sources)], tmp_path / name, options, listener=listener))
        assert (report.added, report.failed) == (PAGES + 1, 1)
        assert report.tasks > 6
    assert killed
    alone, together = (sorted(path.name for path in (tmp_path / name).iterdir()) for name in ("alone", "together"))
    assert alone == together
    assert rows(tmp_path / "alone") == rows(tmp_path / "together") != []


def test_a_worker_that_is_killed_loses_nothing(sources: Path, path: Path, cluster: SmallCluster) -> None:
    clusters.wait_for(cluster.address, 2)
    victim = cluster.workers[1]

    def listen(news: News) -> None:
        if isinstance(news, Report) and victim.poll() is None:
            victim.kill()
            victim.wait()

    report = ingest.import_(path, [str(sources)], scheduler=cluster.address, listener=listen)
    assert victim.returncode is not None
    assert (report.added, report.failed) == (PAGES + 1, 1)


def test_a_scheduler_that_is_lost_ends_the_run_and_what_is_stored_stays(
    sources: Path, path: Path, cluster: SmallCluster
) -> None:
    clusters.wait_for(cluster.address, 1)

    def listen(news: News) -> None:
        if isinstance(news, Report):  # of the first page: there are more than are under way
            cluster.scheduler.kill()
            cluster.scheduler.wait()

    with pytest.raises(ClusterFailed, match="the connection to its scheduler is lost; see that it runs") as caught:
        ingest.import_(path, [str(sources)], scheduler=cluster.address, listener=listen)
    assert caught.value.exit_code == 69
    report = ingest.import_(path, [str(sources)], jobs=1)
    assert report.added + report.same == PAGES + 1


# -- without one


@pytest.mark.parametrize(
    ("address", "reason"),
    [("127.0.0.1:1", "no scheduler answers there within 0.2 s"), ("nonsense", "it is no address")],
)
def test_no_scheduler_is_told_at_once(
    warta: Warta, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, reason: str
) -> None:
    monkeypatch.setattr(client, "_CONNECT_SECONDS", 0.2)
    for words in (("import", sources), ("extract", sources, "--out", tmp_path / "out")):
        result = warta(*words, "--scheduler", address)
        assert result.exit_code == 69
        assert f"connecting to the cluster {address}: {reason}" in result.stderr
        assert "leave out --scheduler" in result.stderr


def test_without_the_extra_it_is_told_what_to_install(
    warta: Warta, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = warta("import", sources, "--scheduler", "127.0.0.1:8786")
    assert result.exit_code == 69
    assert "which is not installed; install warta[cluster]" in result.stderr
