"""Terms of packs: their files, their names, and what happens where two packs use one name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import clauselint
from clauselint.cli import main
from clauselint.diagnostics.errors import PackError
from clauselint.packs import available, load, loader, patterns_folder, registry, shared_terms
from clauselint.packs.folder_files import load_files
from clauselint.packs.scaffold import create_pack
from clauselint.packs.term_tables import term_where

PLACE = r"\S+\.yaml:\d+:\d+"


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    create_pack(tmp_path / "our-pack", None)
    return tmp_path / "our-pack"


@pytest.fixture
def extension(tmp_path: Path) -> Path:
    create_pack(tmp_path / "our-changes", "student-data")
    return tmp_path / "our-changes"


def _add(file: Path, text: str) -> None:
    file.write_text((file.read_text("utf-8") if file.exists() else "") + text, "utf-8")


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def _rule(pack: Path) -> Path:
    return next(registry.requirement_files(pack))


# --- the packs that come with clauselint ---


@pytest.mark.parametrize("folder", registry.shipped_packs().values(), ids=registry.shipped_packs())
def test_no_term_of_ours_is_broken_or_like_another(folder: Path) -> None:
    assert loader.term_faults(folder, load_files(folder, examples=False)) == ()


@pytest.mark.parametrize("pack", available(), ids=lambda pack: pack.name)
def test_our_own_packs_use_no_former_name(pack: clauselint.packs.Pack) -> None:
    assert loader.former_names(pack) == ()
    phrasings = (p for phrasings in pack.file.terms.values() for p in phrasings)
    assert {name for p in phrasings for name in re.findall(r"<([\w-]+)>", p)} <= set(pack.term_table().terms)


def test_terms_of_ours_are_named_for_their_meaning() -> None:
    names = {*shared_terms(), *(name for pack in available() if pack.name != "nda" for name in pack.file.terms)}
    assert [name for name in names if name.endswith(("-word", "-words"))] == []
    assert len(names) > 1900


def test_each_file_of_terms_says_what_it_holds_and_how_to_name_terms() -> None:
    files = [
        f for folder in (patterns_folder(), *registry.shipped_packs().values()) for f in registry.term_files(folder)
    ]
    assert len(files) > 100
    for file in files:
        text = file.read_text("utf-8")
        assert text.startswith("# "), file
        assert file.stem == "renamed" or "\n# Naming: " in text, file
        assert len(text.splitlines()) < 500, file


# --- files ---


def test_terms_lie_in_pack_yaml_in_terms_yaml_and_in_the_folder_terms(ours: Path) -> None:
    _add(ours / "pack.yaml", "terms:\n  first-kind: [alpha]\n")
    _add(ours / "terms.yaml", "terms:\n  second-kind: [beta]\n")
    _add(ours / "terms" / "more.yaml", "terms:\n  third-kind: ['<first-kind> <second-kind>']\n")
    pack = load(ours)
    assert {"first-kind", "second-kind", "third-kind", "change-of-services"} <= set(pack.terms)
    assert term_where(pack.term_folders, "third-kind").endswith("terms/more.yaml:2:3")


def test_a_change_of_a_term_file_changes_the_pack(ours: Path) -> None:
    assert load(ours).terms["at-own-will"][0] == "discretion"
    before = load(ours).folders
    _replace(ours / "terms" / "changes.yaml", "- discretion", "- own choice")
    loader.load_folder.cache_clear()
    loader._files.cache_clear()
    assert load(ours).terms["at-own-will"][0] == "own choice"
    assert load(ours).folders != before


def test_a_term_in_two_files_is_told_with_both_places(ours: Path) -> None:
    _add(ours / "terms" / "more.yaml", "terms:\n  at-own-will: [freely]\n")
    with pytest.raises(PackError, match=rf"more\.yaml:2:3: the term 'at-own-will' is already defined at {PLACE}"):
        load(ours)


def test_a_term_file_with_the_wrong_ending_is_told(ours: Path) -> None:
    _add(ours / "terms" / "more.yml", "terms: {}\n")
    with pytest.raises(PackError, match=r"more\.yml: this file is not read\. Name it more\.yaml\."):
        load(ours)


# --- names that two packs use ---


def test_a_term_that_hides_a_shared_one_is_told_with_both_places(ours: Path) -> None:
    _add(ours / "terms" / "changes.yaml", "  notify:\n    - send word\n")
    with pytest.raises(PackError) as error:
        load(ours)
    said = r"changes\.yaml:\d+:3: the term 'notify' hides the one at \S+terms/actions\.yaml:\d+:3\."
    assert re.search(said, str(error.value))
    assert "overrides: [notify] in pack.yaml" in str(error.value)
    assert "|   notify:" in str(error.value)


def test_a_term_may_replace_a_shared_one_where_the_pack_says_so(ours: Path) -> None:
    _add(ours / "terms" / "changes.yaml", "  notify:\n    - send word\n")
    _add(ours / "pack.yaml", "overrides: [notify]\n")
    assert load(ours).terms["notify"] == ("send word",)


def test_an_extension_that_hides_a_term_of_its_base_must_say_so(extension: Path) -> None:
    _add(extension / "terms" / "changes.yaml", "  discipline:\n    - detention\n")
    with pytest.raises(PackError, match=r"'discipline' hides the one at \S+student-data/terms/\w+\.yaml:\d+:3"):
        load(extension)
    _add(extension / "pack.yaml", "overrides: [discipline]\n")
    assert load(extension).terms["discipline"] == ("detention",)


@pytest.mark.parametrize(
    ("name", "said"), [("notifyy", "the pack has no term 'notifyy'"), ("at-own-will", "overrides nothing")]
)
def test_an_override_of_nothing_is_told(ours: Path, name: str, said: str) -> None:
    _add(ours / "pack.yaml", f"overrides: [{name}]\n")
    with pytest.raises(PackError, match=said):
        load(ours)


def test_two_terms_with_the_same_phrasings_are_told_with_both_places(ours: Path) -> None:
    _add(
        ours / "terms" / "changes.yaml", "  sending:\n    - <sending-word>\n  sending-word:\n    - send\n    - sends\n"
    )
    with pytest.raises(PackError, match=rf"'sending-word' has the same phrasings as 'sending' at {PLACE}"):
        load(ours)


def test_a_term_like_a_shared_one_is_told_whatever_the_order_of_its_phrasings(ours: Path) -> None:
    listed = "".join(f"    - {p}\n" for p in reversed(shared_terms()["retain"]))
    _add(ours / "terms" / "changes.yaml", f"  hold-on-to:\n{listed}")
    with pytest.raises(PackError, match=r"'hold-on-to' has the same phrasings as 'retain' at \S+actions\.yaml"):
        load(ours)


def test_packs_that_are_used_together_may_not_hide_each_others_terms(ours: Path) -> None:
    _add(ours / "pack.yaml", "uses: [ct-16-189, co-sdtsa]\n")
    with pytest.raises(PackError, match=rf"pack\.yaml:\d+:\d+: the term '\S+' of co-sdtsa hides the one at {PLACE}"):
        load(ours)


# --- former names ---


def test_former_names_of_terms_work_and_pack_test_tells_of_them(
    ours: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _replace(_rule(ours), "in-written-form]", "survive-word|in-written-form]")
    _add(ours / "terms" / "changes.yaml", "  lasting:\n    - <survive-word> for ever\n")
    pack = load(ours)
    assert pack.terms["survive-word"] == pack.terms["survives-end"]
    notice = str(loader.former_names(pack)[0])
    assert "the term 'survive-word' is now called 'survives-end'." in notice
    assert re.search(r"OP-001\S+:\d+:\d+:", notice)
    assert main(["pack", "test", str(ours)]) == 0
    assert "is now called 'survives-end'" in capsys.readouterr().err


def test_a_pack_may_give_a_former_name_a_meaning_of_its_own(ours: Path) -> None:
    _add(ours / "terms" / "changes.yaml", "  survive-word:\n    - endure\n")
    pack = load(ours)
    assert pack.terms["survive-word"] == ("endure",)
    assert "survive-word" not in pack.renamed


def test_what_refines_a_term_holds_under_its_former_name_too(extension: Path) -> None:
    _add(extension / "terms" / "changes.yaml", "renamed: {pupils-files: student-data}\n")
    head = load(extension).file
    assert head.refine["pupils-files"] == head.refine["student-data"]


# --- codes ---


def _replacing_rule(extension: Path, line: str = "") -> Path:
    file = _rule(extension)
    _replace(file, "code: OC-001\n", f"code: SDP-008\n{line}")
    return file


def test_a_row_that_takes_a_code_of_the_extended_pack_must_say_so(extension: Path) -> None:
    _replacing_rule(extension)
    with pytest.raises(PackError) as error:
        load(extension)
    said = r":2:1: the code SDP-008 is that of a row of the extended pack, at \S+SDP-008\S+\.yaml:1:1\."
    assert re.search(said, str(error.value))
    assert "replaces: true" in str(error.value)


def test_a_row_that_says_so_replaces_the_row_of_the_extended_pack(extension: Path) -> None:
    _replacing_rule(extension, "replaces: true\n")
    rows = {row.code: row for row in load(extension).requirements}
    assert len(rows) == 26
    assert rows["SDP-008"].name == "Written notice of changes"


def test_a_row_that_replaces_nothing_is_told(ours: Path, extension: Path) -> None:
    for pack in (ours, extension):
        _replace(_rule(pack), "since:", "replaces: true\nsince:")
        with pytest.raises(PackError, match=r":\d+:1: there is no row O[PC]-001 for it to replace"):
            load(pack)


def test_a_row_is_not_both_replaced_and_changed(extension: Path) -> None:
    _replacing_rule(extension, "replaces: true\n")
    _add(extension / "pack.yaml", "rows: {SDP-008: {severity: info}}\n")
    with pytest.raises(PackError, match="SDP-008 is changed here, but this pack's own file replaces it"):
        load(extension)


def test_a_parameter_of_another_kind_is_told_with_its_place(extension: Path) -> None:
    _add(extension / "pack.yaml", "params:\n  notice_hours: soon\n")
    with pytest.raises(
        PackError, match=r"pack\.yaml:\d+:3: notice_hours=soon does not fit: the policy has notice_hours=72"
    ):
        load(extension)
