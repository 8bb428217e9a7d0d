"""The words that carry modality, in one table, first match first.

Each entry is a modality and the phrasings that express it. The order settles overlaps: what negates a duty ("shall not be
required to") is looked for before what forbids ("shall not"), and both before what binds ("shall"). The distinctions are
those of contract drafting (obligation, prohibition, discretion and their negations); compare K. Adams, A Manual of Style for
Contract Drafting, chapter 3.
"""

from __future__ import annotations

import re

from clauselint.model import Modality
from clauselint.support.lowercase import compile_lowercase

# A short insertion between the modal and what follows: "shall, at its own cost, not …", "will also".
_ADVERB = (
    r"(?:\s*,[^,;.]{1,60},)?(?:\s+(?:\w+ly|also|further|hereby|always|at\s+(?:all|any)\s+times?|from\s+time\s+to\s+time|then|itself"
    r"|in\s+turn|in\s+(?:any|all|each)\s+(?:event|case)s?|at\s+(?:its|their|his|your|our)\s+(?:own\s+|sole\s+)*(?:cost|expense)))?\s+"
)
_AUX = r"(?:shall|will|must|may|can)"
_BE = rf"(?:is|are|was|were|be|being|(?:shall|will|must|may){_ADVERB}(?:be|remain)|remains?)"
# "may be barred from" is a consequence, and bars nobody yet.
_BE_NOW = rf"(?:is|are|was|were|(?<!may\s)be|being|(?:shall|will|must){_ADVERB}(?:be|remain)|remains?)"
_HAS = rf"(?:has|have|had|having|(?:shall|will){_ADVERB}have|assumes?|undertakes?|bears?|accepts?|under|is\s+under|are\s+under)"
_STRONG = r"(?:\s+(?:strictly|expressly|absolutely|hereby|specifically|otherwise|also|legally|contractually|solely|fully))?\s+"

# Verbs that take a duty off somebody: denied, they leave it on ("approval shall not relieve Provider of its duties").
FREES = r"(?:relieve|release|excuse|discharge|absolve|exonerate|exempt)s?"

