<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- A row is called by its category and method, in words. -->
<qgis>
  <previewExpression>represent_value("kategori") || ', ' || represent_value("metod")</previewExpression>
</qgis>
