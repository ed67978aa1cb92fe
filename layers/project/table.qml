<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- What a table without a style.qml of its own looks like: nothing but its fields. -->
<qgis/>