_TABLE: tuple[tuple[Modality, str], ...] = (
    (
        Modality.NO_OBLIGATION,
        rf"(?:{_AUX}|do|does|is|are|has|have){_ADVERB}?(?:\s*not|never|\s*n't)\s+(?:be\s+)?(?:deemed\s+)?"
        r"(?:required|obligated|obliged|bound|compelled|responsible|liable|accountable|under\s+(?:an|any)\s+(?:obligation|duty)"
        r"|have\s+(?:any|an|a)\s+(?:\w+\s+){0,2}?(?:obligation|duty|responsibility|liability)|need\s+to)\b"
        rf"|need\s+not\b|{_AUX}\s+be\s+under\s+no\s+(?:\w+\s+){{0,2}}?(?:obligation|duty)\b"
        rf"|{_HAS}\s+no\s+(?:\w+\s+){{0,2}}?(?:obligation|duty|responsibility|liability)\b"
        r"|(?:disclaims?|excludes?)\s+(?:any|all)\s+(?:\w+\s+){0,3}?(?:obligation|duty|responsibility|liability|duties)\b"
        rf"|{_BE}\s+(?:hereby\s+)?(?:excused|relieved|released|exempt(?:ed)?)\s+from\b"
        r"|no\s+(?:obligation|duty)\s+(?:to|on|upon|is|shall|exists)\b"
        r"|(?:creates?|imposes?|places?|implies|imply|lays?)\s+no\s+(?:\w+\s+){0,2}?(?:obligation|duty|duties|responsibility|liability)\b"
        r"|waives?\s+(?:any|all|its)\s+(?:\w+\s+){0,2}?(?:right|claim|remed|obligation)\w*"
        rf"|(?:{_AUX}|do|does){_ADVERB}?\s*not\s+(?:\w+ly\s+)?(?:agree|undertake|covenant|promise|commit|guarantee|represent|warrant|assume)\b",
    ),
    (
        Modality.NO_ENTITLEMENT,
        rf"(?:{_HAS}|acquires?|obtains?|gains?|receives?|retains?|shall\s+(?:acquire|obtain|gain|receive))\s+no\s+(?:\w+,?\s+){{0,3}}?"
        r"(?:rights?|title|interest|licen[sc]e|entitlement|claim|ownership|recourse|remedy|power|authority)\b"
        rf"|(?:{_AUX}|is|are)\s+not\s+(?:be\s+)?entitled\b"
        rf"|(?:{_AUX}|do|does)\s+not\s+(?:have|acquire|obtain|gain|receive|claim|confer|grant|convey|transfer)\s+(?:any|an|a)?\s*(?:\w+,?\s+){{0,4}}?"
        r"(?:rights?|title|interest|licen[sc]e|entitlement|claim|ownership)\b"
        r"|no\s+(?:\w+,?\s+){0,4}?(?:rights?|title|interest|licen[sc]e|ownership)\b[^.;]{0,60}?\b(?:is|are|shall\s+be|passes|pass|vests?|transfers?)\b",
    ),
    (
        Modality.OBLIGATION,
        rf"{_AUX}{_ADVERB}?\s*not\s+(?:\w+ly\s+)?(?:fail|omit|neglect|refuse|cease|decline)\s+to\b"
        rf"|(?:{_AUX}|do|does){_ADVERB}?\s*(?:not|in\s+no\s+way|in\s+no\s+event)\s+(?:be\s+(?:deemed|construed)\s+to\s+)?(?:\w+ly\s+)?{FREES}\b"
        rf"|(?:{_AUX}|is|are){_ADVERB}?\s*not\s+(?:be\s+)?(?:thereby\s+|otherwise\s+)?(?:relieved|released|excused|discharged|absolved|exempt(?:ed)?)\s+(?:of|from|by)\b"
        r"|may\s+(?:be\s+|apply\s+|offer\s+|provide\s+)?no\s+(?:less|lower|weaker)\b",
    ),
    (
        Modality.HORTATORY,
        r"(?<=[\w,)]\s)(?:should|ought\s+to)(?:\s+not)?\b"
        r"|(?<!\bno\s)(?<!\ban\s)(?<!\bany\s)(?<!\bevery\s)(?<!\bto\s)(?<!\bor\s)(?<!ed\s)(?<!\beffort\s)(?<!\befforts\s)(?:(?:do|does)\s+)?(?:not\s+)?(?:intends?|expects?(?:\s+\w+){0,4}?|aims?|strives?|plans?|hopes?|wish(?:es)?|prefers?|aspires?|desires?|tr(?:y|ies)|attempts?|seeks?)\s+(?:not\s+)?to\b"
        r"|(?:do|does)\s+not\s+(?:currently\s+)?(?:intend|plan|expect)\b"
        r"|(?:is|are|remains?)\s+(?:deeply\s+|fully\s+|strongly\s+)?(?:committed|dedicated|encouraged|expected|invited|urged|advised|asked|welcome|requested)\s+to\b"
        r"|takes?\s+(?:\w+\s+){0,6}?seriously\b"
        r"|(?:recogni[sz]es?|appreciates?|values?|understands?)\s+(?:the\s+)?(?:\w+\s+){0,3}?(?:importance|sensitiv\w+|value|need)\b"
        r"|(?:believes|supports|encourages|recommends|(?<=\bwe\s)(?:believe|support|encourage|recommend|value)|(?<=parties\s)(?:believe|support|encourage|recommend))\b"
        r"|it\s+is\s+(?:\w+'s\s+|our\s+|its\s+|the\s+\w+\s+)?(?:intent|intention|goal|aim|policy|hope)\b",
    ),
    (
        Modality.PROHIBITION,
        rf"(?:in\s+no\s+(?:event|case|circumstances?|way)|under\s+no\s+circumstances?|at\s+no\s+time|nor|on\s+no\s+account)\s+{_AUX}\b"
        rf"|{_AUX}{_ADVERB}?\s*(?:not|never|in\s+no\s+(?:event|case|way|circumstances?)|under\s+no\s+circumstances?|at\s+no\s+time|on\s+no\s+account|(?:be\s+)?neither"
        r"|(?:refrain|abstain|desist)\s+from|no\s+longer|avoid)\b(?!\s+only)"
        r"|cannot\b|can\s+not\b|won't\b|can't\b"
        r"|(?:agrees?|undertakes?|covenants?|promises?|pledges?|commits?)(?:\s+(?:never|not)\s+to|\s+to\s+(?:refrain|abstain|desist)\s+from|\s+to\s+not)\b"
        rf"|{_BE_NOW}{_STRONG}(?:prohibited|forbidden|barred|precluded|enjoined|disallowed|banned)(?:\s+(?:from|to))?\b"
        rf"|(?:{_AUX}|is|are)\s+(?:not|never)\s+(?:be\s+)?(?:permitted|allowed|authori[sz]ed|free|licensed|lawful)\b"
        r"|it\s+(?:is|(?:shall|will)\s+be)\s+(?:the\s+)?(?:\w+\s+){0,2}?\w+['’]s?\s+(?:\w+\s+)?(?:duty|obligation|responsibility)\s+(?:not|never)\s+to\b"
        r"|(?:refrains?|abstains?|desists?)\s+from\b|(?:prohibits?|forbids?|bars)\b"
        r"|(?:do|does)\s+not\s+(?:permit|allow|authori[sz]e|entitle|empower)\b"
        r"|it\s+(?:is|(?:shall|will)\s+be)\s+(?:the\s+)?(?:\w+\s+){0,2}?\w+['’]s?\s+(?:\w+\s+)?(?:duty|obligation|responsibility)\s+(?:not|never)\s+to\b",
    ),
    (
        Modality.ENTITLEMENT,
        rf"(?:has|have|(?:shall|will|may){_ADVERB}(?:have|retain|hold|reserve)|retains?|reserves?|holds?)\s+(?:\w+,?\s+){{0,3}}?"
        r"(?:rights?|option|authority|power|discretion|privilege)(?:\s+and\s+\w+)?(?:\s*,[^,;.]{1,80},)?(?:\s+[^,;.]{1,40}?)?\s+(?:to|of)\b"
        rf"|{_BE}\s+entitled\s+to\b",
    ),
    (
        Modality.PERMISSION,
        rf"(?:may(?!\s+(?:\d|be\s+amended\s+from))|might|could|can)\b|{_BE}\s+(?:\w+ly\s+|hereby\s+)?(?:permitted|allowed|authori[sz]ed|free|licensed|at\s+liberty)\s+to\b"
        r"|nothing\s+(?:[^.;]{0,100}\s)?(?:prevents?|prohibits?|limits?|restricts?|excludes?|precludes?|stops?)\b"
        r"|(?:hereby\s+)?(?:grants?|gives|give|licenses)\s+(?:to\s+)?[^.;]{0,90}?(?<!notice\sof\s)(?<!notification\sof\s)(?<!explanation\sof\s)(?:rights?|licen[sc]e|permission|leave)\b"
        r"|(?:hereby\s+)?(?:consents\s+to|hereby\s+consents?\s+to|permits(?=\s+(?!and\b|or\b|of\b|for\b|from\b|to\b|required\b|necessary\b|which\b|that\b)\w)|allows|authori[sz]es)\b",
    ),
    (
        Modality.OBLIGATION,
        rf"(?:shall|must|(?<!at\s)will)\b(?:{_ADVERB}(?:be\s+)?(?:required|obligated|obliged|bound|responsible|liable|accountable|subject|answerable)(?:\s+(?:to|for|by))?\b)?"
        r"|(?:agrees?|undertakes?|covenants?|promises?|pledges?|commits?|guarantees?)(?:(?:\s+and\s+\w+s?)?(?:\s*,[^,;.]{1,60},)?\s+to(?!\s+(?:pursuant|under|in\s+accordance)\b)|\s+that)\b"
        r"|(?:represents?|warrants?|certif(?:y|ies)|confirms?)\s+(?:and\s+\w+s?\s+)?that\b"
        rf"|{_BE}{_STRONG}?\s*(?:required|obligated|obliged|bound|responsible|liable|accountable|answerable|subject|charged)\s+(?:to|for|by|with|in)\b"
        rf"|{_BE}\s+under\s+(?:a|an|the)\s+(?:\w+\s+)?(?:obligation|duty)\b"
        r"|(?:has|have|shall\s+have)\s+(?:only\s+)?[^,;.]{1,40}?\b(?:hours?|days?|weeks?|months?)\b[^,;.]{0,60}?\s+to\b"
        r"|(?:has|have|shall\s+have|bears?|assumes?|accepts?)\s+(?:a|an|the|full|sole|all)\s+(?:\w+\s+){0,2}?(?:duty|obligation|responsibility|liability)\b"
        r"|it\s+(?:is|(?:shall|will)\s+be)\s+(?:hereby\s+)?(?:the\s+|a\s+)?(?:\w+\s+)?(?:duty|obligation|responsibility)\s+of\b"
        r"|it\s+(?:is|(?:shall|will)\s+be)\s+(?:the\s+)?(?:\w+\s+){0,2}?\w+['’]s?\s+(?:\w+\s+)?(?:duty|obligation|responsibility)\s+to\b"
        r"|it\s+(?:is|shall\s+be)\s+(?:up\s+to|for)\s+(?:the\s+)?(?:[A-Z]\w+\s+){1,3}?to\b"
        r"|(?:is|are)\s+to\s+(?=[a-z])|(?:obliges|requires)\s+(?:the\s+)?\w+\s+to\b|binds\b|(?:dut(?:y|ies)|obligations?|terms|provisions|requirements|rules|conditions|restrictions)\s(?:(?!which\b|that\b)[^.;,]){0,60}?\bbind\b",
    ),
)

