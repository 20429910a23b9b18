"""Find which stems a record has, how often, and how much each says about it.

In: records. Out: for each, its stems with their times; of all together, which words have which
stems. A record that goes is read once more, and counted off.
"""

from collections import Counter, defaultdict
from typing import Final, NamedTuple

from masthead.plan.output import SearchRecord
from masthead.search.words import LONGEST, Stems, words

BITS: Final = 12
"""Bits of a weight: there are no heavier ones."""
_STEEP: Final = 1.2
_LENGTH: Final = 0.75
"""BM25: how soon further occurrences stop counting, and how much a long text counts for less."""
_STEPS: Final = 7
"""Steps of a weight of 1."""
_TITLE: Final = 2.5
"""How much a word in the title is worth, where one in the text is worth at most 1 + _STEEP."""

Forms = dict[str, dict[str, int]]
"""Words that are not their own stem, each with its stems, and in how many texts and titles."""

Postings = defaultdict[str, list[int]]
"""By stem, records with weights, `record << BITS | weight`: one number, as there are millions."""


class Found(NamedTuple):
    """What a record has: how often each stem, which of them in title or tags; and its length."""

    times: Counter[str]
    titled: set[str]
    length: int

    def post(self, postings: Postings, number: int, usual: int, boost: float) -> None:
        """Add how much each stem says about the record; texts usually have `usual` words."""
        weight, base = _Weight(self.length, usual, boost), number << BITS
        for stem, times in self.times.items():
            postings[stem].append(base + weight[times])
        for stem in self.titled:
            postings[stem][-1] = base + weight.titled(self.times[stem])


class Reader:
    """Reads records, each in its language, or in the site's if it names none."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._stems: dict[str, Stems] = {}
        self._seen: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def read(self, record: SearchRecord, text: str) -> Found:
        """What a record has that is there."""
        found, read = self._found(record, text)
        self._seen[record.lang].update(read)
        return found

    def forget(self, record: SearchRecord, text: str) -> Found:
        """What a record had that has gone."""
        found, read = self._found(record, text)
        self._seen[record.lang].subtract(read)
        return found

    def note(self, forms: Forms) -> None:
        """Add to `forms` what was read, and take away what was forgotten."""
        for language, seen in self._seen.items():
            stem_of = self._stems[language]
            for word, count in seen.items():
                stem, name = stem_of[word], word[:LONGEST]
                if stem == name or not count:
                    continue
                counts = forms.setdefault(name, {})
                counts[stem] = counts.get(stem, 0) + count
                if not counts[stem]:
                    del counts[stem]
                    if not counts:
                        del forms[name]

    def _found(self, record: SearchRecord, text: str) -> tuple[Found, set[str]]:
        """What it has, and the words that were read."""
        if record.lang not in self._stems:
            self._stems[record.lang] = Stems(record.lang or self._language)
        stem_of = self._stems[record.lang].__getitem__
        read, title = words(text), words(f"{record.title} {' '.join(record.tags)}")
        times, titled = Counter(map(stem_of, read)), {*map(stem_of, title)}
        times.update(dict.fromkeys(titled, 0))
        return Found(times, titled, len(read)), {*read, *title}


class _Weight(dict[int, int]):
    """How much so many occurrences say about one record: BM25 without the word's rarity."""

    def __init__(self, length: int, usual: int, boost: float) -> None:
        self._flat = _STEEP * (1 - _LENGTH + _LENGTH * length / usual)
        self._scale = boost * _STEPS

    def __missing__(self, times: int) -> int:
        weight = self[times] = self._whole(times * (_STEEP + 1) / (times + self._flat))
        return weight

    def titled(self, times: int) -> int:
        """The same for a word that is in the title too."""
        return self._whole(times * (_STEEP + 1) / (times + self._flat) + _TITLE)

    def _whole(self, worth: float) -> int:
        return min(max(1, round(worth * self._scale)), (1 << BITS) - 1)
