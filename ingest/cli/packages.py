"""Other programs' packages named ``ingest`` or ``store``, as ours are: the first one on the path is loaded."""

import os
import sys
from collections.abc import Iterable, Iterator
from importlib import metadata
from importlib.util import find_spec
from os.path import isfile  # False also of what may not be looked at

_OURS = {"ingest": "cli/start.py", "store": "db/migrations/__init__.py"}  # what tells that a package is of warta


def foreign(places: Iterable[str] | None = None) -> Iterator[str]:
    """Yield a sentence for each package of that name that is not of warta; ``places`` are those of sys.path."""
    for place in dict.fromkeys(sys.path if places is None else places):
        for name, part in _OURS.items():
            folder = os.path.join(os.path.abspath(place), name)
            is_package = isfile(os.path.join(folder, "__init__.py"))
            if (is_package and not isfile(os.path.join(folder, part))) or isfile(f"{folder}.py"):
                yield f"{folder} is another package named {name}"
    if places is None:
        yield from _claimed()


def hides_ours() -> bool:
    """Return whether the package that is loaded under one of the names is not that of warta."""
    found = {name: find_spec(name) for name in _OURS}
    return any(
        spec is None or spec.origin is None or not isfile(os.path.join(os.path.dirname(spec.origin), _OURS[name]))
        for name, spec in found.items()
    )


def _claimed() -> Iterator[str]:
    """Other distributions that installed a package of one of the names, perhaps over ours."""
    try:
        owners = metadata.packages_distributions()
    except OSError:  # a folder on the path that may not be read
        return
    for name in _OURS:
        for owner in sorted({*owners.get(name, ())} - {"warta"}):
            yield f"the distribution {owner} installs a package named {name} too"
