"""A repository of 60 contracts, day after day: the first run, the next one, one changed file, and a single file.

Run: python benchmarks/daily.py [JOBS]. The contracts are public ones from the material (environment variable
CLAUSELINT_MATERIAL, default ``../shared`` beside the repository), half of them PDF; without it, sample contracts with their
words varied. Goals: the second run costs at most a tenth of the first; one file that has not changed, the whole process, at
most a third of `python -c 'import spacy; spacy.blank("en")'`; and every run prints what a run without the cache prints.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import clauselint

ROOT = Path(__file__).resolve().parent.parent
CUAD = Path(os.environ.get("CLAUSELINT_MATERIAL", ROOT / "../shared")) / "data" / "cuad"
FILES = 60
ROUNDS = 9  # of what takes less than a second
CLAUSELINT = ("-c", "import sys; from clauselint.cli import main; sys.exit(main())", "check", "--fail-on", "never")
SPACY = ("-c", 'import spacy; spacy.blank("en")')


def repository(folder: Path) -> str:
    """Fill a folder with contracts; says which."""
    if not (CUAD / "txt").is_dir():
        _samples(folder)
        return "sample contracts, varied"
    found = sorted((CUAD / "pdf").rglob("*.pdf")), sorted((CUAD / "txt").glob("*.txt"))
    for n, paths in enumerate(found):
        every = max(1, len(paths) // (FILES // 2))
        for path in paths[n::every][: FILES // 2]:
            shutil.copy(path, folder / f"{path.stem[:60].strip()}{path.suffix.lower()}")
    return "public contracts"


def _samples(folder: Path) -> None:
    texts = [clauselint.read(path).text for path in sorted((ROOT / "fixtures" / "contracts").iterdir())]
    for n in range(FILES):
        varied = texts[n % len(texts)].replace("Student", f"Student{n}").replace("shall", "will" if n % 2 else "shall")
        (folder / f"contract-{n:02}.txt").write_text(varied, "utf-8")


class Bench:
    """Runs in a folder of contracts, with a cache beside it."""

    def __init__(self, folder: Path, cache: Path, jobs: list[str]) -> None:
        """``jobs`` are the arguments that say how many processes work."""
        self._folder, self._jobs = folder, jobs
        self._env = {**os.environ, "CLAUSELINT_CACHE": str(cache), "PYTHONPATH": str(ROOT)}

    def run(self, *arguments: str) -> tuple[float, bytes]:
        """Seconds of a whole process of ``check``, and what it printed."""
        return self._timed((*CLAUSELINT, *self._jobs, *arguments))

    def spacy(self) -> float:
        """Seconds of what no program with spaCy can do without."""
        return self._timed(SPACY)[0]

    def _timed(self, arguments: tuple[str, ...]) -> tuple[float, bytes]:
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, *arguments], cwd=self._folder, env=self._env, capture_output=True, check=False
        )
        took = time.perf_counter() - start
        if done.returncode not in (0, 3):
            sys.exit(done.stderr.decode())
        return took, done.stdout


def main() -> None:
    """Print seconds and ratios."""
    jobs = ["-j", sys.argv[1]] if len(sys.argv) > 1 else []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "contracts")
        folder.mkdir()
        print(f"{FILES} files: {repository(folder)}")
        bench = Bench(folder, Path(place, "cache"), jobs)
        first, printed = bench.run(".")
        again = [bench.run(".") for _ in range(ROUNDS)]
        second = median(took for took, _ in again)
        one = min(folder.glob("*.txt"), key=lambda path: path.stat().st_size)
        alone = [(bench.run(one.name)[0], bench.spacy()) for _ in range(ROUNDS)]
        single, bare = (median(each) for each in zip(*alone, strict=True))
        without, plain = bench.run("--no-cache", ".")
        one.write_text(one.read_text("utf-8") + "\nVendor shall not sell Customer Data.\n", "utf-8")
        changed, _ = bench.run(".")
    same = all(output == plain for output in (printed, *(output for _, output in again)))
    print(f"first run            {first:7.2f} s")
    print(f"without the cache    {without:7.2f} s")
    print(f"second run           {second:7.2f} s   {second / first:.3f} of the first")
    print(f"one changed file     {changed:7.2f} s   {changed / first:.3f} of the first")
    print(f"one file, unchanged  {single:7.2f} s   {single / bare:.2f} of spacy.blank ({bare:.2f} s)")
    print(f"output of all runs   {'the same' if same else 'DIFFERENT'}")


if __name__ == "__main__":
    main()
