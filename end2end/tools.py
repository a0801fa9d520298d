"""Python programs that the tests use, each set in a virtual environment of its own.

A folder is named after what is in it, so that every clone of one version shares
it and a new version gets its own.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path


def installed(name: str, parts: list[Path], install: Callable[[Path], None]) -> Path:
    """The folder that `install` made from these files, made now if it is not there."""
    if sys.version_info < (3, 11) or not find_spec("ensurepip"):
        sys.exit(f"{name}: needs Python 3.11 or later with python3-venv")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mutual"
    contents = hashlib.sha256()
    for part in (*parts, Path(__file__)):
        contents.update(part.read_bytes())
    contents.update(f"{sys.version_info} {sys.base_prefix}".encode())
    folder = cache / f"{name}-{contents.hexdigest()[:16]}"
    cache.mkdir(parents=True, exist_ok=True)
    with open(f"{folder}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "complete").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            install(folder)
            (folder / "complete").touch()
    return folder


def environment(folder: Path, requirements: Path) -> None:
    """Makes `venv` in place, with all that is required: it cannot be moved."""
    venv.create(folder / "venv", with_pip=True)
    pip = [folder / "venv/bin/python", "-m", "pip", "--disable-pip-version-check"]
    run([*pip, "install", "--quiet", "--no-deps", "--requirement", requirements])
    run([*pip, "check"])


def run(command: list[str | Path], **environment: str) -> None:
    """Runs a command; standard output is for the result alone."""
    subprocess.run(
        command, check=True, stdout=sys.stderr, env={**os.environ, **environment}
    )


def say(name: str, words: str) -> None:
    print(f"{name}: {words}", file=sys.stderr, flush=True)
