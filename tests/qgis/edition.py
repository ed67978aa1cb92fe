#!/usr/bin/python3
"""What a planner is promised of an edition, asked of the QGIS that is installed.

    edition.py FILE.gpkg OUTDIR [PAGES]    pictures of the themes and of PAGES atlas pages (3) go to OUTDIR

Works on copies; FILE is only read. Prints the lines that scripts/run-tests counts. Exit 0 or 1.
"""
import hashlib, os, shutil, sqlite3, stat, sys, tempfile, urllib.parse

os.environ['QT_QPA_PLATFORM'] = 'offscreen'
from qgis.core import (Qgis, QgsApplication, QgsLayoutExporter, QgsMapRendererParallelJob, QgsMapSettings, QgsProject,
                       QgsVectorLayer)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage

PLUMBING = ('layer_styles',)


def digest(path):
    with open(path, 'rb') as f:
        return hashlib.sha256(f.read()).hexdigest()


def rows(path, sql):
    db = sqlite3.connect('file:%s?immutable=1' % urllib.parse.quote(path), uri=True)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def uri(path):
    name = rows(path, 'SELECT name FROM qgis_projects')[0][0]
    return 'geopackage:%s?projectName=%s' % (path, urllib.parse.quote(name))


def opened(path):
    project = QgsProject.instance()
    project.clear()
    assert project.read(uri(path)), 'the project does not open: %s' % project.error()
    return project


def colours(image):
    """How many colours a picture has, looked at on a grid: a blank one has one."""
    return len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)})


def table_of(layer):
    """The table behind a layer: its name in the project is in the municipality's own words."""
    return layer.source().split('layername=')[-1].split('|')[0]