# For lowered text.
MODAL_CUE = compile_lowercase(r"\b(?:" + "|".join(f"(?P<t{i}>{p})" for i, (_, p) in enumerate(_TABLE)) + r")")
MODALITY_OF = {f"t{i}": m for i, (m, _) in enumerate(_TABLE)}

# Triggers that are plain verbs: inside a subordinate clause ("except as this Agreement permits") they start nothing.
LEXICAL = re.compile(r"(?i)^(?!shall|will|must|may|can|should|ought)")
SUBORDINATE = re.compile(
    r"(?i)\b(?:as|(?<!more\s)(?<!less\s)(?<!fewer\s)(?<!later\s)(?<!other\s)than|which|who|unless|until|if|where|when|whenever|whether|to\s+the\s+extent(?:\s+that)?|except(?:\s+(?:as|where|that))?|because|since|that)(?:\s+(?!(?:and|or|but)\b)[\w'’-]+(?:\.\d+)*){0,5}\s+$"
)
CONTENT = re.compile(
    r"(?i)\b(?:(?:agree[sd]?|ensur\w+|assur\w+|represents?|warrants?|acknowledges?|understands?|certif(?:y|ies|ied|ying)|confirms?|covenants?"
    r"|guarantees?|undertakes?|states?|understood|acknowledged|notif(?:y|ies|ied)|inform(?:s|ed)?)\s+(?:\w+\s+){0,2}?"
    r"|(?:provid(?:es?|ed|ing)|requir(?:es?|ed|ing)|caus(?:es?|ed|ing)|procur\w+|condition)(?:,?\s+(?:however|further|always),?)?\s+(?:\w+\s+){0,2}?)that\b[^,;]*$"
)
LEADING_CONDITION = re.compile(
    r"(?i)^\W*(?:\([a-z0-9]+\)\s*)?(?:if|when|whenever|where|once|unless|should|in\s+the\s+event|in\s+case|as\s+(?:soon|long)\s+as|to\s+the\s+extent)\b[^,]*,"
)

