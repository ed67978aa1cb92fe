<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- A table of periods: the timeline, once it is turned on, goes by their first day. (QGIS chooses that column by
     itself; said here, the layer is the same from the file and from the project.) -->
<qgis>
  <temporal enabled="0" mode="1" limitMode="0" startField="period_start" endField="" durationField="" durationUnit="min" fixedDuration="0" accumulate="0" startExpression="" endExpression="">
    <fixedRange>
      <start/>
      <end/>
    </fixedRange>
  </temporal>
  <previewExpression>represent_value("periodtyp") || ' ' || "period" || coalesce(', ' || "stadsdel", '')</previewExpression>
</qgis>
