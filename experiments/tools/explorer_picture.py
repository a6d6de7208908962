"""A picture of the explorer for the README, made by Chromium: `python -m experiments.tools.explorer_picture`."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from experiments.explorer.content import default_folder, read_content
from experiments.explorer.page import explorer_page
from experiments.place import ROOT
from model.errors import InputError

PICTURE = ROOT / "docs" / "pictures" / "explorer.png"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SIZE = (1280, 800)
COLOURS = 200
"""Colours of the picture: few, so that its file is small."""


def draw_picture(source: Path, picture: Path = PICTURE) -> Path:
    """Write a picture of the explorer of a comparison, with its last mix against the base.

    Args:
        source: folder of the comparison.
        picture: where to.

    Raises:
        InputError: when there is no browser.
    """
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise InputError(f"no browser is on the path; allowed: {', '.join(BROWSERS)}")
    from PIL import Image

    with tempfile.TemporaryDirectory() as folder:
        page, raw = Path(folder) / "page.html", Path(folder) / "raw.png"
        content = read_content(source)
        page.write_text(explorer_page(content, "en"), encoding="utf-8", newline="\n")
        options = ["--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={SIZE[0]},{SIZE[1]}"]
        command = [browser, *options, f"--screenshot={raw}", f"{page.as_uri()}#mix={content.mixes[-1].name}"]
        subprocess.run(command, check=True, capture_output=True)
        picture.parent.mkdir(parents=True, exist_ok=True)
        with Image.open(raw) as image:
            image.convert("RGB").quantize(COLOURS).save(picture, optimize=True)
    return picture


if __name__ == "__main__":
    print(draw_picture(default_folder()))