# "X is limited to …": a restriction without a modal verb of its own; for lowered text.
LIMITED = compile_lowercase(
    r"\b(?:is|are|be|remains?)\s+(?:strictly\s+|expressly\s+|hereby\s+|further\s+)*(?:limited|restricted|confined)\s+(?:solely\s+|only\s+|strictly\s+|exclusively\s+)?(?:to|by)\b"
)
# What makes a permission or a duty exclusive: nothing else is allowed; for lowered text.
ONLY = compile_lowercase(
    r"\b(?:(?<!with\s)only|solely|exclusively|alone\b(?!\s+or)|otherwise\s+than|none\s+(?:but|besides|other|else|except)|nobody\s+(?:but|except|else)|strictly\s+(?:for|to|as)|nothing\s+(?:else|more|beyond)|(?:for|to|make|in)\s+no\s+(?:other|one|third|person|further|purpose)|to\s+nobody|no\s+other\s+\w+|not\s+otherwise|no\s+one\s+(?:else|other|outside|without))\b"
)
# "shall disclose it to no one", "shall make no use": the negation stands in the object; for lowered text.
NO_OBJECT = compile_lowercase(
    r"\b(?:has\s+no\s+(?:\w+\s+)?(?:access|cop(?:y|ies)|possession)\b|(?:collect|hold|keep|retain|store|obtain|receive|share|disclose|release)\w*(?:\s+(?:and|or)\s+\w+)?\s+no\b(?!\s+(?:later|more|less|longer))|to\s+(?:no\s+one|nobody|no\s+(?:other\s+|third\s+)?(?:person|party|entity|organi[sz]ation|individual)s?)|(?:make|have|permit|allow|give|engage\s+in|seek|attempt|undertake|conduct|carry\s+out|perform|effect)\s+no\b(?!\s+(?:later|more|less))|for\s+no\s+(?:other\s+)?(?:purpose|reason|use)|no\s+(?:other\s+|further\s+|commercial\s+)?(?:use|disclosure|sale|purpose|copy|copies)\b)"
)
INVERTED = re.compile(r"(?i)^(?:in\s+no|under\s+no|at\s+no|nor|on\s+no)\b")
NEGATED_SUBJECT = re.compile(
    r"(?i)\b(?:nothing|no(?!\s+(?:later|more|less|fewer|sooner|earlier|longer))|neither|none|nobody)\b"
)
NEGATED_VERB = re.compile(
    r"(?i)\b(?:(?:does|do|is|are|has)(?:\s+not|n['’]t)\b(?!\s+(?:later|more|less|only)\b)|never|no\s+longer|(?<!\bor\s)not(?!\s+(?:later|more|less|fewer|sooner|earlier|longer|only)\b)|nor)\b"
)
PASSIVE = re.compile(
    r"(?i)^\W*(?:not\s+|never\s+|also\s+|then\s+|\w+ly\s+)?(?:be|been|being|is|are)\s+(?:(?:not|also|then|\w+ly)\s+)?((?!open\b|even\b)\w+(?:ed|en|wn|ld|pt|ft|id|nt|ut|ound|ought|ade|one|ept|orne|met|set|split))\b"
)
# Passives whose subject still is the one bound or entitled.
SUBJECT_PASSIVES = frozenset(
    [
        "bound",
        "required",
        "obligated",
        "obliged",
        "prohibited",
        "permitted",
        "allowed",
        "entitled",
        "authorized",
        "authorised",
        "deemed",
        "construed",
        "interpreted",
        "intended",
        "forbidden",
        "barred",
        "precluded",
        "limited",
        "restricted",
        "confined",
    ]
)
# Where the verb says nothing but that it is forbidden, limited or done, what it is about stands before it: "Sale of … is
# prohibited", "no disclosure shall be made".
NOMINAL = re.compile(
    r"(?i)\W*(?:not\s+)?(?:be\s+|is\s+|are\s+)?(?:\w+ly\s+)?(?:prohibited|forbidden|barred|banned|permitted|allowed|limited|restricted|confined"
    r"|required|subject|granted|authori[sz]ed|made|done|occur|take\s+place|happen|precede|given|provided|served|sent|issued|furnished|follow|comply|conform|meet|require|await|apply|extend)"
)
NOMINAL_CUE = re.compile(
    r"(?i)prohibit|forbid|forbidden|permitted|allowed|limited|restricted|required|subject|prevents?|duty|right"
)
