"""Words that narrow or weaken a clause, as rules: efforts, knowledge, materiality, discretion, the bound party's own standard.

The kinds are told apart as clinical ConText tells its modifiers; compare H. Harkema et al., ConText, J. Biomed. Inform. 42 (2009).
"""

from __future__ import annotations

from dataclasses import dataclass

from clauselint.detection.rules import PatternRule


@dataclass(frozen=True, slots=True)
class ModifierRule(PatternRule):
    """A phrasing that narrows a clause, and the kind of modifier that it makes. The pattern is for text in lower case."""

    kind: str


QUALIFIER_CUES: tuple[ModifierRule, ...] = (
    ModifierRule(
        "reasonable efforts",
        r"(?:commercially\s+|all\s+|its\s+|their\s+|his\s+|our\s+|such\s+|good[\s-]faith\s+|industry[\s-]standard"
        r"\s+)*(?:reasonable|best|diligent|good[\s-]faith|appropriate\s+good)\s+(?:commercial\s+"
        r"|and\s+\w+\s+|business\s+|faith\s+)*(?:efforts?|endeavou?rs?|attempts?)",
        "efforts",
        catches="Host shall use all reasonable efforts to heat the hall.",
        spares="Host shall heat the hall with effort.",
    ),
    ModifierRule(
        "tries to",
        r"(?:endeavou?rs?|attempts?|tr(?:y|ies)|seeks?|strives?)\s+to",
        "efforts",
        catches="Host tries to heat the hall.",
        spares="Host had three tries.",
    ),
    ModifierRule(
        "makes an effort",
        r"make\s+(?:an?\s+|every\s+|some\s+)?(?:\w+\s+)?(?:efforts?|attempts?)",
        "efforts",
        catches="Host shall make a real effort to heat the hall.",
        spares="Host shall reward efforts.",
    ),
    ModifierRule(
        "commercially reasonable",
        r"(?:commercially|reasonably)\s+(?:reasonable|practicable|feasible)",
        "efforts",
        catches="Heat the hall at a commercially reasonable cost.",
        spares="Heat the hall at a reasonable rent.",
    ),
    ModifierRule(
        "where practicable",
        r"(?:where|when|if|as\s+(?:is|are|far|much)|whenever|to\s+the\s+extent|insofar\s+as|so\s+far"
        r"\s+as)\s+(?:\w+\s+){0,3}?(?:practicable|practical|feasible|convenient|reasonably\s+possible"
        r"|commercially\s+reasonable)",
        "efforts",
        catches="Where this is practicable, Host shall heat the hall.",
        spares="The hall has a practicable stage.",
    ),
    ModifierRule(
        "of which it is aware",
        r"of\s+which\s+(?:it|they|(?:the\s+)?\w+)\s+(?:is|are|becomes?|has|have|obtains?)\s+(?:actually"
        r"\s+|actual\s+)?(?:aware|knowledge)",
        "knowledge",
        catches="Report any leak of which Host is aware.",
        spares="Report any leak of which Host was told.",
    ),
    ModifierRule(
        "to its knowledge",
        r"(?:to|within)\s+(?:the\s+(?:best|extent)\s+of\s+)?(?:its|their|our|your|(?:the\s+)?\w+['’]s?)"
        r"\s+(?:actual\s+|best\s+|reasonable\s+)?knowledge",
        "knowledge",
        catches="To Host's knowledge no pipe leaks.",
        spares="Host has knowledge of pipes.",
    ),
    ModifierRule(
        "to the best knowledge of",
        r"to\s+the\s+best\s+(?:of\s+the\s+)?knowledge\s+of",
        "knowledge",
        catches="To the best of the knowledge of Host no pipe leaks.",
        spares="Host has the best knowledge of pipes.",
    ),
    ModifierRule(
        "that it knows of",
        r"(?:that|which)\s+(?:it|they|(?:the\s+)?\w+)\s+(?:actually\s+)?knows?\s+(?:of|about)",
        "knowledge",
        catches="Report any leak that Host knows of.",
        spares="Report any leak that Host knows.",
    ),
    ModifierRule(
        "actually known",
        r"actually\s+known",
        "knowledge",
        catches="Report leaks actually known.",
        spares="Report leaks commonly known.",
    ),
    ModifierRule(
        "actual knowledge",
        r"(?:has|have|had|with|obtains?)\s+actual\s+knowledge",
        "knowledge",
        catches="Host has actual knowledge of a leak.",
        spares="Host has actual keys.",
    ),
    ModifierRule(
        "known to it",
        r"known\s+to\s+(?:it|them|(?:the\s+)?[A-Z]\w+)",
        "knowledge",
        catches="Report leaks known to it.",
        spares="Report leaks known by heart.",
    ),
    ModifierRule(
        "not knowingly",
        r"(?:not|never)\s+(?:\w+\s+)?(?:knowingly|intentionally|willfully|deliberately|purposely)",
        "knowledge",
        catches="Host shall not knowingly heat an open hall.",
        spares="Host knowingly heats an open hall.",
        why="only intent is forbidden",
    ),
    ModifierRule(
        "substantially similar",
        r"(?:materially|substantially|generally|broadly)\s+(?:similar|comparable|consistent|equivalent"
        r"|the\s+same|in\s+line|as\s+protective|compli\w+)",
        "materiality",
        catches="Paint the hall in a substantially similar red.",
        spares="Paint the hall in a similar red.",
    ),
    ModifierRule(
        "in all material respects",
        r"in\s+all\s+material\s+respects",
        "materiality",
        catches="Keep the rules in all material respects.",
        spares="Keep the rules in all respects.",
    ),
    ModifierRule(
        "confirmed breach",
        r"(?:confirmed|verified)\s+(?:\w+\s+){0,2}?(?:breach|incident|misuse|violation|unauthori[sz]ed"
        r"|disclosure|loss|compromise|intrusion|cases?)",
        "materiality",
        catches="Report each confirmed incident.",
        spares="Report each incident, confirmed or not.",
    ),
    ModifierRule(
        "after an investigation",
        r"(?:after|once|when|upon|following|until)\s+(?:(?:it|they|the|its|their|\w+)\s+){0,3}?(?:(?:has|have)\s+)?"
        r"(?:complet\w*|conclu\w*|finish\w*)\s+(?:of\s+)?(?:(?:the|its|their|an?|any|own|internal|full|forensic)\s+)*"
        r"(?:investigation|inquiry|enquiry|review|analysis|assessment|audit)s?",
        "materiality",
        catches="Report leaks once Host has completed its investigation.",
        spares="Report leaks during the investigation.",
        why="the clock starts when the one who is bound says so",
    ),
    ModifierRule(
        "generally",
        r"generally|typically|normally|usually|ordinarily",
        "materiality",
        catches="Host generally answers within a day.",
        spares="Host answers within a normal day.",
    ),
    ModifierRule(
        "material breach only",
        r"material\s+breach\s+only",
        "materiality",
        catches="Host may leave on material breach only.",
        spares="Host may leave on material breach.",
    ),
    ModifierRule(
        "in its discretion",
        r"(?:in|at|within)\s+(?:the\s+)?(?:its|their|his|our|his\s+or\s+her|\w+['’]s)\s+(?:own\s+"
        r"|sole\s+|absolute\s+|reasonable\s+|exclusive\s+|and\s+|professional\s+)*(?:discretion"
        r"|option|election|judg\w+)",
        "discretion",
        catches="Host may, in its sole discretion, dim the lights.",
        spares="Host dims the lights with discretion.",
    ),
    ModifierRule(
        "in the discretion of",
        r"in\s+the\s+(?:sole\s+|absolute\s+)?discretion\s+of",
        "discretion",
        catches="Lights are dimmed in the sole discretion of the crew.",
        spares="Lights are dimmed at the discretion of the crew.",
    ),
    ModifierRule(
        "as it sees fit",
        r"as\s+(?:it|they|we|the\s+\w+|\w+)\s+(?:may\s+)?(?:sees?|deems?|thinks?|considers?|chooses?"
        r"|elects?|determines?)(?:\s+(?:fit|appropriate|necessary|advisable|desirable|suitable))?",
        "discretion",
        catches="Host dims the lights as it sees fit.",
        spares="Host dims the lights as told.",
    ),
    ModifierRule(
        "when it deems appropriate",
        r"(?:when|if|where|whenever|to\s+the\s+extent)\s+(?:it|they|we|the\s+\w+|\w+)\s+(?:(?:deems?"
        r"|considers?|thinks?)(?:\s+(?:it|this|that))?\s+(?:to\s+be\s+)?(?:fit|appropriate|necessary"
        r"|advisable|desirable)|(?:chooses?|elects?|wishes)(?!\s+to\b)|(?:determines?|believes?)\s+(?:it|this"
        r"|that|notice|notification)(?:\s+(?:is|to\s+be))?(?:\s+(?:fit|appropriate|necessary|advisable"
        r"|desirable|warranted)))",
        "discretion",
        catches="Host dims the lights when it deems this necessary.",
        spares="Host dims the lights when it is necessary.",
    ),
    ModifierRule(
        "under its own policy",
        r"(?:in\s+accordance\s+with|consistent\s+with|according\s+to|pursuant\s+to|under|subject"
        r"\s+to|(?:determined|governed|set|controlled|defined|bound)\s+by|as\s+(?:otherwise\s+)?"
        r"(?:described|stated|set\s+(?:out|forth)|provided|specified|permitted|allowed)\s+(?:in"
        r"|by))\s+(?:its|their|our|your|(?:the\s+)?\w+['’]s)\s+(?:own\s+|then[\s-]current\s+|standard"
        r"\s+|internal\s+|usual\s+|normal\s+|published\s+|current\s+|online\s+|customary\s+)*(?:\w+"
        r"\s+){0,3}?(?:polic(?:y|ies)|practices?|procedures?|schedules?|standards?|terms|notice"
        r"|handbook|codes?|manual|guidelines)",
        "own-standard",
        catches="Host keeps films under its own storage policy.",
        spares="Host keeps films under the City's bridge.",
    ),
    ModifierRule(
        "the same care as",
        r"(?:the\s+)?same\s+(?:degree\s+of\s+)?(?:care|protections?|measures|safeguards|standard"
        r"(?:\s+of\s+care)?)\s+(?:that|as|which|with\s+which|it)\s",
        "own-standard",
        catches="Host keeps films with the same care as it keeps books.",
        spares="Host keeps films with care.",
    ),
    ModifierRule(
        "industry standards",
        r"industry[\s-]standards?(?:\s+security|\s+practices)?",
        "own-standard",
        catches="Host keeps films to industry standards.",
        spares="Host keeps films for the industry.",
    ),
)
