#!/usr/bin/python3
"""Draws the pictures in docs/bilder from an edition: the page of the whole city and the pages of some districts.

    pictures.py FILE.gpkg OUTDIR DISTRICT...
"""
import os, re, sys, unicodedata

from edition import QgsApplication, QgsLayoutExporter, opened
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QImage


def plain(name):
    """A file name of a district's: farsta_strand of Farsta strand."""
    letters = unicodedata.normalize('NFD', name.lower())
    return re.sub('[^a-z]+', '_', ''.join(c for c in letters if not unicodedata.combining(c))).strip('_')


def draw(layout, path, dpi):
    """Drawn twice as fine and made smaller: thin letters stay letters."""
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 2 * dpi
    settings.generateWorldFile = False
    if QgsLayoutExporter(layout).exportToImage(path, settings) != QgsLayoutExporter.Success:
        sys.exit('%s is not drawn' % path)
    image = QImage(path)
    image.scaled(image.width() // 2, image.height() // 2, Qt.IgnoreAspectRatio, Qt.SmoothTransformation).save(path)


def main():
    path, out, districts = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3:]
    os.makedirs(out, exist_ok=True)
    application = QgsApplication([], False)
    application.initQgis()
    for layout in opened(path).layoutManager().printLayouts():
        atlas = layout.atlas()
        if not atlas.enabled():
            draw(layout, os.path.join(out, 'hela_staden.png'), 60)
            continue
        atlas.beginRender()
        for i in range(atlas.updateFeatures()):
            atlas.seekTo(i)
            name = layout.reportContext().feature()['stadsdel']
            if name in districts:
                layout.refresh()
                draw(layout, os.path.join(out, 'sida_%s.png' % plain(name)), 80)
        atlas.endRender()
    sys.stdout.flush()
    os._exit(0)


main()
