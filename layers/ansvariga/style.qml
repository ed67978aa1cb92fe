<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- A row is called by the name of who is responsible. -->
<qgis>
  <previewExpression>"namn"</previewExpression>
</qgis>
