"""Bytes come in, one JSON object goes out: what they say, or a sentence that says why not.

python -m tracker.calendars.reading <now> <zone of the reader>
"""

import json
import sys
import warnings
from datetime import datetime

from tracker.calendars.reading.limits import MOST_BYTES, limit_this_process


def main() -> None:
    limit_this_process()
    warnings.simplefilter("ignore")
    # After the limits are set, so that they hold for whatever the parser needs.
    from tracker.calendars.reading.reader import answer

    now, zone = datetime.fromisoformat(sys.argv[1]), sys.argv[2]
    said = answer(sys.stdin.buffer.read(MOST_BYTES), now, zone)
    sys.stdout.write(json.dumps(said))


main()
