"""Nothing that hangs on a wall leaves past the gate: who may draw it, and that whoever draws it has it read again."""

import ast
from collections.abc import Iterator

from tests.house.tree import ROOT, parsed, python_files

APP = ROOT / "app"
POSTERS = "app.documents.posters"
READS_AGAIN = frozenset({"pass_gate", "hold", "let_out", "let_out_file"})
"""What reads finished bytes, and raises or tells."""


def modules(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    """The modules of some rooms of the app with their trees; of all of them where none is named."""
    for path in python_files("app"):
        inside = path.relative_to(APP).parts
        if not rooms or inside[0] in rooms:
            yield str(path.relative_to(ROOT)), parsed(path)


def drawn_in(tree: ast.Module) -> set[str]:
    """The drawing functions of posters that a module has: make_poster and its kin."""
    return {
        name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(POSTERS)
        for name in node.names
        if name.name.startswith("make_")
    }


def functions(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def calls(node: ast.AST) -> dict[str, int]:
    """The names a function calls, each with the last line it does so."""
    found: dict[str, int] = {}
    for one in ast.walk(node):
        if isinstance(one, ast.Call):
            name = one.func.attr if isinstance(one.func, ast.Attribute) else getattr(one.func, "id", "")
            found[name] = max(found.get(name, 0), one.lineno)
    return found


def readers(tree: ast.Module) -> set[str]:
    """What reads finished bytes in a module: the gate itself, and functions of its own that call it."""
    own = {name for name, node in functions(tree).items() if READS_AGAIN & calls(node).keys()}
    return own | READS_AGAIN


def passes(tree: ast.Module, node: ast.FunctionDef, draws: set[str]) -> bool:
    """Whether what a function draws is read again below."""
    called = calls(node)
    last = max(line for name, line in called.items() if name in draws)
    return any(line > last for name, line in called.items() if name in readers(tree))


def test_only_operations_draw_posters():
    outside = {
        name
        for name, tree in modules()
        if drawn_in(tree) and not name.startswith(("app/operations", "app/documents"))
    }
    assert outside == set()


def test_whoever_draws_a_poster_has_it_read_again_before_it_is_given_away():
    found = {name: tree for name, tree in modules("operations") if drawn_in(tree)}
    assert found, "the notices are drawn somewhere"
    past = [
        f"{name}: {function}"
        for name, tree in found.items()
        for function, node in functions(tree).items()
        if drawn_in(tree) & calls(node).keys() and not passes(tree, node, drawn_in(tree))
    ]
    assert past == []


def test_papers_and_minutes_that_hang_are_read_again_wherever_their_bytes_are_made():
    papers = parsed(APP / "operations" / "papers.py")
    for name in ("make_papers", "print_bytes"):
        assert readers(papers) & calls(functions(papers)[name]).keys(), name
    for path in (APP / "operations" / "proceedings").glob("*.py"):
        tree = parsed(path)
        for name, node in functions(tree).items():
            made = {"make_proceeding", "proceeding_sheets"} & calls(node).keys()
            assert not made or asks_whether_it_hangs(node), f"{path.name}: {name}"


def asks_whether_it_hangs(node: ast.AST) -> bool:
    return any(isinstance(one, ast.Attribute) and one.attr == "hangs" for one in ast.walk(node))


def test_a_notice_s_workbook_is_read_again():
    for path in (APP / "operations" / "notices").glob("*.py"):
        tree = parsed(path)
        for name, node in functions(tree).items():
            written = "write_workbook" in calls(node)
            assert not written or READS_AGAIN & calls(node).keys(), f"{path.name}: {name}"


def test_no_window_and_no_command_opens_the_gate_for_more():
    for name, tree in modules("ui", "cli"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "pass_gate":
                assert not node.keywords, f"{name} lets something pass"


def test_the_columns_of_a_notice_are_a_list_in_code_without_a_field_that_exposes():
    from app.paths import forms as forms_folder
    from app.rules.formfiles import load_forms
    from app.rules.notices import COLUMNS

    forms = load_forms(forms_folder())
    sources = {source for columns in COLUMNS.values() for source in columns}
    exposing = [one for one in sources if one in forms.by_path and forms.by_path[one].sensitive]
    assert exposing == []
