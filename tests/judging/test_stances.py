"""What a contract says about a hypothesis, and what a discloser, a recipient and a public body make of it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import clauselint
from clauselint.detection.classifiers.stance_features import digest
from clauselint.detection.classifiers.stance_model import STANCES, stance_model
from clauselint.diagnostics.errors import UsageError
from clauselint.model import Finding
from clauselint.packs import load
from clauselint.reporting import render

SCHEMA = Path(clauselint.__file__).parent / "reporting" / "clauselint-v1.schema.json"
FRAME = """AGREEMENT

This Agreement is made between Ada Works, Inc. (the "Disclosing Party") and Byron Labs, LLC (the "Receiving Party").

1. Terms. {}

2. Notices. Notices are sent by post.
"""
NO_COPY = "The Receiving Party shall return or destroy all Confidential Information without keeping any copy of it."
WHOLE = """MUTUAL NON-DISCLOSURE AGREEMENT

This Agreement is made on 3 March 2025 between Ada Works, Inc. (the "Disclosing Party") and Byron Labs, LLC (the "Receiving
Party"), who wish to talk about a joint development of weaving machines (the "Purpose").

1. Definition. "Confidential Information" means all technical, financial and business information that the Disclosing Party
discloses to the Receiving Party in writing, orally or by inspection of objects, whether or not it is marked as confidential.

2. Exclusions. Confidential Information does not include information that (a) is or becomes publicly known without fault of the
Receiving Party; (b) the Receiving Party rightfully receives from a third party without restriction on disclosure; or (c) is
independently developed by the Receiving Party without use of the Confidential Information.

3. Use. The Receiving Party shall use the Confidential Information solely for the Purpose and shall not reverse engineer any
sample or software that embodies it.

4. Disclosure. The Receiving Party may disclose the Confidential Information to those of its employees who need to know it for
the Purpose and who are bound by written duties of confidence. It shall not disclose the Confidential Information to any third
party without the prior written consent of the Disclosing Party.

5. Compelled disclosure. If the Receiving Party is required by law or by a court order to disclose Confidential Information, it
shall give the Disclosing Party prompt written notice so that the Disclosing Party may seek a protective order.

6. No licence. All Confidential Information remains the property of the Disclosing Party. Nothing in this Agreement grants the
Receiving Party any licence or other right in it.

7. Return. Upon termination of this Agreement the Receiving Party shall return or destroy all Confidential Information, except
that it may retain one archival copy in its legal department, to which this Agreement continues to apply.

8. Term. This Agreement ends after two years. The obligations of confidentiality survive termination for five years.
"""


def judged(tmp_path: Path, text: str, side: str = "discloser") -> dict[str, Finding]:
    file = tmp_path / "contract.txt"
    file.write_text(text, encoding="utf-8")
    (report,) = clauselint.check(file, policies=["nda"], params={"side": side}).documents
    return {finding.code: finding for finding in report.findings}


def test_one_text_has_one_stance_and_a_status_for_each_side(tmp_path: Path) -> None:
    rows = {
        side: judged(tmp_path, FRAME.format(NO_COPY), side)["NDA-17"] for side in ("discloser", "recipient", "public")
    }
    assert {row.stance for row in rows.values()} == {"contradicted"}
    assert {side: row.status.value for side, row in rows.items()} == {
        "discloser": "met",
        "recipient": "contradicted",
        "public": "not-applicable",
    }
    assert rows["discloser"].counts_as is None
    assert rows["recipient"].counts_as == "warning"
    assert rows["public"].applicability == "not judged for the side public"
    assert NO_COPY in rows["discloser"].evidence[0].text
    assert (rows["discloser"].evidence[0].role.value, rows["recipient"].evidence[0].role.value) == (
        "supports",
        "contradicts",
    )


def test_the_message_says_whom_it_favors(tmp_path: Path) -> None:
    said = judged(tmp_path, FRAME.format(NO_COPY), "recipient")["NDA-17"].message
    assert (
        "the contract forbids the recipient to keep any copy: favorable for a discloser, unfavorable for a recipient"
        in said
    )


def test_leave_with_its_safeguards_is_better_than_leave_alone(tmp_path: Path) -> None:
    bare = "The Receiving Party may disclose Confidential Information to its employees."
    bound = bare[:-1] + " who need to know it and are bound in writing to keep it secret."
    rows = {text: judged(tmp_path, FRAME.format(text))["NDA-05"] for text in (bare, bound)}
    assert {row.stance for row in rows.values()} == {"entailed"}
    assert [row.status.value for row in rows.values()] == ["weak", "met"]
    assert "it does not include a limit to employees who need to know" in rows[bare].message


def test_a_whole_agreement_is_read_by_the_model(tmp_path: Path) -> None:
    rows = judged(tmp_path, WHOLE)
    stances = {code: row.stance for code, row in rows.items() if row.stance}
    expected = {
        "NDA-02": "contradicted", "NDA-03": "entailed", "NDA-04": "entailed", "NDA-05": "entailed", "NDA-07": "entailed",
        "NDA-09": "entailed", "NDA-10": "entailed", "NDA-11": "entailed", "NDA-12": "entailed", "NDA-13": "entailed",
        "NDA-15": "not-mentioned", "NDA-16": "entailed", "NDA-17": "entailed",
    }  # fmt: skip
    assert {code: stances[code] for code in expected} == expected
    assert any("reverse engineer" in quote.text for quote in rows["NDA-09"].evidence)
    assert rows["NDA-15"].evidence == ()


def test_headings_and_an_empty_contract_say_nothing(tmp_path: Path) -> None:
    assert {r.stance for c, r in judged(tmp_path, "NO REVERSE ENGINEERING\n").items() if c == "NDA-09"} == {
        "not-mentioned"
    }


def test_json_holds_the_stance_and_only_where_there_is_one(tmp_path: Path) -> None:
    file = tmp_path / "contract.txt"
    file.write_text(FRAME.format(NO_COPY), encoding="utf-8")
    printed = json.loads(render(clauselint.check(file, policies=["nda"]), "json"))
    jsonschema.validate(printed, json.loads(SCHEMA.read_text(encoding="utf-8")))
    rows = printed["documents"][0]["requirements"]
    assert {row["code"] for row in rows if row.get("stance") in STANCES} == {f"NDA-{n:02}" for n in range(1, 18)}
    assert "stance" not in next(row for row in rows if row["code"] == "NDA-18")


def test_an_unknown_side_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="side cannot be 'seller'"):
        judged(tmp_path, WHOLE, "seller")


def test_the_weights_were_trained_with_the_terms_that_the_pack_has() -> None:
    pack, model = load("nda"), stance_model("nda-stances")
    assert model.digest == digest(pack.terms, model.terms), "terms changed: run training/nda/train.py again"
    assert {row.stance.model for row in pack.requirements if row.stance} == {"nda-stances"}
    assert set(model.codes) == {row.code for row in pack.requirements if row.stance}
