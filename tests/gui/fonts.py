# SPDX-License-Identifier: AGPL-3.0-or-later
"""Another font as the system's own: our windows have to be right with any."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

CONFIG = """
<fontconfig>
    <include>/etc/fonts/fonts.conf</include>
    <match target="pattern">
        <test name="family"><string>sans-serif</string></test>
        <edit name="family" mode="prepend" binding="strong"><string>%s</string></edit>
    </match>
</fontconfig>
"""


def use_font(family: str) -> None:
    """Make a font that of the system; to be called before Qt is started."""
    config = Path(tempfile.mkdtemp(), "fonts.conf")
    config.write_text(CONFIG % family)
    os.environ["FONTCONFIG_FILE"] = str(config)
