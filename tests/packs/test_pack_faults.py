"""Whatever is wrong with a pack's file is told in one plain sentence with its place; no message of a library gets through."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clauselint.diagnostics.errors import PackError
from clauselint.packs import load, registry
from clauselint.packs.scaffold import create_pack

RAW = re.compile(
    r"pydantic|ruamel|\bre2\b|Input should|Field required|Extra inputs|while (scanning|parsing|constructing)|invalid perl|"
    r"found (character|duplicate key|undefined)|b'(missing|invalid)|Traceback|\bno valid\b|needs needs|any needs",
    re.I,
)
"""What only a library, or somebody who translates, would write."""


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    create_pack(tmp_path / "our-pack", None)
    return tmp_path / "our-pack"


def _told(pack: Path) -> str:
    with pytest.raises(PackError) as error:
        load(pack)
    text = str(error.value)
    assert not RAW.search(text), text
    return text


def _line_of(file: Path, part: str) -> int:
    return next(n for n, line in enumerate(file.read_text("utf-8").splitlines(), 1) if part in line)


def _rule(pack: Path) -> Path:
    return next(registry.requirement_files(pack))


# --- files that are not YAML ---


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("name: a\nname: b\n", "2:1", "the key 'name' occurs twice here. Keep one of the two."),
        ("params:\n\tx: 1\n", "2:1", "a tab cannot indent YAML. Indent with spaces."),
        ("title: @home\n", "1:8", "a value cannot begin with @. Put the value in quotes."),
        ("title: %home\n", "1:8", "a value cannot begin with %. Put the value in quotes."),
        ("title: *home\n", "1:8", "no anchor has this name. A value that begins with * must be in quotes."),
        ("title: * home\n", "1:8", "* alone does not begin a value."),
        ("title: !home x\n", "1:8", "the tag !home is not known."),
        ('title: "home\nname: a\n', "1:8", "a quotation mark is not closed."),
        (
            'title: "\\d+"\n',
            "1:9",
            "a backslash means something else inside double quotes. Use single quotes for patterns.",
        ),
        ("uses: [a, b\nname: c\n", "1:7", "the list [ … ] is not closed, or lacks a comma."),
        ("params: {a: 1\nname: c\n", "1:9", "the mapping { … } is not closed, or lacks a comma."),
        ("title: one: two\n", "1:11", "a key cannot stand here."),
        ("name: a\ntitle\nabout: b\n", "2:1", "a key lacks its colon. Write key: value."),
        ("uses:\n  - a\n - b\n", "3:2", "the indentation does not match the lines above."),
        ("name: a\n---\nname: b\n", "2:1", "the file must hold one YAML document."),
        ("title: a\x01\n", "1:9", "the file holds a control character."),
    ],
)
def test_a_file_that_is_not_yaml(ours: Path, text: str, place: str, said: str) -> None:
    (ours / "pack.yaml").write_text(text, "utf-8")
    told = _told(ours)
    assert f"pack.yaml:{place}: not valid YAML: {said}" in told
    line = text.splitlines()[int(place.partition(":")[0]) - 1]
    assert line in told or "\x01" in line


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("title: Gemäß\n".encode("latin-1"), "pack.yaml:1:11: the file is not UTF-8 text"),
        ("title: a\n".encode("utf-16"), "pack.yaml:1:1: the file is not UTF-8 text"),
        (b"", "pack.yaml:1:1: the file is empty."),
        (b"- a\n- b\n", "pack.yaml:1:1: the file must hold keys with values, not a list."),
        (b"just words\n", "pack.yaml:1:1: the file must hold keys with values, not text."),
        (b"verified: 2026-02-30\n", "pack.yaml:1:11: 2026-02-30 is not a date. Write dates like 2026-01-31"),
        (b"since: " + b"9" * 5000, "pack.yaml:1:8: this number is too long."),
        (b"a: " + b"[" * 5000 + b"]" * 5000, "pack.yaml: the values are nested too deeply."),
        (b"a: &a [*a]\n", "the file holds more values than a pack may hold."),
        (b"x" * (5 << 20), "the file is larger than 4 MB."),
        (
            b"a0: &a0 [x]\n"
            + b"".join(b"a%d: &a%d [%s]\n" % (n + 1, n + 1, b",".join([b"*a%d" % n] * 9)) for n in range(9)),
            "the file holds more values than a pack may hold.",
        ),
    ],
    ids=["latin-1", "utf-16", "empty", "list", "text", "date", "digits", "deep", "loop", "large", "bomb"],
)
def test_a_file_that_cannot_be_a_packs(ours: Path, content: bytes, said: str) -> None:
    (ours / "pack.yaml").write_bytes(content)
    assert said in _told(ours)


def test_a_folder_in_the_place_of_a_file(ours: Path) -> None:
    (ours / "terms" / "more.yaml").mkdir()
    assert "more.yaml: the file cannot be read: Is a directory." in _told(ours)


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(ours: Path) -> None:
    for file in [*ours.glob("*.yaml"), *(ours / "terms").glob("*.yaml")]:
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert [row.code for row in load(ours).requirements] == ["OP-001"]


# --- values of the wrong kind ---


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("severity: warning", "severity: high", "severity cannot be 'high'. Known: error, info, warning."),
        ("severity: warning", "severity: waring", "severity cannot be 'waring'. Did you mean 'warning'?"),
        ("severity: warning", "severity: 2", "severity must be one of error, warning, info, not the number 2."),
        ("severity: warning", "severty: warning", "there is no key 'severty' here. Did you mean 'severity'?"),
        ("severity: warning", "", "the key 'severity' is missing."),
        ('since: "1"', "since: 1", "since must be text, not the number 1. Put it in quotes."),
        ('since: "1"', "since: [1]", "since must be text, not a list."),
        ('since: "1"', "since: yes", None),
        ('since: "1"', "since:", "since must be text, not empty."),
        ("name: Written notice of changes", "name: ''", "name is empty."),
        ("code: OP-001", "code: op 1", "'op 1' is not a valid code. Write it like SDP-003."),
        (
            "verified: 2026-01-31",
            "verified: last week",
            "verified: 'last week' is not a date; write it like 2026-01-31.",
        ),
        ("force: practice", "force: practise", "force cannot be 'practise'. Did you mean 'practice'?"),
        ("unit: days", "unit: day", "unit cannot be 'day'. Did you mean 'days'?"),
        ("unit: days", "units: days", "there is no key 'units' here. Did you mean 'unit'?"),
        ("bound: least", "bound: any", "number: name the parameter to compare with under param, or write bound: any."),
        ("change_notice_days: 30", "change_notice_days: soon", "is compared with numbers, but is not a number."),
        (
            "change_notice_days: 30",
            "change_notice_days: {a: 1}",
            "change_notice_days must be a number, text, true or false, or",
        ),
        (
            "  change_notice_days: 30",
            "  other: 30",
            "number names the parameter 'change_notice_days', which params does not",
        ),
        ("core: true", "core: maybe", "core must be true or false, not text."),
        ("core: true", "core: false", "mark at least one limb of needs with core: true."),
        ("insert_near: [change, notice]", "insert_near: change", "insert_near must be a list, not text. Write [a, b]"),
        (
            "insert_near: [change, notice]",
            "insert_near: [change, 5]",
            "entry 2 of insert_near must be text, not the number 5.",
        ),
        ("insert_near: [change, notice]", "at_least: two", "at_least must be a whole number, not text."),
        ("    any:\n      - right:", "    any: []\n    says:\n      - right:", None),
        ("- duty: [notify", "- dutty: [notify", "write exactly one of duty, ban, limit, right"),
        ("- duty: [notify", "- ban: [notify]\n        duty: [notify", "write exactly one of duty, ban, limit, right"),
        (
            "- duty: [notify, change-of-services, in-written-form]",
            "- duty: 5",
            "duty must name terms, as in duty: [notify",
        ),
        (
            "- duty: [notify, change-of-services, in-written-form]",
            "- duty: []",
            "duty must name terms, as in duty: [notify",
        ),
        (
            "- duty: [notify, change-of-services, in-written-form]",
            "- duty: [5]",
            "duty must name terms, as in duty: [notify",
        ),
        (
            "- duty: [notify, change-of-services",
            "- duty: ['notify|', change-of-services",
            "'notify|' lacks the name of a term",
        ),
        (
            "[notify, change-of-services",
            "[notify, chang-of-services",
            "no term is called 'chang-of-services'. Did you mean",
        ),
        ("by: counterparty", "by: vendor", "by cannot be 'vendor'. Known: anyone, counterparty, protected."),
        ("by: counterparty", "buy: counterparty", "there is no key 'buy' here. Did you mean 'by'?"),
        (
            "who: vendor",
            "who: vendor\napplies_when: [a]",
            "applies_when: write the name of a term, or several joined by |.",
        ),
        (
            "{change_notice_days} days before",
            "{days} days before",
            "the suggestion names the parameter 'days', which params",
        ),
        ("examples:\n  met:", "examples:\n  mett:", "there is no key 'mett' here. Did you mean 'met'?"),
        ("examples:\n", "examples: none\nfamily_:\n", "examples must be keys with values, not text."),
        ("params:\n", "5: x\nparams:\n", None),
    ],
)
def test_a_value_that_does_not_fit(ours: Path, old: str, new: str, said: str | None) -> None:
    file = _rule(ours)
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    if new == "since: yes":  # text in YAML 1.2
        assert load(ours).requirements[0].since == "yes"
        return
    told = _told(ours)
    assert re.search(rf"{re.escape(file.name)}:\d+:\d+: ", told)
    assert "\n" in told
    assert said is None or said in told


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("params: [a]", "params must be keys with values, not a list."),
        ("roles: [District]", "roles has too few entries."),
        ("roles: [District, Vendor, Third]", "roles"),
        ("terms: [a]", "terms must be keys with values, not a list."),
        ("terms: {a-b: text}", "a-b must be a list, not text. Write [a, b]"),
        ("terms: {a-b: [5]}", "entry 1 of a-b must be text, not the number 5. Put it in quotes."),
        ("terms: {5: [a]}", "the key 5 of terms must be text. Put it in quotes."),
        ("terms: {a-b: []}", "the term 'a-b' has no phrasings. Write at least one."),
        ("precedence: OP-002", "the pack has no row 'OP-002'. Did you mean 'OP-001'?"),
        ("refine: {notifi: {defined: true}}", "no term is called 'notifi'."),
        ("refine: {notify: {defind: true}}", "there is no key 'defind' here. Did you mean 'defined'?"),
        ("refine: {notify: {spoken: notifi}}", "no term is called 'notifi'."),
        ("uses: [student-dat]", "no pack is called 'student-dat'. Did you mean 'student-data'?"),
        ("groups: [{param: a, codes: [OP-9]}]", "the pack has no row 'OP-9'."),
        ("variant_param: basis", "the pack has no parameter 'basis'."),
    ],
)
def test_a_head_that_does_not_fit(ours: Path, line: str, said: str) -> None:
    head = ours / "pack.yaml"
    head.write_text(head.read_text("utf-8").replace("params: {}\n", "") + line + "\n", "utf-8")
    told = _told(ours)
    assert said in told
    assert f"pack.yaml:{_line_of(head, line)}:" in told


# --- patterns ---


@pytest.mark.parametrize(
    ("phrasing", "said"),
    [
        ("(unclosed", "a parenthesis is not closed: '(unclosed'. Close it, or write \\( for the character."),
        ("unopened)", "a closing parenthesis has no opening one: 'unopened)'."),
        ("[abc", "a bracket [ is not closed: '[abc'."),
        ("[z-a]b", "a range or class in [ ] is not valid: '[z-a]b'."),
        ("[[:foo:]]b", "a range or class in [ ] is not valid: '[[:foo:]]b'."),
        ("a{99999}", "a repetition {…} is not possible: 'a{99999}'. Write {from,to}, with at most 1000 in all."),
        ("a{5,2}", "a repetition {…} is not possible: 'a{5,2}'."),
        ("((a{100}){100}){100}", "a repetition {…} is not possible"),
        ("*x", "a repetition sign has nothing before it: '*x'."),
        ("+x", "a repetition sign has nothing before it: '+x'."),
        ("a|*b", "a repetition sign has nothing before it: 'a|*b'."),
        ("(a|+b)", "a repetition sign has nothing before it: '(a|+b)'."),
        ("ab++", "one repetition sign follows another: 'ab++'."),
        ("(?=x)y", "(?…) is not available in phrasings: no lookahead, lookbehind, names or flags: '(?=x)y'."),
        ("(?!x)y", "(?…) is not available in phrasings"),
        ("\\1", "a backslash stands before a character that needs none: '\\\\1'."),
        ("notice\\", "a backslash stands before a character that needs none"),
        ("(notice)?", "a phrasing matches the empty string: '(notice)?'. Make at least one word required."),
        ("entité", "a phrasing cannot hold 'é': 'entité'. Write a dot for a letter that is not ASCII."),
        ("<notifi>", "no term is called <notifi>"),
        ("<broken-one>", "the term <broken-one> contains itself"),
    ],
)
def test_a_phrasing_that_is_not_a_pattern(ours: Path, phrasing: str, said: str) -> None:
    file = ours / "terms" / "changes.yaml"
    quoted = phrasing.replace("'", "''")
    file.write_text(file.read_text("utf-8") + f"  broken-one:\n    - fine\n    - '{quoted}'\n", "utf-8")
    told = _told(ours)
    assert f"changes.yaml:{len(file.read_text('utf-8').splitlines())}:7: {said}" in told
    assert "|     - '" in told


def test_the_patterns_of_our_own_packs_have_no_loose_repetition() -> None:
    from clauselint.packs import available, shared_terms
    from clauselint.packs.pattern_faults import begins_with_repetition

    listed = [shared_terms(), *(pack.file.terms for pack in available())]
    assert [p for terms in listed for phrasings in terms.values() for p in phrasings if begins_with_repetition(p)] == []
