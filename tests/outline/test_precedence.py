"""Which part of a contract wins where parts conflict."""

from __future__ import annotations

import pytest

from .making import Made


@pytest.mark.parametrize(
    ("conflict", "wins"),
    [
        ("In case of conflict the Partnership Agreement shall control.", False),
        ("In case of conflict between this Agreement and the Partnership Agreement the latter shall control.", False),
        (
            "In a conflict between this Agreement and the Partnership Agreement the Partnership Agreement controls.",
            False,
        ),
        ("This Agreement is an appendix to it and in a conflict the terms of the Order shall prevail.", False),
        ("In case of conflict the terms of this Agreement shall prevail.", True),
        ("In case of conflict this Agreement and the Exhibits prevail over the Order.", True),
        ("If the two differ, the Data Exchange Agreement governs.", True),
    ],
)
def test_the_winner_is_the_last_thing_named_before_the_verb(conflict: str, wins: bool) -> None:
    made = Made(
        "Data Exchange Agreement",
        "1. This Agreement is an appendix to the Partnership Agreement between the parties.",
        f"2. {conflict}",
    )
    assert made.outline.parts[0].prevails is wins
