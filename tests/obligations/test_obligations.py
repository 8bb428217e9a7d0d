"""Who must do what: through the public face, on small agreements."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import clauselint
from clauselint.model import DocumentReport, Modality, Obligation

M = Modality


@pytest.fixture
def listed(tmp_path: Path) -> Lister:
    return Lister(tmp_path)


class Lister:
    """Lists the obligations of a text."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "agreement.txt"

    def report(self, terms: str, *, head: str | None = None, effective: date | None = None) -> DocumentReport:
        start = (
            'This Agreement is made between Harbor LLC ("Landlord") and Acme, Inc. ("Tenant").'
            if head is None
            else head
        )
        self._file.write_text(f"{start}\n\n1. Terms. {terms}\n", encoding="utf-8")
        return clauselint.obligations(self._file, effective_date=effective).documents[0]

    def __call__(self, terms: str, **options: object) -> list[Obligation]:
        return list(self.report(terms, **options).obligations)  # type: ignore[arg-type]


def said(rows: list[Obligation]) -> set[tuple[str, str]]:
    return {(row.obligor, str(row.modality)) for row in rows}


def test_a_duty_gives_the_other_party_the_entitlement(listed: Lister) -> None:
    duty, right = listed("Tenant shall pay Base Rent to Landlord.")
    assert (duty.obligor, duty.modality, duty.beneficiary, duty.mirror) == ("Tenant", M.OBLIGATION, "Landlord", False)
    assert (right.obligor, right.modality, right.beneficiary, right.mirror) == (
        "Landlord",
        M.ENTITLEMENT,
        "Tenant",
        True,
    )
    assert duty.action == right.action == "pay Base Rent to Landlord"


def test_text_is_the_documents_own(listed: Lister) -> None:
    report = listed.report("Tenant shall pay rent.  Landlord may\nenter, and Tenant shall not object. Nothing else.")
    assert report.obligations
    for row in report.obligations:
        assert report.document.text[row.span.start : row.span.end] == row.text
        assert row.section == "1"


@pytest.mark.parametrize(
    "terms",
    [
        "“Rent” shall mean the sums that Tenant shall pay.",
        "This Lease shall be governed by the laws of Ohio.",
        "Tenant shall be deemed to have accepted the Premises.",
        "Headings are for convenience.",
        "The Term shall commence on May 1 and shall expire one year later.",
    ],
)
def test_what_binds_nobody_gives_no_row(listed: Lister, terms: str) -> None:
    assert listed(terms) == []


def test_recitals_bind_nobody(listed: Lister) -> None:
    assert listed("", head="WHEREAS, Tenant shall have need of space and Landlord will lease it;") == []


@pytest.mark.parametrize(("words", "modality"), [
    ("Tenant shall insure the Premises.", M.OBLIGATION),
    ("Tenant shall not sublet.", M.PROHIBITION),
    ("Tenant may install shelves.", M.PERMISSION),
    ("Tenant shall have the right to renew.", M.ENTITLEMENT),
    ("Tenant need not restore the alterations.", M.NO_OBLIGATION),
    ("Nothing in this Lease obliges Tenant to repair the roof.", M.NO_OBLIGATION),
    ("No provision of this Lease requires Tenant to insure the Building.", M.NO_OBLIGATION),
    ("Tenant hereby waives all claims.", M.NO_ENTITLEMENT),
    ("In no event shall Tenant be liable for lost profits.", M.NO_OBLIGATION),
    ("Tenant shall not be relieved of its duties.", M.OBLIGATION),
    ("No alteration shall be made by Tenant.", M.PROHIBITION),
    ("The premiums shall be paid at Tenant's expense.", M.OBLIGATION),
    ("It is agreed that Tenant's employees shall park elsewhere.", M.OBLIGATION),
])  # fmt: skip
def test_six_modalities(listed: Lister, words: str, modality: Modality) -> None:
    assert ("Tenant", str(modality)) in said([row for row in listed(words) if not row.mirror])


def test_each_party_gives_one_row_a_party(listed: Lister) -> None:
    assert said(listed("Each party shall bear its own costs.")) == {
        ("Landlord", "obligation"),
        ("Tenant", "obligation"),
    }
    assert said(listed("Neither party shall be liable for delay.")) == {
        ("Landlord", "no-obligation"),
        ("Tenant", "no-obligation"),
    }


def test_conditions_are_no_duties(listed: Lister) -> None:
    rows = listed("If Tenant shall fail to pay, or Landlord shall so elect, Landlord may terminate this Lease.")
    assert said(rows) == {("Landlord", "permission")}
    assert rows[0].condition == "If Tenant shall fail to pay, or Landlord shall so elect"


