"""Every sentence has a key that is used, every key used has a sentence, and the gaps agree."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator

from app.rules.helping import HELP_VALUES
from app.texts import messages
from tests.house.tree import ROOT, literals, parsed, place, python_files, texts

GAP = re.compile(r"\{([a-z_]\w*)[^{}]*\}")
KEY = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
# A file's name may look like a key.
FILE = re.compile(r"\.(css|csv|db|html|json|lock|log|pdf|png|svg|toml|ttf|xlsx|zip)$")
# A page of the county's server says its sentences itself, whole or by a key whose end it builds.
SAID = re.compile(r'say\("([\w.]+)"[,)]')
BUILT = re.compile(r'say\("([\w.]+)" ~')
# Who takes a key and the values of its gaps by name; what the storage finds wrong is a Fault.
SPEAKERS = {"say", "Problem", "Fault"}


def keys_in(text: str, areas: set[str]) -> set[str]:
    """The words of a text that look like a key of one of the areas."""
    return {key for key in KEY.findall(text) if key.split(".")[0] in areas}


def named_keys(module: ast.Module, areas: set[str]) -> dict[str, int]:
    """Each key that stands as a whole literal, with its line; the piece of a built key is none."""
    built = built_prefixes(module, areas)
    whole = [(line, text) for line, text in literals(module) if KEY.fullmatch(text) and not FILE.search(text)]
    return {text: line for line, text in whole if text.split(".")[0] in areas and text not in built}


def built_prefixes(module: ast.Module, areas: set[str]) -> set[str]:
    """The fixed beginnings of keys that code builds, as in f"check.{rule}" or "check." + rule."""
    built = [node.values[0] for node in ast.walk(module) if isinstance(node, ast.JoinedStr) and node.values]
    begun = {str(first.value) for first in built if isinstance(first, ast.Constant)}
    begun |= {text for _, text in literals(module) if re.fullmatch(r"[a-z_]+\.(\w+_)?", text)}
    return {text for text in begun if "." in text and text.split(".")[0] in areas}


def gaps(sentence: str) -> set[str]:
    """The names of a sentence's gaps."""
    return set(GAP.findall(sentence))


def spoken(module: ast.Module) -> Iterator[tuple[int, str, str, set[str]]]:
    """Line, speaker, key and value names of each call whose key and values can be seen."""
    for node in ast.walk(module):
        if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
            continue
        speaker = ast.unparse(node.func).split(".")[-1]
        seen = all(keyword.arg for keyword in node.keywords)
        if speaker in SPEAKERS and seen and len(node.args) == 1:
            yield node.lineno, speaker, str(node.args[0].value), {word.arg or "" for word in node.keywords}


def wrong_gaps(
    calls: Iterable[tuple[int, str, str, set[str]]], known: dict[str, str]
) -> list[tuple[int, str]]:
    """Line and key of each call that leaves a gap open, or says a value its sentence has no gap for.

    A `Problem` may carry more than it says: its values also serve whoever handles it.
    """
    wrong = []
    for line, speaker, key, values in calls:
        asked = gaps(known.get(key, ""))
        if asked - values or (values - asked and speaker == "say"):
            wrong.append((line, key))
    return wrong


def fields_of_forms() -> set[str]:
    """Every path of a form (`record.field`, `help.causes`): written like a key, and none."""
    folders = [ROOT / "forms" / folder for folder in ("records", "help", "public")]
    files = [tomllib.loads(path.read_text("utf-8")) for folder in folders for path in folder.glob("*.toml")]
    return {f"help.{key}" for key in HELP_VALUES} | {
        f"{file['record']['key']}.{field['key']}"
        for file in files
        for group in [file, *file.get("group", [])]
        for field in group.get("fields", [])
    }


def areas_of(known: dict[str, str]) -> set[str]:
    """The areas (files) the keys belong to."""
    return {key.split(".")[0] for key in known}


def test_every_key_that_code_names_has_a_sentence():
    known, areas = messages().keys() | fields_of_forms(), areas_of(messages())
    unknown = [
        f"{place(path, line)} {key}"
        for path in python_files("app")
        for key, line in named_keys(parsed(path), areas).items()
        if key not in known
    ]
    assert unknown == []


def test_every_speaker_names_a_known_key():
    unknown = [
        f"{place(path, line)} {key}"
        for path in python_files("app", "db")
        for line, _, key, _ in spoken(parsed(path))
        if key not in messages()
    ]
    assert unknown == []


def test_every_key_that_a_page_names_has_a_sentence_with_its_gaps():
    wrong = [
        f"{place(path)} {key}"
        for path, text in texts(".html")
        for key, values in re.findall(r'say\("([\w.]+)"((?:,[^)]*)?)\)', text)
        if gaps(messages().get(key, "{unknown}")) != set(re.findall(r"(\w+)=", values))
    ]
    assert wrong == []


def test_every_sentence_is_used():
    known, areas = messages(), areas_of(messages())
    modules = [parsed(path) for path in python_files("app", "db")]
    used = {key for module in modules for key in named_keys(module, areas)}
    begun = tuple(prefix for module in modules for prefix in built_prefixes(module, areas))
    # Forms may name the sentence of a check.
    used |= {key for path, text in texts(".toml") if "forms" in path.parts for key in keys_in(text, areas)}
    begun += tuple(key for _, text in texts(".html") for key in BUILT.findall(text))
    used |= {key for _, text in texts(".html") for key in SAID.findall(text)}
    assert sorted(key for key in known if key not in used and not key.startswith(begun)) == []


def test_the_gaps_of_a_sentence_are_filled_where_it_is_said():
    wrong = [
        f"{place(path, line)} {key}"
        for path in python_files("app", "db")
        for line, key in wrong_gaps(spoken(parsed(path)), messages())
    ]
    assert wrong == []


def test_no_sentence_is_empty():
    assert [key for key, text in messages().items() if not text.strip()] == []


def test_open_and_superfluous_gaps_are_found():
    known = {"import.row": "{row} {file}", "import.done": "."}
    code = ast.parse(
        'say("import.row", row=1)\n'
        'say("import.done", row=1)\n'
        'Problem("import.done", row=1)\n'
        'raise errors.Problem("import.row")\n'
        'say("import.row", **values)\n'
        'say("import.row", row=1, file=2)\n'
    )
    assert wrong_gaps(spoken(code), known) == [(1, "import.row"), (2, "import.done"), (4, "import.row")]


def test_keys_are_seen_in_literals_but_not_in_docstrings_or_other_areas():
    code = ast.parse(
        '"""import.gone"""\na = "import.row"\nb = "other.row"\nc = f"import.on_{a}", "import." + b\n'
    )
    assert named_keys(code, {"import"}) == {"import.row": 2}
    assert built_prefixes(code, {"import"}) == {"import.on_", "import."}
