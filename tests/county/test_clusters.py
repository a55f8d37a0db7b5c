"""The PostgreSQL that the server brings along: found, reached and started, by root too."""

import os
import shutil
import tempfile
from pathlib import Path

from app.county import clusters, system_users
from app.county.clusters import programs, start_cluster, stop_cluster
from app.county.keepsakes import keepsakes_of
from app.county.system_users import reachable, reachable_programs


def test_a_folder_below_a_closed_one_is_not_reachable(tmp_path: Path):
    closed = tmp_path / "closed"
    (closed / "inner").mkdir(parents=True)
    closed.chmod(0o700)
    assert not reachable(closed / "inner" / "file")
    open_one = Path(tempfile.mkdtemp())
    try:
        assert reachable(open_one)
        assert not reachable(open_one / "file")
    finally:
        open_one.rmdir()


def test_programs_in_a_closed_place_are_copied_for_the_system_user(monkeypatch, tmp_path: Path):
    folder = Path(tempfile.mkdtemp(prefix="hudang-county-"))
    try:
        monkeypatch.setattr(system_users, "reachable", lambda path: folder in path.parents or path == folder)
        copied = reachable_programs(programs(), folder)
        assert (copied / "postgres").exists() and (folder in copied.parents) == (
            os.name != "nt" and os.geteuid() == 0
        )
        keepsakes = keepsakes_of(folder)
        cluster = start_cluster(folder, keepsakes, {"fsync": "off"})
        again = start_cluster(folder, keepsakes)
        assert (cluster.ours, again.ours, again.port) == (True, False, cluster.port)
        stop_cluster(cluster)
        assert clusters.start_cluster(folder, keepsakes).ours
        stop_cluster(cluster)
    finally:
        shutil.rmtree(folder)
