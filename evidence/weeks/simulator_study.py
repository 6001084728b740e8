# SPDX-License-Identifier: AGPL-3.0-or-later
"""Studies some weeks in the real Anki, and then asks Anki's own simulator how they go on.

Its simulator takes the person's habits from the review log, so it needs one. Reads and writes as
`real_study` does; writes the reviews of each simulated day, and the cards known at their end.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from anki.scheduler_pb2 import SimulateFsrsReviewRequest

from evidence.days.study import Clock

from .memory import PARAMETERS
from .real_study import Weeks
from .runs import Case
from .study import STEPS

LONGEST_INTERVAL = 36_500
EVERY_WEEKDAY = [1.0] * 7


def anki_days(weeks: Weeks, days: int) -> dict[str, Any]:
    preset = weeks.case.preset
    request = SimulateFsrsReviewRequest(
        params=PARAMETERS,
        desired_retention=preset.retention,
        historical_retention=preset.retention,
        days_to_simulate=days,
        new_limit=weeks.case.new,
        review_limit=preset.reviews_a_day,
        new_cards_ignore_review_limit=preset.new_ignore_review_limit,
        max_interval=LONGEST_INTERVAL,
        easy_days_percentages=EVERY_WEEKDAY,
        learning_step_count=len(STEPS.learning),
        relearning_step_count=len(STEPS.relearning),
        deck_size=weeks.case.new * days,  # new cards besides those that the deck has
    )
    said = weeks.col._backend.simulate_fsrs_review(request)
    known = said.accumulated_knowledge_acquisition[-1]
    return {"reviews": [*said.daily_review_count], "known": known}


def main() -> None:
    clock = Clock()
    for line in sys.stdin:
        asked = json.loads(line)
        case = Case.of_json(asked["case"])
        with tempfile.TemporaryDirectory() as folder:
            weeks = Weeks(case, None, asked["seed"], clock, Path(folder, "collection.anki2"))
            weeks.study()
            clock.begin_day(case.days)  # the morning after
            weeks.reopen()
            said = anki_days(weeks, asked["days_after"])
            weeks.col.close()
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
