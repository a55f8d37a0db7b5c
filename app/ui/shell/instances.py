"""One window for one data folder: a second start brings the first one to the front."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QLockFile, QObject


def hold_folder(folder: Path) -> QLockFile | None:
    """A lock on the folder to be kept as long as the window lives; None when another window holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(str(folder / "window.lock"))
    lock.setStaleLockTime(0)
    return lock if lock.tryLock(0) else None


def _name(folder: Path) -> str:
    digest = QCryptographicHash.hash(str(folder.resolve()).encode(), QCryptographicHash.Algorithm.Sha256)
    return "hudang-" + bytes(digest.toHex().data()).decode()[:20]


def call_first(folder: Path) -> None:
    """Ask the window that holds the folder to come to the front."""
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(_name(folder))
    socket.waitForConnected(1000)
    socket.disconnectFromServer()


def hear_second(parent: QObject, folder: Path, come: Callable[[], object]) -> None:
    """Call `come` whenever the program is started again on this folder."""
    from PySide6.QtNetwork import QLocalServer

    QLocalServer.removeServer(_name(folder))
    server = QLocalServer(parent)
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)

    def answer() -> None:
        while caller := server.nextPendingConnection():
            caller.deleteLater()
            come()

    server.newConnection.connect(answer)
    server.listen(_name(folder))
