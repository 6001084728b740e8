# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opens a copy of anybody's collection, as it stands on the day after its last answer."""

from __future__ import annotations

import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from anki._backend import RustBackend
from anki.collection import Collection
from anki.errors import BackendError, DBError

from addon.collection.log_rows import ANSWER
from addon.ordering import DAY_SECS

COLLECTIONS, PACKAGES = (".anki2", ".anki21"), (".colpkg", ".apkg")
# What a package has besides a collection: which format it is of, and which media. They are long,
# and not looked at, so there are none of them in the copy: no entries, as each format says it.
META, MEDIA = "meta", "media"
NO_MEDIA, NO_MEDIA_ZSTD = b"{}", bytes.fromhex("28b52ffd2000010000")
ZSTD_COLLECTION = "collection.anki21b"
DEFAULT_ROLLOVER = 4


class Timing(NamedTuple):
    """A day, by the names that Anki has for it; before the collection's first it is negative."""

    days_elapsed: int
    next_day_at: int


class UnusableError(Exception):
    """A file that there is nothing to tell of; says why."""


@contextmanager
def opened(path: Path) -> Iterator[Collection]:
    """Give a copy, on which `col.sched` says that it is the day after the last answer."""
    try:
        # Anki can be reading the file, and a folder may be read-only: all is done elsewhere.
        with tempfile.TemporaryDirectory(prefix="biased-queue-") as folder:
            copy = Path(folder, "collection.anki2")
            if path.suffix.lower() in PACKAGES:
                _unpack(path, copy)
            else:
                _copy(path, copy)
            col = Collection(str(copy))
            try:
                _stand_after_last_answer(col)
                yield col
            finally:
                col.close()
    except OSError as error:
        raise UnusableError(error.strerror or str(error)) from error
    except (BackendError, DBError, zipfile.BadZipFile) as error:
        raise UnusableError(f"not a collection, or damaged ({_one_line(error)})") from error


def _copy(path: Path, copy: Path) -> None:
    shutil.copyfile(path, copy)
    log = path.with_name(path.name + "-wal")  # what SQLite has not yet moved into the file
    if log.exists():
        shutil.copyfile(log, copy.with_name(copy.name + "-wal"))


def _unpack(path: Path, copy: Path) -> None:
    """Have Anki unpack a package's collection, of whichever of its formats."""
    slim = copy.with_name("slim.colpkg")
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(slim, "w") as target:
        names = package.namelist()
        for name in names:
            if name == META or name.startswith("collection."):
                with package.open(name) as source, target.open(name, "w", force_zip64=True) as to:
                    shutil.copyfileobj(source, to)
        target.writestr(MEDIA, NO_MEDIA_ZSTD if ZSTD_COLLECTION in names else NO_MEDIA)
    media = copy.with_name("media")
    media.mkdir()
    RustBackend().import_collection_package(
        col_path=str(copy),
        backup_path=str(slim),
        media_folder=str(media),
        media_db=str(copy.with_name("media.db")),
    )
    slim.unlink()


def _stand_after_last_answer(col: Collection) -> None:
    assert col.db is not None
    if (damage := col.db.scalar("pragma quick_check")) != "ok":
        raise UnusableError(f"damaged ({_one_line(damage)})")
    now = 1000 * time.time()  # a clock that was ahead leaves rows in the future
    last = col.db.scalar(f"select max(r.id) from revlog r where {ANSWER} and r.id < ?", now)
    if last is None:
        raise UnusableError("no answers in its review log")
    timing = timing_at(col, last // 1000 + DAY_SECS)
    if col.sched_ver() == 1:
        col.upgrade_to_v2_scheduler()  # it logged the ratings of learning cards otherwise
    # All that is read of the scheduler comes from here.
    col.sched._timing_today = lambda: timing  # type: ignore


def timing_at(col: Collection, at: int) -> Timing:
    """Return the number and the end of the day then, where the person was: Anki knows only now.

    Has to come before Anki's own, which stores the time zone of this computer.
    Source: rslib/src/scheduler/timing.rs.
    """
    if col.sched_ver() == 1:  # its days begin at the hour of the first
        day = (at - col.crt) // DAY_SECS
        return Timing(day, col.crt + (day + 1) * DAY_SECS)
    here = -(time.localtime(at).tm_gmtoff // 60)
    west = col.get_config("localOffset", None)
    west = here if west is None else west
    created_west = col.get_config("creationOffset", None)
    begins = 60 * west + 3600 * col.get_config("rollover", DEFAULT_ROLLOVER)
    day = (at - begins) // DAY_SECS
    first = (col.crt - 60 * (west if created_west is None else created_west)) // DAY_SECS
    return Timing(day - first, (day + 1) * DAY_SECS + begins)


def _one_line(what: object) -> str:
    return " ".join(str(what).split())
