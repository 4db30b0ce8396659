"""How much code one item passes on its way into the archive, and how the code is laid out.

    python benchmarks/road.py                # the table, and figures from the source
    python benchmarks/road.py --list sync    # the functions that a synced article passes, in order of their first call

Measured on the checkout that this file is in, through the command line, each item in a process of its own. Everything
is imported before, so that what runs at import is not counted, and worker processes are replaced by direct calls, so
that their steps are; the second column leaves these steps out. A function is counted once, however often it runs;
comprehensions and lambdas belong to the function around them. The spine is what puts the steps in order, without the
steps themselves; the last column is the part of it that is the command line.
"""

import ast
import contextlib
import functools
import graphlib
import http.server
import importlib
import inspect
import io
import multiprocessing
import os
import pkgutil
import statistics
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "examples" / "articles" / "jembatan-gantung.html"
PACKAGES = ("ingest", "store")
COMMAND_LINE = ("ingest.cli",)
SPINE = ("ingest.pipeline", "ingest.sync", *COMMAND_LINE)
_FEED = """<rss version="2.0"><channel><title>Kabar</title><link>{site}/</link>
<item><title>Jembatan gantung</title><link>{site}/article.html</link><guid>1</guid></item></channel></rss>"""


@dataclass(frozen=True, kw_only=True)
class Item:
    """A command that takes one item in; ``before`` runs first and is not counted."""

    name: str
    command: tuple[str, ...]  # {file}, {site} and {loopback} are filled in
    before: tuple[str, ...] = ()
    exit_code: int = 0


_LOOPBACK = ("--allow-private", "127.0.0.0/8")
ITEMS = {
    "file": Item(name="an imported file", command=("import", "{file}")),
    "address": Item(name="an imported address", command=("import", "{site}/article.html", *_LOOPBACK)),
    "sync": Item(
        name="a synced article",
        before=("subscribe", "{site}/feed.xml", *_LOOPBACK),
        command=("sync", "--all", *_LOOPBACK),
    ),
    "404": Item(name="an address that is gone", command=("import", "{site}/gone.html", *_LOOPBACK), exit_code=4),
}


def main() -> None:
    if sys.argv[1:2] == ["--list"]:
        print(*passed(ROOT, sys.argv[2]), sep="\n")
        return
    print(f"{'modules/functions':24}{'all':>10}{'no workers':>14}{'spine':>10}{'its cli':>10}")
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), max_tasks_per_child=1) as pool:
        for item, found in zip(ITEMS.values(), pool.map(functools.partial(passed, ROOT), ITEMS), strict=True):
            here = [function for function, is_here in found.items() if is_here]
            spine, cli = (_within(names, found) for names in (SPINE, COMMAND_LINE))
            print(f"{item.name:24}{_ratio(found):>10}{_ratio(here):>14}{_ratio(spine):>10}{_ratio(cli):>10}")
    print()
    print("\n".join(layout(ROOT)))


# What one item passes


class _Work:
    """Whether a worker's step is being done."""

    is_done = False


def passed(root: Path, key: str) -> dict[str, bool]:
    """The functions of the project that run for an item, as ``module:name``, in order of their first call.

    The value is false for those that run in worker processes only.
    """
    sys.path.insert(0, str(root))
    _without_processes()
    _import_everything(root)
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder)) as site:
        item = ITEMS[key]
        if item.before:
            _warta(Path(folder), site, item.before, 0)
        with _noted(root) as found:
            _warta(Path(folder), site, item.command, item.exit_code)
    return found


def _warta(folder: Path, site: str, words: tuple[str, ...], exit_code: int) -> None:
    """Run a command in this process; the one place where the project is entered."""
    from ingest.cli import main as warta

    said = io.StringIO()
    command = ["--db", str(folder / "news.db"), *(word.format(file=ARTICLE, site=site) for word in words)]
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            warta(command)
        except SystemExit as end:
            code = end.code or 0
    if code != exit_code:
        raise AssertionError(f"{command} ended with {code}: {said.getvalue()}")


def _without_processes() -> None:
    """Let pebble's pool do its work at once in this process."""
    import pebble

    def schedule(pool: object, function: Callable[..., Any], args: tuple[Any, ...] = (), **_: object) -> Future[Any]:
        done: Future[Any] = Future()
        _Work.is_done = True
        try:
            done.set_result(function(*args))
        except Exception as error:
            done.set_exception(error)
        finally:
            _Work.is_done = False
        return done

    pebble.ProcessPool.schedule = schedule


def _import_everything(root: Path) -> None:
    for name in PACKAGES:
        package = importlib.import_module(name)
        assert Path(str(package.__file__)).is_relative_to(root), package.__file__
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)


