"""The look of all figures: type, colours that survive colour blindness, and files that are the same every time."""

from __future__ import annotations

import io
import itertools
import unicodedata
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import Colormap, to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

from model.hashing import content_hash

DPI = 200
FAMILY = "DejaVu Sans"
SMALL, BODY, HEAD = 7.0, 7.5, 10.0
"""Sizes of type in points at the width of a page (see `experiments.report.page`); nothing is smaller than `SMALL`."""

LineStyle = Literal["-", "--"] | tuple[float, tuple[float, ...]]

INK, SOFT, FAINT, PALE, PAPER = "#222222", "#5C5C5C", "#DADADA", "#F1F1F1", "#FFFFFF"
BASE_COLOUR = "#4D4D4D"
"""The base mix is grey: it is what the others are held against."""
COLOURS = ("#3394E6", "#E8500A", "#951B81", "#1F2FB0", "#3D995C", "#B8860B", "#D6336C", "#7A4A2B", "#0E7C86")
"""Colours of the other mixes, by their place in the study. The first four and the grey stay apart under simulated
deuteranopia, protanopia and tritanopia; beyond them line styles and markers tell mixes apart."""
BASE_MARKER = "o"
MARKERS = ("s", "D", "^", "v", "P", "X", "p", "<", ">", "h", "d")
"""Markers of the other mixes; no count in common with the colours, so that 99 mixes have a look of their own."""
LINES: tuple[LineStyle, ...] = (
    "-",
    "-",
    "-",
    "-",
    (0, (1.0, 1.0)),
    (0, (5.0, 1.5, 1.0, 1.5)),
    (0, (3.0, 1.2)),
    (0, (6.0, 1.2, 1.0, 1.2, 1.0, 1.2)),
    (0, (9.0, 1.5)),
)
"""Line styles of the other mixes, one a colour; that of the base is dashed."""
LONGEST_LABEL = 60
"""Columns of a label that fit in a figure; a longer one ends in an ellipsis."""
FALLBACK_FONTS = (
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "Source Han Sans",
    "Hiragino Sans",
    "PingFang SC",
    "Yu Gothic",
    "Microsoft YaHei",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "Nirmala UI",
    "Noto Sans Devanagari",
    "Noto Sans Thai",
    "Leelawadee UI",
    "Arial Unicode MS",
)
"""Fonts for scripts that the font of the figures lacks, as systems have them; those that are installed are used."""

GAIN, PART, LOSS, OPEN, UNTESTED = "#2166AC", "#92C5DE", "#B2451B", "#A6A6A6", "#EDEDED"
"""Blue for what is better or supported, rust for worse or contradicted, grey for what the runs leave open."""

_HUES = (28, 255)
"""Hues (HUSL) at the ends of diverging colours."""

RULES: Any = {
    "font.family": FAMILY,
    "font.size": BODY,
    "text.parse_math": False,
    "text.color": INK,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "axes.labelsize": BODY,
    "axes.titlesize": BODY,
    "axes.linewidth": 0.7,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.formatter.useoffset": False,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.major.width": 0.7,
    "ytick.major.width": 0.7,
    "xtick.major.size": 3.0,
    "ytick.major.size": 3.0,
    "grid.color": "#E6E6E6",
    "grid.linewidth": 0.6,
    "hatch.linewidth": 0.5,
    "figure.dpi": DPI,
    "savefig.dpi": DPI,
    "svg.fonttype": "none",
    "svg.hashsalt": "ketenimpact",
}

_WHITE_NEEDS = 4.5
"""Contrast below which text on a colour is black instead of white."""


@dataclass(frozen=True)
class MixStyle:
    """How a mix is shown: its short code, its label, and the colour and marker that it has in every figure."""

    code: str
    full_label: str
    colour: str
    marker: str
    is_base: bool

    @property
    def label(self) -> str:
        """The label on one line, shortened where it is too long for a figure."""
        return shortened(self.full_label, LONGEST_LABEL)

    @property
    def line(self) -> LineStyle:
        """Line style: the base is dashed, the others have that of their colour."""
        return "--" if self.is_base else LINES[COLOURS.index(self.colour)]


