"""``clauselint waive``: let a finding stand, with reason, name and date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clauselint.cli import completions, console
from clauselint.cli.configured_command import ConfiguredCommand
from clauselint.cli.help_format import DONE, WRONG_USE
from clauselint.cli.judging_options import JudgingOptions, judging_options
from clauselint.cli.suppression_options import TODAY, WAIVERS, day, max_waiver_days
from clauselint.diagnostics.errors import NOTICES, PROBLEMS, UsageError
from clauselint.diagnostics.suggest import did_you_mean
from clauselint.support.file_names import as_text
from clauselint.support.paths import from_cwd

if TYPE_CHECKING:
    from clauselint.model import Document, DocumentReport
    from clauselint.running.policies import Policies
    from clauselint.running.suppressions.waivers_edit import Decision

_DAYS = re.compile(r"(\d{1,5})\s*d(ays?)?", re.IGNORECASE)


@click.command(
    cls=ConfiguredCommand,
    examples=(
        (
            "Accept a gap for 90 days",
            "clauselint waive SDP-011 fixtures/contracts/mesa-dsa.txt --owner j.doe@example.org --expires 90d "
            '--reason "In the state contract, 4.3"',
        ),
    ),
    exits=DONE | WRONG_USE,
)
@click.argument("code", metavar="CODE", shell_complete=completions.codes)
@click.argument("paths", nargs=-1, required=True, metavar="FILE...", shell_complete=completions.files)
@click.option("--reason", metavar="TEXT", help="Why the finding is accepted.")
@click.option("--owner", metavar="NAME", help="Who decided: a name or an email address.")
@click.option("--expires", metavar="DAY", help="Last day of the waiver: YYYY-MM-DD, or days from today: 90d.")
@WAIVERS
@TODAY
@judging_options
def command(
    code: str,
    paths: tuple[str, ...],
    reason: str | None,
    owner: str | None,
    expires: str | None,
    waivers: Path | None,
    today: date | None,
    judging: JudgingOptions,
) -> int:
    """Accept the finding CODE in the contract FILE: write a waiver with reason, owner and expiry date.

    CODE is a requirement, like SDP-022, or a part that was not read and that you have looked at, like DOC003.
    The contract is judged, and a hash of the words that decided is stored: if they change, the waiver is void. An existing
    waiver is renewed. Several files are one contract, the agreement first.
    """
    from clauselint.cli.outputs import write
    from clauselint.running.suppressions.sidecar import sidecar_path
    from clauselint.running.suppressions.waivers_edit import Decision, with_decision
    from clauselint.running.suppressions.waivers_file import load

    today = today or date.today()
    until = _until(_required(reason, owner, expires), today, max_waiver_days(judging.configs))
    file = waivers or _place()
    contracts, skipped = judging.jobs(paths, together=len(paths) > 1)
    if len(contracts) != 1:
        what = f"{len(contracts)} contracts were found." if contracts else "no contract was found."
        raise UsageError(
            what, where="" if contracts else ", ".join(paths), cure="A waiver is for one contract: name its file."
        )
    policies = contracts[0].plan.policies
    code = _code(code, policies)
    listed = load(file, policies.all_codes(), today, max_waiver_days(judging.configs)) if file.exists() else ()
    (report,) = judging.report(contracts, skipped).documents
    path, clauses = _problem(report.document, code) if code in PROBLEMS else _finding(report, code)
    name = sidecar_path(path, file.resolve().parent)
    decision = Decision(code, name, clauses, as_text(str(reason).strip()), as_text(str(owner).strip()), until)
    write(file, with_decision(file.read_bytes() if file.exists() else None, listed, decision))
    _say(report, decision, path)
    console.note(f"written: {from_cwd(file)}")
    return 0


def _required(reason: str | None, owner: str | None, expires: str | None) -> str:
    """Return the expiry. Raises UsageError unless all three options are given."""
    options = {"--reason": reason, "--owner": owner, "--expires": expires}
    missing = [name for name, value in options.items() if not (value or "").strip()]
    if missing:
        names = f"{', '.join(missing[:-1])} and {missing[-1]} are" if len(missing) > 1 else f"{missing[0]} is"
        raise UsageError(f"{names} missing.", cure="A waiver says why, who decided, and until when.")
    return str(expires).strip()


def _until(text: str, today: date, most: int | None) -> date:
    found = _DAYS.fullmatch(text)
    until = today + timedelta(days=int(found[1])) if found else _day(text)
    if until < today:
        raise UsageError(f"--expires {text}: that date is in the past.", cure="Give a future date, like 90d.")
    if most is not None and until > today + timedelta(days=most):
        raise UsageError(
            f"--expires {text}: a waiver may last for {most} days at most (max-waiver-days).",
            cure=f"The last day is {today + timedelta(days=most)}.",
        )
    return until


def _day(text: str) -> date:
    try:
        return day(text)
    except UsageError:
        raise UsageError(
            f"--expires {text}: not a date.", cure="Give it as YYYY-MM-DD, or in days from today: 90d."
        ) from None


def _place() -> Path:
    """Return the waivers file that ``check`` would find from the current folder, or where it will find a new one."""
    from clauselint.running.suppressions.waivers_file import NAME, find_waivers_file
    from clauselint.support.git_root import git_root

    return find_waivers_file() or (git_root(Path.cwd()) or Path()) / NAME


def _code(text: str, policies: Policies) -> str:
    """The code as its policy writes it."""
    codes = {c.casefold(): c for c in (*PROBLEMS, *policies.codes())}
    if text.casefold() in codes:
        return codes[text.casefold()]
    from clauselint.packs import find_requirement

    if text.upper() in NOTICES:
        raise UsageError(f"{text.upper()} is a notice about waivers or the baseline, and cannot be waived.",
                         cure=f"To fix it, see: clauselint rule {text.upper()}")  # fmt: skip
    if sum(code.startswith(text.upper()) for code in codes.values()) > 1:
        raise UsageError(f"several codes begin with {text}.", cure="A waiver names one code in full, like SDP-003.")
    names = ", ".join(row.name for row in policies.rows())
    try:
        pack, row = find_requirement(text)
    except UsageError:
        raise UsageError(f"{names} has no code {text!r}.", cure=did_you_mean(text, codes.values())) from None
    if row.code in codes.values():
        return row.code
    raise UsageError(f"{row.code} is not part of {names}.", cure=f"Name its policy: --policy {pack.name}")


def _finding(report: DocumentReport, code: str) -> tuple[str, tuple[str, ...]]:
    """The path that a waiver names, and the clauses of the open findings with this code."""
    from clauselint.judging.suppression_matching import is_open_finding, main_path
    from clauselint.model import Read, Status

    document = report.document
    rows = [finding for finding in report.findings if finding.code == code]
    if document.read is Read.UNREADABLE:
        codes = ", ".join(sorted({p.code for p in document.problems}))
        raise UsageError("could not be read, so it was not judged.", where=document.path, cure=f"It has: {codes}.")
    if not rows:
        raise UsageError(f"{code} was not judged here.", where=document.path, cure="See ignore: clauselint config show")
    standing = [finding for finding in rows if is_open_finding(finding)]
    if not standing:
        met = any(finding.status is Status.MET for finding in rows)
        what = "is met" if met else "does not apply"
        raise UsageError(f"{code} {what}: there is nothing to waive.", where=document.path)
    return main_path(document), tuple(dict.fromkeys(finding.clause for finding in standing))


def _problem(document: Document, code: str) -> tuple[str, tuple[str, ...]]:
    """The path of the file that has this problem, and the hash of its content."""
    from clauselint.judging.fingerprint import file_hash
    from clauselint.model import Severity

    files = [file.document for file in document.files] or [document]
    having = [file for file in files if any(p.code == code for p in file.problems)]
    if not having:
        what = f"there is no {code} here ({PROBLEMS[code]}): there is nothing to waive."
        raise UsageError(what, where=document.path, cure=_others(files))
    if len(having) > 1:
        raise UsageError(f"{len(having)} of these files have {code}.", cure="Waive it for one file at a time.")
    (file,) = having
    if not any(p.code == code and p.severity is Severity.ERROR for p in file.problems):
        raise UsageError(f"{code} is a warning, which does not count: there is nothing to waive.", where=file.path)
    if not file_hash(file):
        raise UsageError(f"{code} cannot be waived: the file could not be opened.", where=file.path)
    return file.path, (file_hash(file),)


def _others(files: Iterable[Document]) -> str:
    from clauselint.model import Severity

    codes = sorted({p.code for file in files for p in file.problems if p.severity is Severity.ERROR})
    return f"Codes that count here: {', '.join(codes)}." if codes else ""


def _say(report: DocumentReport, decision: Decision, path: str) -> None:
    """Print what was waived in the words of the report, so that the user can check it."""
    console.out(console.fold(f"{decision.code} is waived in {path} until {decision.expires}.") + "\n")
    found = [f.message for f in report.findings if f.code == decision.code]
    found += [p.message for p in report.document.problems if p.code == decision.code]
    for message in dict.fromkeys(found):
        console.out(console.fold(message, "  ") + "\n")
