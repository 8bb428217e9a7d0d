"""Role words of contracts, and the side that each is usually on."""

from __future__ import annotations

from clauselint.model import Side

# In each line from the surest word to the least sure: where both parties of a document seem to be on one side, the less
# sure word changes sides ("Provider" is the discloser where the other party is the "Recipient").
_PROTECTED = (
    "school district,district,local education agency,local educational agency,lea,public school district,"
    "board of education,"
    "school board,charter school,school,academy,covered entity,controller,data controller,disclosing party,discloser,"
    "data owner,"
    "data provider,data discloser,disclosing institution,providing institution,state education agency,sea,"
    "state,county,city,"
    "public body,public agency,customer,service recipient,client,buyer,purchaser,subscriber,data exporter,exporter,"
    "department,agency,"
    "board,owner,"
    "government,authority,ministry,council,municipality,town,university,college,institution,licensee,lessee,tenant,"
    "sublessee,subtenant,you,user"
)
_COUNTERPARTY = (
    "receiving party,disclosee,recipient,data recipient,receiving institution,receiver,requestor,requester,"
    "researcher,"
    "principal investigator,data user,business associate,processor,data processor,sub-processor,subprocessor,"
    "data importer,importer,"
    "vendor,contractor,service provider,supplier,seller,operator,third party,subcontractor,consultant,"
    "provider,evaluator,"
    "community partner,partner,grantee,sub-recipient,subrecipient,awardee,developer,publisher,reseller,distributor,"
    "licensor,lessor,landlord,sublessor,sublandlord,foundation,nonprofit,company,corporation,firm,organization,organisation,we,us,our"
)
# Public bodies that a school district itself shares data with; only a capital makes a role of them ("law enforcement agency").
OTHER_PUBLIC_BODIES = (
    "university",
    "college",
    "institution",
    "agency",
    "county",
    "city",
    "state",
    "department",
    "authority",
    "government",
    "council",
    "municipality",
    "town",
)
_PROTECTED_ORDER = tuple(_PROTECTED.split(","))
_COUNTERPARTY_ORDER = tuple(_COUNTERPARTY.split(","))

ROLE_SIDES: dict[str, Side] = {
    **dict.fromkeys(_PROTECTED_ORDER, Side.PROTECTED),
    **dict.fromkeys(_COUNTERPARTY_ORDER, Side.COUNTERPARTY),
}
"""Lower-cased role word to its usual side."""

PRINCIPAL_ROLES = frozenset(ROLE_SIDES) - {"subcontractor", "sub-processor", "subprocessor", "third party"}
"""The role words that a contract's own parties go by; the others are somebody's helpers, unless the preamble names them."""

PRONOUNS = frozenset({"you", "we", "us", "our"})
"""The role words that only a pronoun's antecedent gives a side for certain."""

_RANK = {word: i for order in (_PROTECTED_ORDER, _COUNTERPARTY_ORDER) for i, word in enumerate(order)}


def usual_side(role: str) -> Side:
    """Return the side of a role word by the table: of the word itself, of its longest end ("Core Data Provider"), or of its
    first word ("Vendor A"). Unknown where the table has none of them."""
    words = role.lower().split()
    parts = (*(" ".join(words[n:]) for n in range(len(words))), *words[:1])
    return next((ROLE_SIDES[part] for part in parts if part in ROLE_SIDES), Side.UNKNOWN)


def word_rank(role: str) -> int:
    """Return the place of a role word in its side's order, from 0, the surest; unknown words come last."""
    low = role.lower().strip()
    return _RANK.get(low, _RANK.get(low.split()[-1] if low else "", len(_RANK)))
