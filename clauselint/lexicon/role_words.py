"""Role words of contracts and the side that each is usually on: the one table of them."""

from __future__ import annotations

from clauselint.model import Side

# In each line from the surest word to the least sure: where both parties of a document seem to be on one side, the less
# sure word changes sides ("Provider" is the discloser where the other party is the "Recipient").
_DISTRICT = (
    "school district,district,local education agency,local educational agency,lea,public school district,"
    "board of education,"
    "school board,charter school,school,academy,covered entity,controller,data controller,disclosing party,discloser,"
    "data owner,"
    "data provider,data discloser,disclosing institution,providing institution,state education agency,sea,"
    "state,county,city,"
    "public body,public agency,customer,client,buyer,purchaser,subscriber,data exporter,exporter,department,agency,"
    "board,owner,"
    "government,authority,ministry,council,municipality,town,university,college,institution,licensee,lessee,tenant,"
    "sublessee,subtenant,you,user"
)
_OUTSIDE = (
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
_DISTRICT_ORDER = tuple(_DISTRICT.split(","))
_OUTSIDE_ORDER = tuple(_OUTSIDE.split(","))

ROLE_SIDES: dict[str, Side] = {
    **dict.fromkeys(_DISTRICT_ORDER, Side.PROTECTED),
    **dict.fromkeys(_OUTSIDE_ORDER, Side.COUNTERPARTY),
}
"""Lower-cased role word to its usual side."""

_DOUBT = {word: i for order in (_DISTRICT_ORDER, _OUTSIDE_ORDER) for i, word in enumerate(order)}


def usual_side(role: str) -> Side:
    """The side of a role word by the table: of the word itself, or of its last or first word ("Vendor A").

    Unknown where the table has none of them.
    """
    low = role.lower().strip()
    if low in ROLE_SIDES:
        return ROLE_SIDES[low]
    words = low.split()
    for part in (words[-1:], words[:1]):
        if part and part[0] in ROLE_SIDES:
            return ROLE_SIDES[part[0]]
    return Side.UNKNOWN


def doubt(role: str) -> int:
    """How unsure the table is of a role word; higher is less sure."""
    low = role.lower().strip()
    return _DOUBT.get(low, _DOUBT.get(low.split()[-1] if low else "", len(_DOUBT)))
