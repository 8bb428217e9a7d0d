"""Look for files that a reader does not bear, for as long as you like. What it finds goes to ``corpus``, cut to what matters.

Run: pip install atheris && python -m tests.fuzz.fuzz_reading TARGET [FOLDER...] [-max_total_time=600 and other options of
libFuzzer]. TARGET is one of ``targets.TARGETS``; what is found interesting goes into the first FOLDER, and a file on which
a reader fails, takes longer than 10 seconds or a gigabyte, into the current one. tests/fuzz/test_corpus.py reads again
what lies in ``corpus/TARGET``.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["clauselint"]):
    from clauselint.reading import decryption, text
    from clauselint.reading.docx import reader as docx
    from clauselint.reading.markdown import reader as markdown
    from clauselint.reading.pdf import reader as pdf
    from tests.fuzz.targets import TARGETS

READERS = (decryption, docx, markdown, pdf, text)  # else loaded when first met, when it is too late to watch them


def main() -> None:
    """Fuzz the target that the command line names."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"Name a target: {', '.join(TARGETS)}")
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup([sys.argv[0], "-timeout=10", "-rss_limit_mb=1024", *sys.argv[1:]], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
