"""The rows of a view without a server: ``python -m api.rows VIEW [QUERY]`` writes them as JSON.

``rows`` is the CSV file that the data API gives, ``data_version`` the version of the data.
"""

import json
import sys
from urllib.parse import parse_qsl

from exports.tables import to_csv
from queries.build_info import data_version
from queries.database import NoDatabaseError
from views.filter_kinds import read
from views.registry import tables


def rows(view_name: str, query: str) -> dict[str, str]:
    """The rows of a view, and of which data they are.

    Raises
    ------
    ValueError
        If there is no such view, or it cannot be asked so.
    """
    if view_name not in tables():
        raise ValueError(f"There is no view “{view_name}”, only {', '.join(tables())}.")
    kind, table = tables()[view_name]
    filters, problems = read(kind.page.filters, parse_qsl(query), kind.page.appearance)
    if problems:
        raise ValueError(f"{problems[0].parameter}: {problems[0].message}")
    return {"data_version": data_version(), "rows": to_csv(table.result(filters).rows).decode()}


def main(arguments: list[str]) -> int:
    """Write the rows: 0, or 1 if they cannot be had."""
    view_name, query = [*arguments, "", ""][:2]
    try:
        answer = rows(view_name, query)
    except (ValueError, NoDatabaseError) as error:
        print(error, file=sys.stderr)
        return 1
    sys.stdout.buffer.write(json.dumps(answer).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
