"""Abbreviations of contracts and citations, in lower case, and words that begin a sentence after one."""

from __future__ import annotations

from clauselint.lexicon.word_set import word_set

NEVER_FINAL = word_set(
    "no nos sec secs sect art arts para paras par cl fig vol pp ch e.g i.e cf v vs mr mrs ms dr prof hon st "
    "rev gen ex exh sched approx incl est viz ca subd pt pub stat fed reg"
)
"""Abbreviations that never end a sentence: something always follows."""

SOMETIMES_FINAL = word_set(
    "inc corp co ltd llc l.l.c l.p llp plc lp s.a n.a n.v b.v s.p.a gmbh u.s u.s.a u.s.c u.k c.f.r cfr usc "
    "conn mass minn tex wash fla ill cal ariz colo del kan mich mont neb nev okla tenn wis wyo ann rev comp educ "
    "d.c e.u etc seq al a.m p.m jr sr bros dept assn ave blvd rd ste bldg gov univ tel ext attn jan feb mar "
    "apr jun jul aug sept sep oct nov dec esq ph.d m.d"
)
"""Abbreviations that end a sentence where a word of :data:`SENTENCE_STARTERS` follows."""

SENTENCE_STARTERS = word_set(
    "the this these that those each any all if in no neither either upon such it its both for where when "
    "while unless except notwithstanding provider vendor contractor recipient company district school "
    "licensee licensor customer client party parties we you our your they he she there nothing subject during "
    "after before as at by to on an a every without under should however further furthermore otherwise "
    "additionally nor failure subcontractor consultant operator"
)
"""Words that, with a capital, usually begin a sentence."""
