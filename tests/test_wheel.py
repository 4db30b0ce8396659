"""The built wheel does its work where the checkout is out of reach."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ARTICLE = """Pasar ikan buka lagi

Pasar ikan di Muara Jernih dibuka lagi pada hari Senin setelah lantainya ditinggikan setengah meter. Para pedagang
menimbang tangkapan pertama sebelum matahari terbit, dan pembeli sudah mengantre sejak pukul tiga pagi.

Kepala pasar mengatakan air pasang tidak akan masuk lagi ke lorong tempat es disimpan.
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built with what is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """The programs of a new environment that holds the wheel, and sees what else is installed here.

    The folder of installed packages is named in a .pth file. Such a file inside that folder is not read then, so
    an editable install of the checkout does not count.
    """
    folder = wheel.parent / "environment"
    venv.create(folder, with_pip=False, symlinks=True)
    own = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)}))
    (own / "others.pth").write_text("\n".join({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}))
    programs = Path(sysconfig.get_path("scripts", "venv", {"base": str(folder), "platbase": str(folder)}))
    install = ("install", "--quiet", "--no-index", "--no-deps", "--ignore-installed", wheel)
    run(sys.executable, "-m", "pip", "--python", programs / "python", *install, cwd=folder)
    return programs


def run(*command: str | Path, cwd: Path) -> str:
    """What a program prints; nothing of this process's environment reaches it but where programs are."""
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(cwd), "LC_ALL": "C.UTF-8"}
    done = subprocess.run([*map(str, command)], cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_the_two_packages_whole_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        held = {name for name in packed.namelist() if ".dist-info/" not in name}
    files = [path for name in ("ingest", "store") for path in (ROOT / name).rglob("*") if path.is_file()]
    assert held == {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts}
    assert {"ingest/py.typed", "store/py.typed"} <= held


def test_the_installed_command_imports_an_article_and_finds_it(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "pasar.txt").write_text(ARTICLE, encoding="utf-8")
    assert "Usage: warta" in run(installed / "warta", "--help", cwd=tmp_path)
    assert run(installed / "warta", "import", "pasar.txt", cwd=tmp_path).startswith("1 added, 0 changed")
    assert "Pasar ikan buka lagi" in run(installed / "warta", "search", "pedagang", cwd=tmp_path)
    assert "Pasar ikan buka lagi" in run(installed / "warta", "search", "menimbang", "--json", cwd=tmp_path)


@pytest.mark.parametrize("line", ["import ingest as package", "from store import Archive; import store as package"])
def test_the_packages_that_are_imported_are_those_of_the_wheel(installed: Path, tmp_path: Path, line: str) -> None:
    found = run(installed / "python", "-I", "-c", f"{line}; print(package.__file__)", cwd=tmp_path)
    assert Path(found.strip()).is_relative_to(installed.parent)
