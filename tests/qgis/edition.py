#!/usr/bin/python3
"""What a planner is promised of an edition, asked of the QGIS that is installed.

    edition.py FILE.gpkg OUTDIR [PAGES [RENAMED.gpkg]]

Pictures of the themes and of PAGES atlas pages (3) go to OUTDIR. RENAMED is what `trygghetskarta rename` made of FILE.

Works on copies; FILE is only read. Prints the lines that scripts/run-tests counts. Exit 0 or 1.
"""
import binascii, hashlib, io, os, re, shutil, sqlite3, stat, sys, tempfile, time, urllib.parse, zipfile

os.environ['QT_QPA_PLATFORM'] = 'offscreen'
from qgis.core import (Qgis, QgsApplication, QgsExpression, QgsExpressionContext, QgsExpressionContextUtils,
                       QgsLayoutExporter, QgsLayoutItemLabel, QgsLayoutItemLegend, QgsLayoutItemMap, QgsMapRendererParallelJob,
                       QgsMapSettings, QgsProject, QgsRenderContext, QgsVectorLayer, QgsWkbTypes)
from qgis.PyQt.QtCore import QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFontMetricsF, QImage

# Fonts that a Windows has, and what every system knows how to replace.
FONTS = {'arial', 'verdana', 'tahoma', 'segoe ui', 'sans-serif', 'serif', 'monospace'}


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


def cut(layout, where):
    """The labels of a layout whose text, broken into lines, is larger than their box."""
    found, fine = [], 10   # pixels to the millimetre
    for item in layout.items():
        if not isinstance(item, QgsLayoutItemLabel) or not item.currentText().strip():
            continue
        font, box = item.font(), item.rect()
        font.setPixelSize(max(1, round(font.pointSizeF() * 25.4 / 72 * fine)))
        need = QFontMetricsF(font).boundingRect(QRectF(0, 0, box.width() * fine, 100000), Qt.TextWordWrap, item.currentText())
        if need.height() > (box.height() + 0.2) * fine or need.width() > (box.width() + 0.2) * fine:
            found.append('%s, %s: %.1f x %.1f mm in %.1f x %.1f' % (where, item.id(), need.width() / fine,
                                                                    need.height() / fine, box.width(), box.height()))
    return found


def table_of(layer):
    """The table behind a layer: its name in the project is in the municipality's own words."""
    return layer.source().split('layername=')[-1].split('|')[0]


