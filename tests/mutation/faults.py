"""The faults that can be planted: Cosmic Ray's, at places that run when a function is called."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from parso.tree import NodeOrLeaf

# Small numbers and short texts that are equal are often identical.
IDENTITY_FOR_EQUALITY = re.compile("_(Eq|NotEq|[LG]tE?)_Is(Not)?$")
STATEMENTS = ("suite", "simple_stmt", "if_stmt", "for_stmt", "while_stmt", "with_stmt", "try_stmt")


@dataclass(frozen=True, order=True)
class Fault:
    """One replacement at a place; ``first`` and ``last`` are the lines of its statement."""

    file: str
    line: int
    column: int
    first: int
    last: int
    operator: str
    occurrence: int


def draw_faults(tree: Path, folders: tuple[str, ...], seed: int) -> Iterator[Fault]:
    """All places in random order, each with one of the faults possible there."""
    places: dict[tuple[str, int, int], list[Fault]] = {}
    for folder in folders:
        for file in sorted((tree / folder).rglob("*.py")):
            for fault in sorted(possible_faults(tree, file)):
                places.setdefault((fault.file, fault.line, fault.column), []).append(fault)
    chance = random.Random(seed)
    for faults in chance.sample(list(places.values()), len(places)):
        yield chance.choice(faults)


def possible_faults(tree: Path, file: Path) -> Iterator[Fault]:
    module = get_ast(file.read_text(encoding="utf-8"))
    for name in operator_names():
        if IDENTITY_FOR_EQUALITY.search(name) or get_operator(name).arguments():
            continue
        operator = get_operator(name)()
        starts = (
            start for node in ast_nodes(module) for start, _ in operator.mutation_positions(node)
        )
        for occurrence, (line, column) in enumerate(starts):
            if lines := called_lines(module.get_leaf_for_position((line, column))):
                path = file.relative_to(tree).as_posix()
                yield Fault(path, line, column, *lines, name, occurrence)


def called_lines(place: NodeOrLeaf) -> tuple[int, int] | None:
    """The lines of the statement around ``place``; None if it runs at import, or is a type."""
    statement, child = None, place
    while parent := child.parent:
        if parent.type == "annassign" and child is parent.children[1]:
            return None
        if statement is None and parent.type in STATEMENTS:
            statement = child
        if parent.type in ("funcdef", "lambdef"):
            around = statement or child
            is_body = child is parent.children[-1]
            return (around.start_pos[0], around.end_pos[0]) if is_body else None
        child = parent
    return None


def with_fault(source: str, fault: Fault) -> str | None:
    """The source with the fault; None if that is no Python, or cannot be planted."""
    try:
        faulty = mutate_code(source, get_operator(fault.operator)(), fault.occurrence)
    except AttributeError:  # Cosmic Ray cannot replace an exception named with its module.
        return None
    try:
        compile(faulty, fault.file, "exec")
    except SyntaxError:
        return None
    return str(faulty)


def change(source: str, faulty: str) -> str:
    """The first line that differs, before and after."""
    lines = zip(source.splitlines(), faulty.splitlines(), strict=False)
    before, after = next((before, after) for before, after in lines if before != after)
    return f"{before.strip()} → {after.strip()}"
