"""Chinese that people read stands in `resources/messages/` and `forms/`, never in code."""

import ast
import re

from tests.house.tree import literals, parsed, place, python_files, texts

# Characters, not punctuation: a rule may name the marks at which it cuts a line.
CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def chinese_literals(module: ast.Module) -> list[tuple[int, str]]:
    """Line and text of each string literal with Chinese in it; docstrings may quote a paper."""
    return [(line, text) for line, text in literals(module) if CHINESE.search(text)]


def test_no_chinese_stands_in_code():
    found = [
        f"{place(path, line)} {text[:20]!r}"
        for path in python_files("app", "db")
        for line, text in chinese_literals(parsed(path))
    ]
    assert found == []


def test_no_chinese_stands_in_the_countys_pages():
    assert [place(path) for path, text in texts(".html") if CHINESE.search(text)] == []


def test_chinese_is_found_in_plain_escaped_and_f_strings():
    code = 'a = "户主"\nb = f"第{a}行"\nc = "\\u6237"\nd = "℃ 、"\n'
    assert [line for line, _ in chinese_literals(ast.parse(code))] == [1, 2, 2, 3]


def test_a_docstring_may_quote_a_paper():
    code = '"""《户信息采集表》, p. 2."""\n\ndef head():\n    """户主."""\n'
    assert chinese_literals(ast.parse(code)) == []