class Edition:
    def __init__(self, path, out, pages, renamed):
        self.path, self.out, self.pages, self.renamed = path, out, pages, renamed
        self.tables = dict(rows(path, "SELECT table_name, data_type FROM gpkg_contents WHERE data_type IN "
                                      "('features', 'attributes') AND table_name NOT IN ('layer_styles')"))
        self.before = digest(path)
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

    def codes_stand_in_words(self):
        """A column that another one of the layer says in words is in neither table nor form, nor the name of a row."""
        words = {'planomraden': {'sort', 'kalla_namn'}, 'overlapp': {'sort'}, 'kvalitet': {'falt', 'kalla_namn'},
                 'kallor': {'kalla_namn'}, 'ansvariga': {'ansvarig'}, 'sla': {'mottagare', 'urval'}, 'inne_ute': {'urval'},
                 'mal': {'siffersort', 'indikator', 'kalla_namn'}}
        for layer in opened(self.path).mapLayers().values():
            table = table_of(layer)
            hidden = {c.name for c in layer.attributeTableConfig().columns() if c.hidden}
            assert words.get(table, set()) <= hidden, '%s shows %s' % (table, words[table] - hidden)
            for name in words.get(table, ()):
                widget = layer.editorWidgetSetup(layer.fields().lookupField(name))
                assert widget.type() == 'Hidden' and '"%s"' % name not in layer.displayExpression(), '%s, %s' % (table, name)
        assert not rows(self.path, "SELECT 1 FROM tid WHERE stadsdel = 'hela' UNION ALL SELECT 1 FROM inne_ute "
                                   "WHERE period = 'alla'"), 'a code for the whole city or all years'

    def rows_have_names_of_their_own(self):
        """Where rows are chosen by name no two are called the same, and none is called nothing. Notes and findings are
        called by what they are about, and are many."""
        for layer in opened(self.path).mapLayers().values():
            table = table_of(layer)
            if table in ('noteringar', 'kvalitet'):
                continue
            expression = QgsExpression(layer.displayExpression())
            scope = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
            names = []
            for f in layer.getFeatures():
                scope.setFeature(f)
                names.append(expression.evaluate(scope))
            assert all(isinstance(n, str) and n or isinstance(n, int) for n in names), '%s: a row without a name' % table
            twice = sorted({n for n in names if names.count(n) > 1}) if len(names) < 3000 else len(names) - len(set(names))
            assert not twice, '%s: rows of one name: %s' % (table, twice if isinstance(twice, int) else twice[:3])

    def circles_lie_on_no_other_circles(self):
        project = opened(self.path)
        themes = project.mapThemeCollection()
        for theme in themes.mapThemes():
            points = [l for l in themes.mapThemeVisibleLayers(theme) if l.geometryType() == QgsWkbTypes.PointGeometry]
            assert len(points) < 2, '%s: %s' % (theme, [table_of(l) for l in points])
            for layer in points:
                renderer = layer.renderer()
                assert renderer.type() == 'pointCluster', '%s: %s' % (theme, table_of(layer))
                assert renderer.clusterSymbol().symbolLayerCount() > 1, '%s: no number in its circles' % table_of(layer)

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

    def where_nobody_walked_is_no_density(self):
        layer = [l for l in self.project_opens_whole().mapLayers().values() if table_of(l) == 'stadsdelar'][0]
        density, context = QgsExpression(layer.renderer().classAttribute()), QgsExpressionContext()
        context.appendScope(QgsExpressionContextUtils.layerScope(layer))
        for district in layer.getFeatures():
            context.setFeature(district)
            value = density.evaluate(context)
            drawn = [r.label() for r in layer.renderer().ranges() if r.lowerValue() <= value <= r.upperValue()]
            assert drawn, '%s is not drawn' % district['stadsdel']
            assert (drawn[0] == 'Ej vandrad') == (district['vandrad'] is False), \
                '%s is drawn as %s' % (district['stadsdel'], drawn[0])

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
        # Whatever the computer's language: å, ä and ö last.
        pages = [atlas.nameForPage(i) for i in range(self.districts)]
        assert pages == sorted(pages, key=lambda name: name.lower().translate(str.maketrans('åäöéü', '{|}ey'))), pages
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

    def a_heap_on_one_position_is_told_on_its_page(self):
        heaps = rows(self.path, 'SELECT stadsdel, n_samma_lage FROM stadsdelar WHERE n_samma_lage > 0')
        told = rows(self.path, "SELECT count(*) FROM kvalitet WHERE regel = 'samma_lage'")[0][0]
        assert bool(heaps) == bool(told), '%s, %d told' % (heaps, told)
        layout = [l for l in self.project_opens_whole().layoutManager().printLayouts() if l.atlas().enabled()][0]
        atlas = layout.atlas()
        atlas.beginRender()
        for name, n in heaps:
            assert atlas.seekTo([atlas.nameForPage(i) for i in range(atlas.count())].index(name)), name
            texts = [i.currentText() for i in layout.items() if isinstance(i, QgsLayoutItemLabel)]
            assert any('%d av noteringarna ligger på exakt samma punkt' % n in text for text in texts), name
        atlas.endRender()

    def no_text_is_cut(self):
        """On any page; and what the configuration says of licence and case number stands there whole."""
        found = []
        for layout in self.project_opens_whole().layoutManager().printLayouts():
            atlas = layout.atlas()
            if atlas.enabled():
                atlas.beginRender()
            for i in range(atlas.updateFeatures() if atlas.enabled() else 1):
                if atlas.enabled():
                    atlas.seekTo(i)
                for item in layout.items():
                    if isinstance(item, QgsLayoutItemLabel):
                        item.refresh()
                found += cut(layout, 'page %d' % (i + 1) if atlas.enabled() else layout.name())
                told = ' '.join(i.currentText() for i in layout.items() if isinstance(i, QgsLayoutItemLabel)).replace('\xa0', ' ')
                scope = QgsExpressionContextUtils.projectScope(QgsProject.instance())
                for name in ('licens', 'dnr', 'kontakt'):
                    assert (scope.variable(name) or '') in told, '%s does not stand on %s' % (name, layout.name())
                assert scope.variable('kallor')[:200].rpartition(';')[0] in told, 'no sources on %s' % layout.name()
            if atlas.enabled():
                atlas.endRender()
        assert not found, '%d texts are cut: %s' % (len(found), '; '.join(found[:5]))

    def the_tip_of_an_area_says_what_the_page_says(self):
        """The page of the whole city, and the layer's tip: one density, and one where it is known at all."""
        project = self.project_opens_whole()
        layout = [l for l in project.layoutManager().printLayouts() if not l.atlas().enabled()][0]
        column = {i.id(): i.currentText().split('\n') for i in layout.items() if isinstance(i, QgsLayoutItemLabel)}
        layer = [l for l in project.mapLayers().values() if table_of(l) == 'stadsdelsomraden'][0]
        told = dict(zip(column['Områden, namn'][1:], column['Områden, täthet'][1:]))
        assert bool(told) == bool(layer.featureCount()), told
        for area in layer.getFeatures():
            page = told.get(area['stadsdelsomrade'])
            if not page:
                continue
            context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
            context.setFeature(area)
            tip = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
            assert '>' + page.replace('vet inte', '–').rstrip(')') in tip, \
                '%s: %s on the page, in the tip %s' % (area['stadsdelsomrade'], page, tip)
            assert page.startswith('vet inte') == (area['n_vandrade'] == 0), '%s: %s' % (area['stadsdelsomrade'], page)

    def a_legends_heading_is_its_own(self):
        """QGIS puts the only class of a layer in the place of a layer's heading that holds an expression."""
        headings = 0
        for layout in self.project_opens_whole().layoutManager().printLayouts():
            for legend in (i for i in layout.items() if isinstance(i, QgsLayoutItemLegend)):
                for layer in legend.model().rootGroup().findLayers():
                    heading = layer.customProperty('legend/title-label') or layer.name()
                    assert '[%' not in heading, '%s: %s' % (layout.name(), heading)
                    headings += 1
        assert headings, 'no legend names a layer'

    def what_nobody_can_know_is_not_called_unwalked(self):
        """Without a register of walks and without notes it is not known whether anybody has been there."""
        layer = [l for l in self.project_opens_whole().mapLayers().values() if table_of(l) == 'stadsdelar'][0]
        feature, told = next(layer.getFeatures()), 0
        feature.setAttribute('n', None)
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        context.lastScope().setVariable('atlas_featureid', feature.id())
        for style in layer.styleManager().styles():
            layer.styleManager().setCurrentStyle(style)
            root = getattr(layer.renderer(), 'rootRule', lambda: None)()
            for vandrad, word in ((None, 'Varken vandring eller notering känd'), (False, 'Ej vandrad')):
                feature.setAttribute('vandrad', vandrad)
                context.setFeature(feature)
                said = [r.label() for r in (root.children() if root else []) if not r.isElse() and
                        QgsExpression(r.filterExpression()).evaluate(context)]
                assert said in ([], [word]), '%s: %s, where vandrad is %s' % (style, said, vandrad)
                told += len(said)
        assert told == 4, 'told %d times' % told

    def a_page_draws_its_own_notes_and_all_of_them(self):
        project = self.project_opens_whole()
        layout = [l for l in project.layoutManager().printLayouts() if l.atlas().enabled()][0]
        page = max((i for i in layout.items() if isinstance(i, QgsLayoutItemMap)), key=lambda i: i.rect().height())
        notes = [l for l in project.mapLayers().values() if table_of(l) == 'noteringar'][0]
        notes.styleManager().setCurrentStyle('Atlassida')
        renderer = notes.renderer().embeddedRenderer() or notes.renderer()
        assert notes.renderer().orderByEnabled(), 'what a circle says hangs on the order'
        atlas = layout.atlas()
        atlas.beginRender()
        for i in range(0, atlas.updateFeatures(), max(1, self.districts // 4)):
            atlas.seekTo(i)
            district = layout.reportContext().feature()
            context = QgsRenderContext()
            context.setExpressionContext(page.createExpressionContext())
            context.expressionContext().appendScope(QgsExpressionContextUtils.layerScope(notes))
            renderer.startRender(context, notes.fields())
            drawn = 0
            for note in notes.getFeatures():
                context.expressionContext().setFeature(note)
                if note.hasGeometry() and renderer.symbolForFeature(note, context):
                    kind = QgsExpression(renderer.classAttribute()).evaluate(context.expressionContext())
                    assert kind.startswith('typ ') == (note['typ'] != 'brist'), \
                        '%s (%s) is drawn as %s' % (note['punkt_id'], note['typ'], kind)
                    assert note['stadsdel'] == district['stadsdel'], \
                        '%s on the page of %s' % (note['punkt_id'], district['stadsdel'])
                    drawn += 1
            renderer.stopRender(context)
            n = rows(self.path, "SELECT count(*) FROM noteringar WHERE geom IS NOT NULL AND stadsdel = '%s'"
                     % district['stadsdel'].replace("'", "''"))[0][0]
            assert drawn == n, '%s: %d of %d notes' % (district['stadsdel'], drawn, n)
        atlas.endRender()

    def days_are_told_as_they_are(self):
        """No instant that a time zone could move; and a day is the same in a zone where it has begun long ago."""
        for table in self.tables:
            types = rows(self.path, 'SELECT name, upper(type) FROM pragma_table_info("%s")' % table)
            assert not [n for n, t in types if t.startswith('DATETIME')], '%s: a column holds an instant' % table
        for zone in ('Pacific/Auckland', 'America/Los_Angeles', 'Europe/Stockholm'):
            os.environ['TZ'] = zone
            time.tzset()
            layer = QgsVectorLayer('%s|layername=noteringar' % self.path, 'n', 'ogr')
            told = {f['punkt_id']: f['datum'].toString('yyyy-MM-dd') for f in layer.getFeatures() if f['datum']}
            stored = dict(rows(self.path, 'SELECT punkt_id, datum FROM noteringar WHERE datum IS NOT NULL'))
            moved = [k for k, day in stored.items() if told.get(k) != day]
            assert told and not moved, '%s: %d of %d days moved' % (zone, len(moved), len(stored))

    def fonts_are_there_on_windows_too(self):
        text = self._xml()
        assert 'FontMarker' not in text, 'a font marker, which complains of a missing font'
        for style in re.findall('<text-style.*?</text-style>', text, re.S):
            families = re.findall('fontFamily="([^"]*)"', style) + re.findall('<family [^>]*name="([^"]*)"', style)
            assert FONTS & {f.lower() for f in families} - {'sans-serif'}, 'no font of Windows among %s' % families
        alone = set(re.findall('description="([^",]+),[0-9.]+,-?[0-9]', text))
        alone |= set(re.findall('font-family=&quot;([^&]*)&', text))
        for svg, in rows(self.path, 'SELECT diagram_kategori FROM stadsdelar LIMIT 1'):
            alone |= set(re.findall('font-family="([^"]*)"', svg))
        bad = {f for f in alone if not FONTS & {g.strip().lower() for g in f.split(',')}}
        assert not bad, 'fonts without one that is everywhere: %s' % bad

    def _xml(self):
        content = rows(self.path, 'SELECT content FROM qgis_projects')[0][0]
        with zipfile.ZipFile(io.BytesIO(binascii.unhexlify(content))) as z:
            text = z.read([n for n in z.namelist() if n.endswith('.qgs')][0]).decode()
        return text + ''.join(q for q, in rows(self.path, 'SELECT styleQML FROM layer_styles'))

    def a_renamed_copy_opens_whole(self):
        if self.renamed:
            self.project_opens_whole(self.renamed)

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
        text = self._xml()
        for mark in ('="/', '>/', 'file:///', '/home/', '/tmp/', '/work/'):
            assert mark not in text, 'a path: …%s…' % text.split(mark)[0][-60:]

    def bytes_are_unchanged(self):
        """The last one: QGIS has had the file open in all the others."""
        QgsProject.instance().clear()
        assert digest(self.path) == self.before, 'the file has been written to'
        beside = os.listdir(os.path.dirname(self.path))
        assert beside == [os.path.basename(self.path)], 'left beside it: %s' % beside


def main():
    path, out = os.path.abspath(sys.argv[1]), sys.argv[2]
    os.makedirs(out, exist_ok=True)
    room = tempfile.mkdtemp()
    copy = os.path.join(room, os.path.basename(path))
    shutil.copy(path, copy)
    os.chmod(copy, stat.S_IRUSR)
    application = QgsApplication([], False)
    application.initQgis()
    edition = Edition(copy, out, int(sys.argv[3]) if len(sys.argv) > 3 else 3,
                      os.path.abspath(sys.argv[4]) if len(sys.argv) > 4 else None)
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
    sys.stdout.flush()
    os._exit(1 if failed else 0)   # QGIS's own teardown may crash after all is said


if __name__ == "__main__":
    main()
