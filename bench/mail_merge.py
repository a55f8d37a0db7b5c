"""Runs LibreOffice's mail merge over FOLDER/card.fodt and FOLDER/households.csv; for the system's Python with `uno`.

Prints the seconds of a merge into one PDF and of a merge into a PDF each. LibreOffice's start is not counted.
"""

import pathlib
import subprocess
import sys
import time

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]


def connect(folder: pathlib.Path) -> tuple[object, object]:
    """A LibreOffice of our own (own profile, own pipe) and its service manager."""
    pipe = f"bench{time.time_ns()}"
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
         f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + 90
    while True:
        try:
            return office, resolver.resolve(
                f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
            ).ServiceManager
        except Exception:  # uno raises kinds of its own until LibreOffice listens
            if time.monotonic() > end:
                raise
            time.sleep(0.3)


def register(services: object, folder: pathlib.Path) -> None:
    """Make the CSV known to LibreOffice as the data source "households"."""
    sources = services.createInstance("com.sun.star.sdb.DatabaseContext")  # type: ignore[attr-defined]
    source = sources.createInstance()
    source.URL = f"sdbc:flat:{folder}"
    words = {
        "Extension": "csv",
        "CharSet": "utf-8",
        "HeaderLine": True,
        "FieldDelimiter": ",",
        "StringDelimiter": '"',
    }
    source.Info = tuple(PropertyValue(name, 0, value, 0) for name, value in words.items())
    source.DatabaseDocument.storeAsURL((folder / "households.odb").as_uri(), ())
    sources.registerObject("households", source)


def merge(services: object, folder: pathlib.Path, single: bool) -> float:
    """Seconds of one merge."""
    out = folder / ("one" if single else "many")
    out.mkdir()
    work = services.createInstance("com.sun.star.text.MailMerge")  # type: ignore[attr-defined]
    work.DataSourceName, work.Command, work.CommandType = "households", "households", 0
    work.DocumentURL = (folder / "card.fodt").as_uri()
    work.OutputType, work.OutputURL = 2, out.as_uri()
    work.SaveFilter, work.SaveAsSingleFile, work.FileNamePrefix = "writer_pdf_Export", single, "card"
    start = time.perf_counter()
    work.execute(())
    took = time.perf_counter() - start
    if not list(out.glob("*.pdf")):
        raise SystemExit("LibreOffice made no PDF")
    return took


def main() -> None:
    folder = pathlib.Path(sys.argv[1]).resolve()
    office, services = connect(folder)
    try:
        register(services, folder)
        print(merge(services, folder, single=True), merge(services, folder, single=False))
    finally:
        office.terminate()  # type: ignore[attr-defined]
        office.wait(30)  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