@contextlib.contextmanager
def _served(folder: Path) -> Iterator[str]:
    """A site on loopback with a feed of one article."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    for name in [*os.environ]:
        if name.lower().endswith("_proxy") or name.startswith("WARTA_"):
            del os.environ[name]
    (folder / "site").mkdir()
    (folder / "site" / "article.html").write_bytes(ARTICLE.read_bytes())
    handler = functools.partial(Quiet, directory=str(folder / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        site = f"http://127.0.0.1:{server.server_address[1]}"
        (folder / "site" / "feed.xml").write_text(_FEED.format(site=site), encoding="utf-8")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield site
        server.shutdown()


@contextlib.contextmanager
def _noted(root: Path) -> Iterator[dict[str, bool]]:
    """The functions of the project that run inside, in all threads that begin inside; see ``passed``."""
    found: dict[str, bool] = {}
    folders = tuple(f"{root / name}{os.sep}" for name in PACKAGES)

    def note(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        is_function = code.co_flags & inspect.CO_OPTIMIZED  # not the body of a module or a class
        if event == "call" and is_function and code.co_filename.startswith(folders):
            name = f"{_module(root, Path(code.co_filename))}:{code.co_qualname.split('.<locals>.<')[0]}"
            found[name] = found.get(name, False) or not _Work.is_done

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        yield found
    finally:
        sys.setprofile(None)
        threading.setprofile(None)  # type: ignore[arg-type]


def _module(root: Path, file: Path) -> str:
    return ".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def _within(names: Iterable[str], functions: Iterable[str]) -> list[str]:
    """Those functions whose module is one of these or lies in one."""
    inside = tuple(f"{name}{end}" for name in names for end in ":.")
    return [function for function in functions if function.startswith(inside)]


def _ratio(functions: Iterable[str]) -> str:
    every = [*functions]
    return f"{len({function.partition(':')[0] for function in every})}/{len(every)}"


# How the code is laid out


def layout(root: Path) -> Iterator[str]:
    """Lines of figures from the source, without running it."""
    trees = {file: ast.parse(file.read_bytes()) for name in PACKAGES for file in sorted((root / name).rglob("*.py"))}
    arrows = _arrows(root)
    functions = sorted(_functions(root, trees), reverse=True)
    lengths = [length for length, _ in functions]
    classes = [(methods, name) for methods, name in _classes(root, trees) if methods > 7]
    lines = sorted(((_lines(file), _module(root, file)) for file in trees), reverse=True)
    yield f"modules                   {len(trees)}, {sum(map(_has_code, trees.values()))} with code"
    yield f"imports between modules   {sum(map(len, arrows.values()))}"
    yield f"floors                    {_floors(arrows)}"
    middle, p95 = statistics.median(lengths), statistics.quantiles(lengths, n=20)[-1]
    yield f"functions                 {len(functions)}, lines: median {middle:g}, p95 {p95:.0f}, most {lengths[0]}"
    yield f"functions over 40 lines   {_listed([found for found in functions if found[0] > 40])}"
    yield f"classes over 7 methods    {_listed(sorted(classes, reverse=True))}"
    yield f"largest modules           {_listed(lines[:5])}"
    yield f"entries of a folder       {_listed(_entries(root))}"


def _arrows(root: Path) -> dict[str, set[str]]:
    """The modules that each module imports, late imports too, but not those for type checkers alone."""
    import grimp

    sys.path.insert(0, str(root))
    graph = grimp.build_graph(*PACKAGES, exclude_type_checking_imports=True, cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def _floors(arrows: dict[str, set[str]]) -> str:
    """How many modules stand on one another at most; modules in a circle have no floors."""
    heights: dict[str, int] = {}
    try:
        for module in graphlib.TopologicalSorter(arrows).static_order():
            heights[module] = 1 + max((heights[imported] for imported in arrows[module]), default=0)
    except graphlib.CycleError as error:
        return f"none, there is a circle: {' < '.join(error.args[1])}"
    return str(max(heights.values()))


def _functions(root: Path, trees: dict[Path, ast.Module]) -> Iterator[tuple[int, str]]:
    """Each function with its length in lines, docstring included, decorators not."""
    for file, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield (node.end_lineno or 0) - node.lineno + 1, f"{_module(root, file)}.{node.name}"


def _classes(root: Path, trees: dict[Path, ast.Module]) -> Iterator[tuple[int, str]]:
    for file, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                methods = [part for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)]
                yield len(methods), f"{_module(root, file)}.{node.name}"


def _entries(root: Path) -> list[tuple[int, str]]:
    """How many modules and folders lie side by side in each package, package files aside."""
    found = []
    for package in (path.parent for name in PACKAGES for path in (root / name).rglob("__init__.py")):
        files = [file for file in package.glob("*.py") if not file.name.startswith("__")]
        folders = [*package.glob("*/__init__.py")]
        found.append((len(files) + len(folders), ".".join(package.relative_to(root).parts)))
    return sorted(found, key=lambda entry: (-entry[0], entry[1]))


def _has_code(tree: ast.Module) -> bool:
    return any(not isinstance(node, ast.Expr) for node in tree.body)


def _lines(file: Path) -> int:
    return len(file.read_bytes().splitlines())


def _listed(found: list[tuple[int, str]]) -> str:
    return ", ".join(f"{name} {count}" for count, name in found) or "none"


if __name__ == "__main__":
    main()
