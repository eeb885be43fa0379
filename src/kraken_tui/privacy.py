"""What the answers of a tenant tell of its customers, so that it can be found in any text."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kraken_tui.api.secret_text import is_iban
from kraken_tui.forms.personal import is_personal

_WRITTEN = {"subject", "filename"}
"""Fields that somebody wrote, and that things are called by."""

SHORTEST = 3
SHORTEST_CLIPPED = 3
"""So many characters at least of a text that is cut off tell that it is the one."""

CUT = "\N{HORIZONTAL ELLIPSIS}"

_WORDS = """
april august bank bill bills bonus card cash charge christian credit day days debt demo end faith
field fields form free given good grace grant held home hope house june king last law list long
may mark meter miles name none note paid pay payment place price read reading ready rich rose send
summer the title type unknown will winter word worth young
"""
_ORDINARY = frozenset(_WORDS.split())
"""Names of people that are words of this program too; alone they tell nobody."""

_WORD = re.compile(r"\w+")
_PATTERNS = (
    re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)*"),
    re.compile(r"\+\d[\d ()-]{6,}\d"),
    re.compile(r"\*{2,} ?\d{2,6}"),
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")


class Span(NamedTuple):
    """Where something stands in a text: from a character up to another one."""

    start: int
    end: int


class Known:
    """The texts that tell who the customers are, as far as they were learned."""

    def __init__(self) -> None:
        self._by_first_word: dict[str, set[str]] = {}
        self.count = 0

    def learn(self, data: object, *, name: str = "", above: str = "") -> None:
        """Take in an answer, or what is sent, by the names of its fields."""
        for text in _personal(data, name, above):
            for part in _parts(text):
                self._add(part)

    def _add(self, text: str) -> None:
        first = _WORD.search(text)
        if first is None or len(text) < SHORTEST or re.fullmatch(r"\d{1,5}", text):
            return
        lowered = text[first.start() :].lower()
        alike = self._by_first_word.setdefault(first[0].lower(), set())
        if lowered not in alike:
            alike.add(lowered)
            self.count += 1

    def spans(self, text: str) -> list[Span]:
        """Find what is known in a line of text, also where it is cut off, and what looks alike."""
        found = [Span(*each.span()) for pattern in _PATTERNS for each in pattern.finditer(text)]
        found += [Span(*each.span()) for each in _IBAN.finditer(text) if is_iban(each[0])]
        lowered = text.lower()
        if len(lowered) == len(text):  # Else nothing would be found in its place.
            for word in _WORD.finditer(lowered):
                alike = self._by_first_word.get(word[0]) or ()
                ends = [_end(lowered, word.start(), each) for each in alike]
                if any(ends):
                    found.append(Span(word.start(), max(ends)))
            found += self._cut_off(lowered)
        return found

    def _cut_off(self, lowered: str) -> Iterator[Span]:
        """Find what an ellipsis cuts within its first word, or behind it."""
        for cut in re.finditer(CUT, lowered):
            begun = lowered[: cut.start()]
            last = re.search(r"\w+$", begun)
            if last is None or len(last[0]) < SHORTEST_CLIPPED:
                continue
            if any(first.startswith(last[0]) for first in self._by_first_word):
                yield Span(last.start(), cut.start())


def _end(lowered: str, start: int, text: str) -> int:
    """Tell where a text that may begin at a place ends there; 0 where it is another one."""
    end = start + len(text)
    if lowered.startswith(text, start):
        return end if not lowered[end : end + 1].isalnum() else 0
    cut = lowered.find(CUT, start, end)
    shown = lowered[start:cut].rstrip() if cut > 0 else lowered[start:].rstrip()
    # The rest of it may stand on the line below.
    is_begun = len(shown) >= SHORTEST_CLIPPED and (cut > 0 or " " in shown)
    return start + len(shown) if is_begun and text.startswith(shown) else 0


def _personal(value: object, name: str, above: str) -> Iterator[str]:
    """Give the texts of personal fields, and what people are called by several of them."""
    if isinstance(value, Mapping):
        yield from _full_names(value)
        for key, inner in value.items():
            yield from _personal(inner, str(key), name or above)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _personal(inner, name, above)
    elif isinstance(value, str) and value and (name in _WRITTEN or is_personal(name, above)):
        yield value


def _full_names(person: Mapping[str, object]) -> Iterator[str]:
    given = (person.get("preferredName"), person.get("givenName"), person.get("firstName"))
    family = person.get("familyName") or person.get("lastName")
    for each in given:
        if each and family:
            yield f"{each} {family}"


def _parts(text: str) -> Iterator[str]:
    """Give a text, and those of its parts that tell something by themselves."""
    if "@" in text or not (" " in text or text.isalpha()):
        yield text
        return
    if " " in text or text.lower() not in _ORDINARY:
        yield text
    for part in re.split(r",\s*|\n", text):
        if part != text and (" " in part or any(each.isdigit() for each in part)):
            yield part.strip()
