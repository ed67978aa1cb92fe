"""One reader of `aktuell` while editions are published: reads until STOP is there, and says what it saw.

    readers.py sqlite|ogr|qgis|wal FILE STOP

Every edition has another number of notes, which stands in three of its layers: noteringar (rows), stadsdelar (n summed)
and kallor (n_lasta). Where they differ, two editions were read as one. The last line is `READS MIXED ACROSS SEEN`: how many
reads, how many of them mixed, how many began before and ended after an exchange (and are not judged), and how many
editions were seen.
"""
import os
import sqlite3
import sys
import time

kind, path, stop = sys.argv[1:4]
rights = os.environ.get("READERS_RIGHTS") == "1"
reads = mixed = across = 0
seen = set()


def which():
    try:
        status = os.stat(path)
        return status.st_ino, status.st_ctime_ns
    except FileNotFoundError:
        print("aktuell is not there", flush=True)
        return None


def judge(what, *numbers):
    global reads, mixed
    reads += 1
    seen.add(numbers[0])
    if len(set(numbers)) != 1:
        mixed += 1
        print(f"{what}: {numbers}", flush=True)


COUNT = "SELECT count(*) FROM noteringar"
SUM = "SELECT sum(n) FROM stadsdelar"
TOLD = "SELECT n_lasta FROM kallor WHERE kalla_namn = 'noteringar'"
EDIT = "SELECT begransning FROM kallor WHERE kalla_namn = 'noteringar'"


def one(db, sql):
    return db.execute(sql).fetchone()[0]


def edited(db):
    """What the WAL holder wrote: the number of notes of the edition that it wrote in; none elsewhere."""
    text = one(db, EDIT) or ""
    return int(text[6:]) if text.startswith("hallen") else one(db, COUNT)


def by_sqlite():
    """A connection, held open over a second: what it says twice is the same."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)
    first = one(db, COUNT)
    time.sleep(0.3)
    judge("sqlite", first, one(db, SUM), one(db, TOLD), edited(db))
    time.sleep(0.7)
    judge("sqlite, a second later", first, one(db, COUNT), one(db, TOLD))
    db.close()


def by_ogr(ogr):
    """Features one by one, with time to be overtaken in."""
    data = ogr.Open(path)
    if data is None:
        raise RuntimeError("cannot be opened")
    count = 0
    for _ in data.GetLayerByName("noteringar"):
        count += 1
        time.sleep(0.005)
    total = sum(f.GetField("n") or 0 for f in data.GetLayerByName("stadsdelar"))
    told = [f.GetField("n_lasta") for f in data.GetLayerByName("kallor") if f.GetField("kalla_namn") == "noteringar"]
    judge("ogr", count, total, *told)


def by_qgis(core):
    """Layers opened one after another, as a project does: each is a connection of its own, so that an exchange between them
    is seen by what the path led to before and after."""
    global across
    before = which()
    layers = {n: core.QgsVectorLayer(f"{path}|layername={n}", n, "ogr") for n in ("noteringar", "stadsdelar", "kallor")}
    if not all(layer.isValid() for layer in layers.values()):
        raise RuntimeError("a layer is not valid")
    same = before == which()

    def look():
        return (sum(1 for _ in layers["noteringar"].getFeatures()),
                sum(f["n"] or 0 for f in layers["stadsdelar"].getFeatures()),
                *[f["n_lasta"] for f in layers["kallor"].getFeatures() if f["kalla_namn"] == "noteringar"])
    first = look()
    if which() != before:
        same = False
    if same:
        judge("qgis", *first)
        if not rights and layers["kallor"].startEditing():
            raise RuntimeError("a published layer can be edited")
    else:
        across += 1
        for name, number in zip(layers, first):
            seen.add(number)
            if number == 0:
                judge(f"qgis, {name} is empty", number, -1)


def by_wal():
    """Somebody who would edit in WAL mode, and holds what he has over some publishes: a transaction, since the file cannot be
    written. With rights too many he does edit it."""
    inode = os.open(os.path.dirname(path), os.O_RDONLY)
    here = f"/proc/self/fd/{inode}/{os.path.basename(path)}"
    db = sqlite3.connect(here, timeout=5, isolation_level=None)
    try:
        if rights:
            os.chmod(here, 0o640)
            os.fchmod(inode, 0o750)
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA wal_autocheckpoint = 0")
            db.execute("UPDATE kallor SET begransning = 'hallen' || (SELECT count(*) FROM noteringar)")
        else:
            try:
                db.execute("PRAGMA journal_mode = WAL")
                raise RuntimeError("a published file can be put in WAL mode")
            except sqlite3.OperationalError:
                pass
        db.execute("BEGIN")
        count = one(db, COUNT)
        for _ in range(4):
            time.sleep(0.5)
            judge("wal", count, one(db, COUNT), one(db, SUM), one(db, TOLD), edited(db))
    finally:
        db.close()
        os.close(inode)


turn = {"sqlite": by_sqlite, "wal": by_wal}.get(kind)
if kind == "ogr":
    from osgeo import ogr
    turn = lambda: by_ogr(ogr)
if kind == "qgis":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from qgis import core
    application = core.QgsApplication([], False)
    application.initQgis()
    turn = lambda: by_qgis(core)

troubles = 0
while not os.path.exists(stop):
    try:
        turn()
    except (sqlite3.Error, RuntimeError, OSError) as error:
        troubles += 1
        print(f"{kind}: {error}", flush=True)
    time.sleep(0.05)
print(reads, mixed, across, len(seen), troubles, flush=True)
