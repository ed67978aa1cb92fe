<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- A table of goals: a row is called by what it is about, where and when, and not by its number. -->
<qgis>
  <previewExpression>"siffersort_namn" || ': ' || "indikator_namn" || ', ' || "omrade" || coalesce(' ' || to_string("ar"), '')</previewExpression>
</qgis>
