# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures of what is on screen, in light and in night mode, for a person to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from aqt.qt import QApplication, QImage, QWidget
from aqt.theme import Theme

if TYPE_CHECKING:
    from tests.gui.person import Person

THEMES = {"light": Theme.LIGHT, "night": Theme.DARK}
STEP = 5  # one pixel of so many is looked at, each way


class Camera:
    """Keeps pictures where `--pictures` names a folder; without one it does not even take them."""

    def __init__(self, person: Person, folder: Path | None) -> None:
        self.person, self.folder = person, folder

    def take(self, widget: QWidget, name: str, ready: Callable[[], None] = lambda: None) -> None:
        """Take a picture of a window in each theme, which it has to follow while it is open.

        `ready` waits for what a page still has to paint.
        """
        for theme in self.each_theme() if self.folder else ():
            ready()
            self.keep(widget, name, theme)

    def keep(self, widget: QWidget, name: str, theme: str) -> None:
        """Take a picture of a window as it is, in the theme that is set."""
        if self.folder:
            self.folder.mkdir(parents=True, exist_ok=True)
            image = picture(widget)
            assert_drawn(image, theme, name)
            assert image.save(str(self.folder / f"{name}-{theme}.png"))

    def each_theme(self) -> Iterator[str]:
        """Night mode, and then light again, as it was."""
        for name in reversed(THEMES):
            self.person.mw.set_theme(THEMES[name])
            for _ in range(5):
                QApplication.processEvents()
            yield name


def picture(widget: QWidget) -> QImage:
    """What a widget shows, in the pixels of its screen."""
    image: QImage = widget.grab().toImage()
    assert image.devicePixelRatio() == widget.devicePixelRatioF()
    return image


def assert_drawn(image: QImage, theme: str, name: str) -> None:
    """Something is drawn, in the theme that is set."""
    dark = image.pixelColor(3, image.height() - 4).lightness() < 128
    assert dark == (theme == "night"), name
    across, down = range(0, image.width(), STEP), range(0, image.height(), STEP)
    assert len({image.pixel(x, y) for x in across for y in down}) > 8, name
