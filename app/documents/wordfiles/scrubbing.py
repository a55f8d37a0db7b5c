"""The finished bytes of a Word file: no author, no remark of a tool, no clock; the same bytes for the same input."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import Final
from xml.sax.saxutils import quoteattr

from docx.document import Document as WordDocument

from app.documents.wordfiles.markup import NAMESPACES, font_names

_DROPPED: Final = (
    "/docProps/thumbnail.jpeg",
    "/customXml/item1.xml",
    "/word/stylesWithEffects.xml",
    "/word/numbering.xml",
    "/word/webSettings.xml",
)
"""What the library's empty document brings beside its text: a picture of itself, data and styles of others."""
_BODY: Final = "word/document.xml"
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
_HEAD: Final = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"


def finish(document: WordDocument, blocks: str, title: str, when: datetime) -> bytes:
    """The document as bytes, `blocks` its body's markup; `title` is all its properties say besides when it was made."""
    properties = document.core_properties
    for name in ("author", "last_modified_by", "comments", "keywords", "category", "subject"):
        setattr(properties, name, "")
    properties.title, properties.revision = title, 1
    properties.created = properties.modified = when.astimezone(UTC).replace(tzinfo=None)
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, one in relations.items() if str(one.target_part.partname) in _DROPPED]:
            del relations[key]
    written = BytesIO()
    document.save(written)
    return _rewritten(written, blocks)


def _rewritten(written: BytesIO, blocks: str) -> bytes:
    """The same parts with faces, styles and settings of our own, the body filled, and no clock in the archive."""
    own = {
        "word/fontTable.xml": _fonts,
        "word/styles.xml": _styles,
        "word/settings.xml": _settings,
        "docProps/app.xml": _program,
    }
    fresh = BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = f"{_HEAD}{own[name]()}".encode() if name in own else old.read(name)
            if name == _BODY:
                # Not by way of a tree: thousands of tables would be parsed only to be written again.
                before, end, after = content.decode().rpartition("<w:sectPr")
                content = f"{before}{blocks}{end}{after}".encode()
            new.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return fresh.getvalue()


def _fonts() -> str:
    """The faces by name, each with the one Word takes where it is missing."""
    faces = [
        f"<w:font w:name={quoteattr(name)}>"
        + (f"<w:altName w:val={quoteattr(names[at + 1])}/>" if at + 1 < len(names) else "")
        + '<w:charset w:val="86"/></w:font>'
        for names in font_names().values()
        for at, name in enumerate(names)
    ]
    return f"<w:fonts {NAMESPACES}>{''.join(dict.fromkeys(faces))}</w:fonts>"


def _styles() -> str:
    """One style, for what a person types later: the type of the body, in Chinese."""
    name = quoteattr(font_names()["song"][0])
    fonts = f"<w:rFonts w:ascii={name} w:hAnsi={name} w:eastAsia={name} w:cs={name}/>"
    size = '<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    return (
        f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}{size}</w:rPr></w:rPrDefault>"
        '<w:pPrDefault><w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
        "</w:styles>"
    )


def _settings() -> str:
    """Word lays the file out as its own of today: frames of tables on the margin, no "compatibility mode"."""
    uri = "http://schemas.microsoft.com/office/word"
    mode = f'<w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/>'
    return f"<w:settings {NAMESPACES}><w:compat>{mode}</w:compat></w:settings>"


def _program() -> str:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'<Properties xmlns="{space}"><Application>Hudang</Application></Properties>'
