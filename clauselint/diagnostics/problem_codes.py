"""Codes besides those of requirements: problems of a file (DOC) and notices about waivers, baseline and parties."""

from __future__ import annotations

from dataclasses import dataclass

from clauselint.diagnostics.errors import NOTICES, PROBLEMS

_UNREAD = "error: the file counts as not read in full, and the command ends with 3"
_SEEN = "warning: the file is read in full; whoever signs should know"
_INFO = "info: for the record"
_WARNS = "warning: reported, fails the check with --fail-on warning"


@dataclass(frozen=True, slots=True)
class Code:
    """The explanation of a code: meaning and what to do; ``counts`` says in words what it does to the outcome."""

    counts: str
    means: str
    todo: str


_EXPLAINED = {
    "DOC001": Code(
        _UNREAD,
        "The file has no bytes, or nothing but white space. A download or a copy went wrong, or it is a placeholder.",
        "Get the file again from where it came from.",
    ),
    "DOC002": Code(
        _UNREAD,
        "What the file holds is not whole: it ends too early, an index in it points nowhere, or single pages cannot be "
        "decoded. What a damaged part said is not known, so nothing is called missing because of it.",
        "Get the file again. Where that is not possible, open it in Word or a PDF reader, save it under a new name, and "
        "check the new file; compare the two.",
    ),
    "DOC003": Code(
        _UNREAD,
        "Pages are pictures of text, as a scanner or a fax makes them: there is nothing to read but pixels. Findings that "
        "such a page could change become “cannot determine”, not “missing”.",
        "Install OCR (the extra clauselint[ocr] and Tesseract) and run again, or ask for a file whose text can be selected. "
        "If a person has read the pages, a waiver for this code says so, and the exit code 3 goes.",
    ),
    "DOC004": Code(
        _UNREAD,
        "The file is encrypted, and no password, or a wrong one, was given.",
        "Give it as --password WORD, or in the environment variable CLAUSELINT_PASSWORD, where other users of the machine "
        "do not see it. Or save a copy without a password.",
    ),
    "DOC005": Code(
        _UNREAD,
        "The file is of a kind that clauselint does not read: old Word (.doc), RTF, OpenDocument, a web page, a mail, an "
        "archive, a picture. It is named, so that no contract is passed over in silence.",
        "Save it as .docx or PDF, or take the contract out of the mail or archive, and check that.",
    ),
    "DOC006": Code(
        "warning where the content could be read, else error",
        "The file's name promises one format and its content is another, for example a PDF called contract.docx.",
        "Give the file the suffix of its content. Ask who sent it, if that was not you: a wrong name can be meant to mislead.",
    ),
    "DOC007": Code(
        _UNREAD,
        "The text is not in English as far as can be told. It is shown by 'clauselint text' and not judged: every clause "
        "would seem to be missing.",
        "Have the English version checked, if there is one that binds.",
    ),
    "DOC008": Code(
        "error where the part could hold contract text, else warning",
        "A part of the file is damaged, missing, or of a kind that cannot be read: an embedded document, a portfolio of "
        "PDFs, a form whose text only one program shows. The message names the part.",
        "Open the file where it was made and save it again, which takes embedded text in; or save the parts as files of "
        "their own and check those too. A waiver for this code accepts a part that a person has looked at.",
    ),
    "DOC009": Code(
        "warning; info where only formatting is changed",
        "There are tracked changes that nobody has accepted or rejected, so it is open what the contract says. The text was "
        "read as if all were accepted, or with --revisions original as if all were rejected.",
        "Settle the changes in Word before signing. Run once with each view to see what depends on them.",
    ),
    "DOC010": Code(
        _INFO,
        "The file has comments. They are not contract text and satisfy no requirement.",
        "Read them with 'clauselint text FILE': they may say what the parties still argue about. Remove them before signing.",
    ),
    "DOC011": Code(
        _SEEN,
        "Files are attached to or embedded in this one (a workbook, another PDF). They were not read.",
        "Save them as files of their own and check those too, if they are part of the contract.",
    ),
    "DOC012": Code(
        _SEEN,
        "The file was damaged and was repaired as well as that goes; text may be missing at the damaged place.",
        "Compare 'clauselint text FILE' with what a PDF reader shows, or get the file again.",
    ),
    "DOC013": Code(
        _SEEN,
        "There is text that a reader does not see (hidden, white on white, tiny, covered) or that is struck through. It is "
        "left out of the contract text: it neither satisfies nor contradicts anything.",
        "See what it says with 'clauselint text FILE', and have it deleted or made plain before signing.",
    ),
    "DOC014": Code(
        _UNREAD,
        "The file is larger, deeper or slower to read than a contract is. The limits keep a hostile file from taking the "
        "machine.",
        "Check that it is a contract. If it is, print it to a new PDF, or split it, and check the new files. "
        "CLAUSELINT_TIMEOUT is the limit of time in seconds.",
    ),
    "DOC015": Code(
        _UNREAD,
        "A page has text, but its fonts do not say which letters the shapes stand for; copying it from a PDF reader gives "
        "nonsense too.",
        "Run again with --ocr force where OCR is installed, or print the page to a new PDF from the program that made it.",
    ),
    "DOC016": Code(
        "warning where a picture fills much of a page, else info",
        "There are pictures beside the text: logos, seals, photographs, perhaps a picture of text. They were not read.",
        "Look at what they show. Where one holds terms, ask for them as text.",
    ),
    "DOC017": Code(
        _UNREAD,
        "The file could not be opened at all: it is locked by another program, you may not read it, or it went away.",
        "Close it elsewhere, or check its permissions, and run again.",
    ),
    "DOC018": Code(
        _UNREAD,
        "The file could be read, and holds no text.",
        "Check that it is the right file.",
    ),
    "DOC019": Code(
        _INFO,
        "There are fields that wait to be filled in. A term that stands in such a field is not there yet.",
        "Fill them in, or strike them, and check again before signing.",
    ),
    "DOC020": Code(
        _SEEN,
        "Pages without text were read by OCR from their pictures. OCR misreads words and numbers, so what hangs on such "
        "pages is less sure, and the report says so.",
        "Compare each quote from such a page with the page itself.",
    ),
    "WVR001": Code(
        _WARNS,
        "A waiver's day of expiry has passed. The finding that it covered counts again.",
        "Close the gap, or decide again and write a new day and reason.",
    ),
    "WVR002": Code(
        _WARNS,
        "A waiver covers nothing: the gap is closed, the document is gone, or code or path are misspelt.",
        "Delete the waiver, or correct it.",
    ),
    "WVR003": Code(
        _WARNS,
        "The clause that a waiver was written for has changed since. What was accepted is no longer what stands there, so "
        "the waiver does not hold.",
        "Read the new clause, and decide again: 'clauselint waive' writes the waiver for it.",
    ),
    "BAS001": Code(
        _WARNS,
        "The baseline lists a finding that is not there any more: it was put right, or its document is gone.",
        "'clauselint baseline prune' takes such entries out.",
    ),
    "PTY001": Code(
        _WARNS,
        "A side is stated for a party (--party, or parties in the settings), and no contract of the run holds that name or role "
        "word. The sides are then those that were read.",
        "Write the name or the role word as the contract has it. The notice lists the parties that were read.",
    ),
}
CODES = {code: (about, _EXPLAINED[code]) for code, about in {**PROBLEMS, **NOTICES}.items()}
"""Every code with what it is about, in a few words, and its explanation."""
