#!/usr/bin/env python3
"""Makes a picture (SVG) of the real screen of a terminal program.

    docs/picture.py [--size 120x36] [--wait 3] [--keys "j j Enter"] OUT.svg -- PROGRAM ARGUMENT...

Starts the program in a tmux server of its own, waits, presses the keys (names as tmux send-keys takes them, one after the
other), waits again, and writes what the terminal then shows. Needs tmux; beyond that only Python's standard library.

The pictures of the documentation, from a county that is made first with `omaolo demo --dir DIR --prepare`:

    docs/picture.py docs/picture-list.svg -- omaolo demo --dir DIR --lang en --theme dark
    docs/picture.py --keys Enter docs/picture-case.svg -- omaolo demo --dir DIR --lang en --theme dark
"""

import argparse
import os
import re
import subprocess
import tempfile
import time
import unicodedata
from xml.sax.saxutils import escape

CELL_WIDTH, CELL_HEIGHT, BASELINE, FONT_SIZE = 8.4, 18, 13.5, 14
GROUND, INK = "#14181f", "#d8dee9"
SIXTEEN = (
    "#000000 #cd3131 #0dbc79 #e5e510 #2472c8 #bc3fbc #11a8cd #e5e5e5 "
    "#666666 #f14c4c #23d18b #f5f543 #3b8eea #d670d6 #29b8db #ffffff"
).split()


def indexed(number):
    """The colour of a number of the 256-colour table."""
    if number < 16:
        return SIXTEEN[number]
    if number < 232:
        levels = (0, 95, 135, 175, 215, 255)
        number -= 16
        return "#%02x%02x%02x" % (levels[number // 36], levels[number // 6 % 6], levels[number % 6])
    return "#%02x%02x%02x" % ((8 + 10 * (number - 232),) * 3)


class Style:
    """What the escape sequences read so far ask for."""

    def __init__(self):
        self.reset()

    def reset(self):
        self.fg = self.bg = None
        self.bold = self.italic = self.underline = self.reverse = self.dim = False

    def take(self, sequence):
        """Takes in the parameters of one SGR sequence."""
        codes = [int(code or 0) for code in sequence.replace(":", ";").split(";")]
        while codes:
            code = codes.pop(0)
            if code == 0:
                self.reset()
            elif code == 1:
                self.bold = True
            elif code == 2:
                self.dim = True
            elif code == 3:
                self.italic = True
            elif code == 4:
                self.underline = True
            elif code == 7:
                self.reverse = True
            elif code == 22:
                self.bold = self.dim = False
            elif code in (23, 24, 27):
                setattr(self, {23: "italic", 24: "underline", 27: "reverse"}[code], False)
            elif code in (38, 48):
                kind = codes.pop(0)
                if kind == 2:
                    colour = "#%02x%02x%02x" % tuple(codes[:3])
                    del codes[:3]
                else:
                    colour = indexed(codes.pop(0))
                setattr(self, "fg" if code == 38 else "bg", colour)
            elif code in (39, 49):
                setattr(self, "fg" if code == 39 else "bg", None)
            elif 30 <= code <= 37 or 90 <= code <= 97:
                self.fg = SIXTEEN[code - 30 if code < 90 else code - 82]
            elif 40 <= code <= 47 or 100 <= code <= 107:
                self.bg = SIXTEEN[code - 40 if code < 100 else code - 92]

    def key(self):
        """Foreground, background and the rest, as they are shown."""
        fg, bg = self.fg or INK, self.bg or GROUND
        if self.reverse:
            fg, bg = bg, fg
        return fg, bg, self.bold, self.italic, self.underline, self.dim


def width(character):
    """How many cells a character takes."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def runs(line, style):
    """The stretches of a line that look alike: (column, cells, text, look)."""
    column, found = 0, []
    for part in re.split(r"(\x1b\[[0-9;:]*m)", line):
        if part.startswith("\x1b["):
            style.take(part[2:-1])
            continue
        for character in re.sub(r"\x1b.|[\x0e\x0f]", "", part):
            cells, look = width(character), style.key()
            if found and found[-1][3] == look:
                start, length, text, _ = found[-1]
                found[-1] = (start, length + cells, text + character, look)
            else:
                found.append((column, cells, character, look))
            column += cells
    return found


def words(column, text):
    """Splits at wide gaps, so that columns stay where they are in a font of another width."""
    return [(column + match.start(), match.group()) for match in re.finditer(r"\S+(?: \S+)*", text)]


def svg(screen, columns, rows):
    """The picture."""
    full_width, full_height = columns * CELL_WIDTH + 16, rows * CELL_HEIGHT + 16
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {full_width:g} {full_height:g}" '
        f'width="{full_width:g}" height="{full_height:g}" font-size="{FONT_SIZE}" '
        "font-family=\"'DejaVu Sans Mono','Liberation Mono',Menlo,Consolas,monospace\">",
        f'<rect width="100%" height="100%" rx="6" fill="{GROUND}"/>',
        '<g transform="translate(8,8)" xml:space="preserve">',
    ]
    style = Style()
    for row, line in enumerate(screen.split("\n")[:rows]):
        top = row * CELL_HEIGHT
        for column, cells, text, (fg, bg, bold, italic, underline, dim) in runs(line, style):
            if bg != GROUND:
                out.append(
                    f'<rect x="{column * CELL_WIDTH:g}" y="{top}" width="{cells * CELL_WIDTH:g}" '
                    f'height="{CELL_HEIGHT}" fill="{bg}"/>'
                )
            looks = f'fill="{fg}"'
            looks += ' font-weight="bold"' if bold else ""
            looks += ' font-style="italic"' if italic else ""
            looks += ' text-decoration="underline"' if underline else ""
            looks += ' opacity="0.7"' if dim else ""
            for start, word in words(column, text):
                length = sum(map(width, word)) * CELL_WIDTH
                out.append(
                    f'<text x="{start * CELL_WIDTH:g}" y="{top + BASELINE:g}" textLength="{length:g}" '
                    f'lengthAdjust="spacingAndGlyphs" {looks}>{escape(word)}</text>'
                )
    out += ["</g>", "</svg>", ""]
    return "\n".join(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="120x36", help="columns x rows")
    parser.add_argument("--wait", type=float, default=3.0, help="seconds before the keys, and after them")
    parser.add_argument("--keys", default="", help="keys with spaces between")
    parser.add_argument("out")
    parser.add_argument("program", nargs="+")
    asked = parser.parse_args()
    columns, rows = map(int, asked.size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        # Away from any settings of one's own, and from a tmux that runs already.
        tmux = ["tmux", "-S", os.path.join(folder, "tmux"), "-f", "/dev/null"]
        environment = dict(os.environ, HOME=folder, COLORTERM="truecolor", LC_ALL="C.UTF-8")
        environment.pop("NO_COLOR", None)
        start = ["new-session", "-d", "-x", str(columns), "-y", str(rows)]
        subprocess.run(tmux + ["start-server", ";", "set", "-g", "default-terminal", "tmux-256color", ";"] + start
                       + asked.program, check=True, env=environment)
        try:
            time.sleep(asked.wait)
            for key in asked.keys.split():
                subprocess.run(tmux + ["send-keys", key], check=True)
                time.sleep(0.3)
            time.sleep(asked.wait)
            screen = subprocess.run(tmux + ["capture-pane", "-e", "-p", "-N"], check=True, stdout=subprocess.PIPE).stdout
        finally:
            subprocess.run(tmux + ["kill-server"], check=False)
    with open(asked.out, "w", encoding="utf-8") as file:
        file.write(svg(screen.decode(), columns, rows))


if __name__ == "__main__":
    main()