def mix_colour(place: int) -> tuple[str, str]:
    """Return colour and marker of the mix at a place in the study; place 0 is the base."""
    if place == 0:
        return BASE_COLOUR, BASE_MARKER
    return COLOURS[(place - 1) % len(COLOURS)], MARKERS[(place - 1) % len(MARKERS)]


def shortened(text: str, most: int) -> str:
    """Return text on one line of at most `most` columns; what is longer ends in an ellipsis after a whole word."""
    line = " ".join(text.split())
    columns = [1 + (unicodedata.east_asian_width(each) in "WF") for each in line]
    if sum(columns) <= most:
        return line
    fits = sum(total < most for total in itertools.accumulate(columns))
    return f"{line[:fits].rpartition(' ')[0] or line[:fits]}…"


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0-1 (WCAG 2.1)."""
    threshold, offset = 0.04045, 0.055
    red, green, blue = (
        part / 12.92 if part <= threshold else ((part + offset) / (1 + offset)) ** 2.4 for part in to_rgb(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def text_on(colour: str) -> str:
    """Return white or near-black, whichever is readable on a colour."""
    return PAPER if 1.05 / (luminance(colour) + 0.05) >= _WHITE_NEEDS else INK


class Described(Figure):
    """A figure with what it says in words, for those who do not see it."""

    heading: str = ""
    description: str = ""


def new_figure(width: float, height: float) -> Described:
    """Return an empty white figure of a size in inches, apart from any window system."""
    figure = Described(figsize=(width, height), dpi=DPI, facecolor=PAPER)
    FigureCanvasAgg(figure)
    return figure


def bare(axes: Axes) -> None:
    """Take away ticks, labels and frame."""
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)


def only_bottom(axes: Axes) -> None:
    """Keep the horizontal axis alone."""
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)


def diverging() -> Colormap:
    """Return colours for less (orange) and more (blue) than the base, apart for every kind of colour blindness."""
    import seaborn as sns  # here, because scipy.stats is loaded with it, which takes longer than all else

    colours: Colormap = sns.diverging_palette(*_HUES, s=85, l=60, sep=1, as_cmap=True)
    return colours


def save(figure: Figure, folder: Path, name: str, source: str = "") -> list[Path]:
    """Write a figure as PNG and SVG, without dates, versions of other programs or random names; return the two paths.

    Args:
        figure: what to write; of a `Described` one the files hold its words as well.
        folder: where to.
        name: of the files.
        source: study, version and id that the figure is of, for the metadata of both files.
    """
    said = {"Title": getattr(figure, "heading", ""), "Description": getattr(figure, "description", "")}
    known = {key: text for key, text in {**said, "Source": source}.items() if text}
    drawn = {kind: folder / f"{name}.{kind}" for kind in ("png", "svg")}
    _find_fonts(figure)
    with mpl.rc_context(RULES), warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from", UserWarning)  # the SVG has it as text
        figure.savefig(drawn["png"], format="png", metadata={"Software": None, **known})
        text = io.StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None, **known})
    drawn["svg"].write_bytes(_readable(text.getvalue(), name, said).encode("utf-8"))
    return list(drawn.values())


def _readable(svg: str, name: str, said: Mapping[str, str]) -> str:
    """Return an SVG that a screen reader takes for one image with a title and a description."""
    if not said["Title"]:
        return svg
    key = f"figure-{name}-{content_hash([name, *said.values()])[:8]}"
    title = f"<title>{escape(said['Title'])}</title>"
    told = f'<title id="{key}-title">{escape(said["Title"])}</title>'
    described = f'{told}\n <desc id="{key}-desc">{escape(said["Description"])}</desc>'
    root = f'<svg role="img" aria-labelledby="{key}-title" aria-describedby="{key}-desc" '
    return svg.replace(title, described, 1).replace("<svg ", root, 1)


def _find_fonts(figure: Figure) -> None:
    """Give texts in a script that the font of the figures lacks the fonts of this machine that may have it."""
    own = font_manager.get_font(font_manager.findfont(FAMILY))
    for text in figure.findobj(Text):
        if any(not own.get_char_index(ord(each)) for each in text.get_text() if each.isprintable()):
            installed = set(font_manager.get_font_names())
            text.set_fontfamily([FAMILY, *(each for each in FALLBACK_FONTS if each in installed)])
