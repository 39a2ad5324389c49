"""Read one table of a TOML file key by key, and note what is wrong with it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from data.importing.formulas import NO_FORMULA, looks_like_a_formula
from data.importing.problems import Problem, Problems, one_of, quoted

# White space around a value in a file of answers, which means nothing.
BLANKS = " \t\r\n\u00a0"
# More than any code of an answer, and little enough for Python to write it out.
LARGE = 10**18


@dataclass
class Section:
    """A table of a TOML file. Whatever is read of it but is not as it must be is added to
    ``problems``, and something empty is returned in its place."""

    place: str
    values: Mapping[str, object]
    problems: Problems
    known: dict[str, None] = field(default_factory=dict)

    def close(self) -> None:
        """Complain of all keys that were not read."""
        for key in self.values.keys() - self.known.keys():
            self.complain(f"the key {quoted(key)}", one_of(self.known))

    def complain(self, found: str, expected: str, key: str = "") -> None:
        self.problems.add(Problem(found, expected, " ".join(filter(None, (self.place, key)))))

    def wrong(self, key: str, value: object, expected: str) -> None:
        self.complain(described(value), expected, key)

    def value(self, key: str) -> object:
        """A value as it is; None if there is none."""
        self.known[key] = None
        return self.values.get(key)

    def section(self, key: str, place: str | None = None) -> "Section":
        """A table in this table; an empty one if there is none."""
        value = self.value(key)
        if not isinstance(value, dict | None):
            self.wrong(key, value, "a table")
        return Section(place or f"[{key}]", value if isinstance(value, dict) else {}, self.problems)

    def sections(self, key: str) -> Iterator["Section"]:
        """The tables of an array of tables."""
        value = self.value(key)
        tables = value if isinstance(value, list) else []
        if not tables or not all(isinstance(table, dict) for table in tables):
            self.wrong(f"[[{key}]]", value, f"a table [[{key}]] for each")
            return
        for number, table in enumerate(tables, start=1):
            yield Section(f"[[{key}]] {number}", table, self.problems)

    def text(
        self, key: str, longest: int, like: str = "", such_as: str = "", default: str | None = None
    ) -> str:
        """A text on one line; ``like`` is a regular expression, and ``such_as`` says it in words.
        Without a default there must be one."""
        value = self.value(key)
        if value is None and default is not None:
            return default
        expected = such_as or "a text"
        if not isinstance(value, str) or not (tidy := " ".join(value.split())):
            self.wrong(key, value, expected)
        elif len(tidy) > longest:
            self.wrong(key, value, f"at most {longest} characters")
        elif not tidy.isprintable():
            self.wrong(key, value, "nothing but letters, digits and signs that can be seen")
        elif like and not re.fullmatch(like, tidy, re.ASCII):
            self.wrong(key, value, expected)
        elif looks_like_a_formula(tidy):
            self.wrong(key, value, NO_FORMULA)
        else:
            return tidy
        return ""

    def optional_text(
        self, key: str, longest: int, like: str = "", such_as: str = ""
    ) -> str | None:
        return self.text(key, longest, like, such_as, default="") or None

    def choice(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        """One of a few texts."""
        value = self.value(key)
        if value is None and default is not None:
            return default
        if value not in choices:
            self.wrong(key, value, one_of(choices))
            return choices[0]
        return str(value)

    def number(self, key: str, lowest: int, highest: int, default: int | None = None) -> int | None:
        """A whole number; the default, if there is none."""
        value = self.value(key)
        if value is None:
            if default is None:
                self.wrong(key, value, f"a whole number from {lowest} to {highest}")
            return default
        if type(value) is not int or not lowest <= value <= highest:
            self.wrong(key, value, f"a whole number from {lowest} to {highest}")
            return default
        return value

    def flag(self, key: str) -> bool:
        """true or false; false if it is not there."""
        value = self.value(key)
        if not isinstance(value, bool | None):
            self.wrong(key, value, "true or false")
        return value is True

    def column(self, key: str) -> str:
        """The name of a column of the file of answers."""
        name = self.optional_column(key)
        if not name and self.values.get(key) in (None, ""):
            self.wrong(key, None, "the name of a column")
        return name or ""

    def optional_column(self, key: str) -> str | None:
        value = self.value(key)
        if value in (None, ""):
            return None
        if not isinstance(value, str) or not value.strip(BLANKS):
            self.wrong(key, value, "the name of a column")
            return None
        return value.strip(BLANKS)

    def file_values(self, key: str) -> list[str]:
        """What stands in the file for something: a label or code, or a list of them."""
        value = self.value(key)
        several = value if isinstance(value, list) else [] if value is None else [value]
        texts = [
            str(one).strip(BLANKS)
            for one in several
            if isinstance(one, str) or (type(one) is int and abs(one) < LARGE)
        ]
        if len(texts) < len(several) or not all(texts):
            self.wrong(key, value, "a label or code, or a list of them")
            return []
        return texts


def described(value: object) -> str:
    """A value of a TOML file in words."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value) if abs(value) < LARGE else "a very large number"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return "a table" if isinstance(value, dict) else "a date or time"