class Edition:
    def __init__(self, path, out, pages):
        self.path, self.out, self.pages = path, out, pages
        self.tables = dict(rows(path, "SELECT table_name, data_type FROM gpkg_contents WHERE data_type IN "
                                      "('features', 'attributes') AND table_name NOT IN ('layer_styles')"))
        self.districts = rows(path, 'SELECT count(*) FROM stadsdelar')[0][0]

    def every_layer_is_valid_alone(self):
        for table in self.tables:
            layer = QgsVectorLayer('%s|layername=%s' % (self.path, table), table, 'ogr')
            assert layer.isValid(), '%s is not valid' % table
            n = rows(self.path, 'SELECT count(*) FROM "%s"' % table)[0][0]
            assert layer.featureCount() == n, '%s: %d features, %d rows' % (table, layer.featureCount(), n)

    def every_layer_has_its_style_alone(self):
        styled = {t for t, in rows(self.path, 'SELECT f_table_name FROM layer_styles WHERE useAsDefault')}
        assert set(self.tables) <= styled, 'no style: %s' % (set(self.tables) - styled)
        for table, kind in self.tables.items():
            layer = QgsVectorLayer('%s|layername=%s' % (self.path, table), table, 'ogr')
            message, loaded = layer.loadDefaultStyle()
            assert loaded, '%s: %s' % (table, message)

    def aliases_are_complete(self):
        for table in self.tables:
            layer = QgsVectorLayer('%s|layername=%s' % (self.path, table), table, 'ogr')
            layer.loadDefaultStyle()
            bare = [f.name() for f in layer.fields() if f.name() != 'fid' and not f.alias()]
            assert not bare, '%s: no alias: %s' % (table, bare)

    def project_opens_whole(self, path=None):
        path = path or self.path
        project = opened(path)
        layers = project.mapLayers().values()
        broken = [l.name() for l in layers if not l.isValid()]
        assert layers and not broken, 'not valid: %s' % broken
        elsewhere = [l.name() for l in layers if l.providerType() == 'ogr' and not l.source().startswith(path)]
        assert not elsewhere, 'from another file: %s' % elsewhere
        assert project.crs().isValid(), 'the project has no CRS'
        return project

    def relations_hold(self):
        manager = self.project_opens_whole().relationManager()
        assert manager.relations(), 'no relation'
        for relation in manager.relations().values():
            assert relation.isValid(), relation.name()
        stadsdelar = [r for r in manager.relations().values() if table_of(r.referencedLayer()) == 'stadsdelar']
        assert stadsdelar, 'nothing is related to the districts'
        for relation in stadsdelar:
            for district in relation.referencedLayer().getFeatures():
                wanted = sum(1 for f in relation.getRelatedFeatures(district))
                table = table_of(relation.referencingLayer())
                n = rows(self.path, "SELECT count(*) FROM \"%s\" WHERE stadsdel = '%s'" % (table, district['stadsdel']))
                assert wanted == n[0][0], '%s, %s: %d related, %d rows' % (table, district['stadsdel'], wanted, n[0][0])
                break

    def themes_are_not_blank(self):
        project = self.project_opens_whole()
        themes = project.mapThemeCollection().mapThemes()
        assert {'Överblick', 'Uppföljning', 'Datakvalitet'} <= set(themes), themes
        for theme in themes:
            settings = QgsMapSettings()
            settings.setOutputSize(QSize(1200, 900))
            settings.setBackgroundColor(QColor('white'))
            settings.setDestinationCrs(project.crs())
            settings.setLayers(project.mapThemeCollection().mapThemeVisibleLayers(theme))
            settings.setLayerStyleOverrides(project.mapThemeCollection().mapThemeStyleOverrides(theme))
            settings.setExtent(project.viewSettings().defaultViewExtent() if Qgis.QGIS_VERSION_INT >= 31000
                               and not project.viewSettings().defaultViewExtent().isEmpty()
                               else [l for l in project.mapLayers().values() if table_of(l) == 'stadsdelar'][0].extent())
            job = QgsMapRendererParallelJob(settings)
            job.start()
            job.waitForFinished()
            image = job.renderedImage()
            image.save(os.path.join(self.out, 'tema_%s.png' % theme))
            assert colours(image) > 16, '%s: %d colours' % (theme, colours(image))

    def bookmarks_for_each_district(self):
        manager = self.project_opens_whole().bookmarkManager()
        assert len(manager.bookmarks()) >= self.districts, '%d bookmarks' % len(manager.bookmarks())

    def atlas_has_a_page_for_each_district(self):
        project = self.project_opens_whole()
        atlases = [l for l in project.layoutManager().printLayouts() if l.atlas().enabled()]
        assert len(atlases) == 1, '%d layouts with an atlas' % len(atlases)
        atlas = atlases[0].atlas()
        assert atlas.updateFeatures() == self.districts, '%d pages' % atlas.count()
        settings = QgsLayoutExporter.ImageExportSettings()
        settings.dpi = 100
        atlas.beginRender()
        step = max(1, self.districts // max(1, self.pages))
        for i in range(0, self.districts, step):
            assert atlas.seekTo(i), 'no page %d' % i
            atlas.layout().refresh()
            picture = os.path.join(self.out, 'sida_%03d.png' % i)
            done = QgsLayoutExporter(atlas.layout()).exportToImage(picture, settings)
            assert done == QgsLayoutExporter.Success, 'page %d is not drawn' % i
            assert colours(QImage(picture)) > 32, 'page %d is blank' % i
        atlas.endRender()

    def opens_after_a_move_and_where_nothing_can_be_written(self):
        room = tempfile.mkdtemp()
        there = os.path.join(room, 'flyttad mapp åäö')
        os.mkdir(there)
        copy = os.path.join(there, os.path.basename(self.path))
        shutil.copy(self.path, copy)
        os.chmod(copy, 0o444)
        os.chmod(there, 0o555)
        try:
            self.project_opens_whole(copy)
            QgsProject.instance().clear()
            assert os.listdir(there) == [os.path.basename(copy)], 'left beside it: %s' % os.listdir(there)
        finally:
            os.chmod(there, 0o755)
            shutil.rmtree(room)

    def no_path_of_the_builder_is_inside(self):
        import binascii, io, zipfile
        content = rows(self.path, 'SELECT content FROM qgis_projects')[0][0]
        with zipfile.ZipFile(io.BytesIO(binascii.unhexlify(content))) as z:
            text = z.read([n for n in z.namelist() if n.endswith('.qgs')][0]).decode()
        styles = ''.join(q for q, in rows(self.path, 'SELECT styleQML FROM layer_styles'))
        for mark in ('="/', '>/', 'file:///', '/home/', '/tmp/', '/work/'):
            assert mark not in text + styles, 'a path: …%s…' % (text + styles).split(mark)[0][-60:]


def main():
    path, out = os.path.abspath(sys.argv[1]), sys.argv[2]
    os.makedirs(out, exist_ok=True)
    before = digest(path)
    room = tempfile.mkdtemp()
    copy = os.path.join(room, os.path.basename(path))
    shutil.copy(path, copy)
    os.chmod(copy, stat.S_IRUSR)
    application = QgsApplication([], False)
    application.initQgis()
    edition = Edition(copy, out, int(sys.argv[3]) if len(sys.argv) > 3 else 3)
    failed = 0
    for name in [n for n in vars(Edition) if not n.startswith('_')]:
        print('[ RUN      ] %s' % name)
        try:
            getattr(edition, name)()
            print('[       OK ] %s' % name)
        except Exception as e:
            failed += 1
            print('%s: %s' % (type(e).__name__, e))
            print('[  FAILED  ] %s' % name)
    print('[ RUN      ] bytes_are_unchanged')
    QgsProject.instance().clear()
    same = digest(path) == before == digest(copy) and os.listdir(room) == [os.path.basename(path)]
    print('[%s] bytes_are_unchanged' % ('       OK ' if same else '  FAILED  '))
    sys.stdout.flush()
    os._exit(0 if same and not failed else 1)   # QGIS's own teardown may crash after all is said


if __name__ == "__main__":
    main()