def test_items_of_a_list_are_read_with_their_stem(listed: Lister) -> None:
    rows = [r for r in listed("Tenant shall:\n(a) keep the Premises clean;\n(b) not smoke.") if not r.mirror]
    assert [(r.modality, r.action, r.text) for r in rows] == [
        (M.OBLIGATION, "keep the Premises clean", "keep the Premises clean;"),
        (M.PROHIBITION, "smoke", "not smoke."),
    ]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The tenant shall keep the dwelling clean.", "tenant"),
        ("LESSEE SHALL PAY ALL TAXES.", "LESSEE"),
        ("Guarantor shall pay on demand.", "Guarantor"),
        ("The Sublessee agrees to vacate.", "Sublessee"),
    ],
)
def test_roles_are_known_without_definitions(tmp_path: Path, text: str, who: str) -> None:
    (tmp_path / "sentence.txt").write_text(text, encoding="utf-8")
    rows = clauselint.obligations(tmp_path / "sentence.txt").documents[0].obligations
    assert (rows[0].obligor, rows[0].modality) == (who, M.OBLIGATION)


def test_parties_called_by_their_short_names(listed: Lister) -> None:
    head = "This Agreement is made between Acme Widgets, Inc. and Borealis Trading LLC."
    assert ("Acme Widgets", "obligation") in said(listed("Acme Widgets shall deliver the goods.", head=head))


def test_dates_that_can_be_computed(listed: Lister) -> None:
    day = date(2024, 1, 31)
    due = {
        "Tenant shall pay within thirty (30) days after the Effective Date.": date(2024, 3, 1),
        "Within one month of the Effective Date, Tenant shall insure.": date(2024, 2, 29),
        "Tenant shall vacate within one year and six months after the Effective Date.": date(2025, 7, 31),
        "Tenant shall vacate no later than December 31, 2024.": date(2024, 12, 31),
        "Tenant shall pay at least 5 days before the Effective Date.": date(2024, 1, 26),
    }
    for terms, expected in due.items():
        assert next(row.due for row in listed(terms, effective=day)) == expected, terms


@pytest.mark.parametrize(
    "terms",
    [
        "Tenant shall pay within ten days after notice.",
        "Tenant shall pay within ten business days after the Effective Date.",
        "Tenant shall report within 48 hours after the Effective Date.",
        "Tenant shall pay promptly upon demand.",
        "Tenant shall pay on or before the first day of each month.",
        "Tenant shall pay by February 30, 2024.",
    ],
)
def test_what_cannot_be_computed_stays_text(listed: Lister, terms: str) -> None:
    row = listed(terms, effective=date(2024, 1, 1))[0]
    assert row.due is None
    assert row.obligor == "Tenant"


def test_deadline_trigger_and_exception(listed: Lister) -> None:
    row = listed(
        "Landlord shall return the deposit within sixty (60) days after expiration, unless Tenant is in default."
    )[0]
    assert row.deadline is not None
    assert (row.deadline.text, row.deadline.amount, row.deadline.unit) == (
        "within sixty (60) days after expiration",
        60,
        "days",
    )
    assert row.condition == "after expiration"
    assert row.exceptions == ("unless Tenant is in default",)


def test_a_duration_is_no_deadline(listed: Lister) -> None:
    assert listed("Tenant shall maintain the policy for two years.")[0].deadline is None


@pytest.mark.parametrize(
    ("terms", "who", "action"),
    [
        ("The keys shall be returned by Tenant within three days.", "Tenant", "return the keys within three days"),
        ("The deposit shall promptly be returned to Tenant by Landlord.", "Landlord", "promptly return the deposit to Tenant"),
        ("No alteration shall be made by Tenant without consent.", "Tenant", "make any alteration without consent"),
        ("Neither this Lease nor any interest herein may be assigned by Tenant.", "Tenant",
         "assign this Lease or any interest herein"),
        ("Unless Landlord agrees otherwise, all cabling shall be removed by Tenant.", "Tenant", "remove all cabling"),
        ("Consent shall not be unreasonably withheld, conditioned or delayed by Landlord.", "Landlord",
         "unreasonably withhold, condition or delay Consent"),
        ("The cost of repairs shall be borne by Landlord, unless Tenant caused them.", "Landlord",
         "bear the cost of repairs, unless Tenant caused them"),
        ("Neither party may record this Lease.", "Tenant", "record this Lease"),
        ("Nothing in this Lease obliges Tenant to repair the roof.", "Tenant", "repair the roof"),
    ],
)  # fmt: skip
def test_an_action_goes_on_after_must_or_must_not(listed: Lister, terms: str, who: str, action: str) -> None:
    assert action in [row.action for row in listed(terms) if row.obligor == who and not row.mirror]


@pytest.mark.parametrize(
    "terms",
    [
        "The policies shall be issued by insurers whom Tenant has named.",
        "The Premises shall be cleaned, glazed and aired by Tenant.",
        "There shall be kept by Tenant a register of visitors.",
        "The Premises shall be maintained by Tenant and any claim that follows shall be paid by it.",
    ],
)
def test_a_thing_that_does_not_let_itself_be_turned_round_keeps_its_own_words(listed: Lister, terms: str) -> None:
    for row in listed(terms):
        assert row.action.rstrip(".") in terms


def test_a_role_word_for_people_names_a_party_where_it_is_one(listed: Lister) -> None:
    head = 'This Agreement is made between Harbor Fund ("Client") and Acme Services LLC ("Agent").'
    assert said(listed("Agent shall keep the register.", head=head)) >= {("Agent", "obligation")}
