<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- What has happened since the edition before.
     Those that would lie on each other are one circle with their number, in their colour if they have one in common. -->
<qgis labelsEnabled="1">
  <renderer-v2 type="pointCluster" symbollevels="0" enableorderby="0" forceraster="0" tolerance="6" toleranceUnit="MM" toleranceUnitScale="3x:0,0,0,0,0,0">
    <renderer-v2 type="categorizedSymbol" symbollevels="0" enableorderby="0" forceraster="0" attr="handelse">
      <categories>
        <category value="ny" symbol="ny" label="Ny notering" render="true" type="string"/>
        <category value="statusbyte" symbol="statusbyte" label="Ny status" render="true" type="string"/>
        <category value="nyss_forsenad" symbol="nyss_forsenad" label="Nyss försenad" render="true" type="string"/>
        <category value="andrad" symbol="andrad" label="Ändrad" render="true" type="string"/>
        <category value="borta" symbol="borta" label="Borta" render="true" type="string"/>
        <category value="" symbol="annat" label="Övrigt" render="true" type="string"/>
      </categories>
      <symbols>
        <symbol type="marker" name="ny" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="star"/>
              <Option name="color" type="QString" value="30,110,190,255"/>
              <Option name="size" type="QString" value="3.4"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="60,20,20,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.3"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
          </layer>
        </symbol>
        <symbol type="marker" name="statusbyte" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="diamond"/>
              <Option name="color" type="QString" value="90,160,90,255"/>
              <Option name="size" type="QString" value="3.0"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="60,20,20,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.3"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
          </layer>
        </symbol>
        <symbol type="marker" name="nyss_forsenad" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="triangle"/>
              <Option name="color" type="QString" value="205,60,45,255"/>
              <Option name="size" type="QString" value="3.2"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="60,20,20,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.3"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
          </layer>
        </symbol>
        <symbol type="marker" name="andrad" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="230,170,60,255"/>
              <Option name="size" type="QString" value="2.6"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="60,20,20,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.3"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
          </layer>
        </symbol>
        <symbol type="marker" name="borta" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="cross2"/>
              <Option name="color" type="QString" value="110,110,110,255"/>
              <Option name="size" type="QString" value="2.8"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="110,110,110,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.7"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
          </layer>
        </symbol>
        <symbol type="marker" name="annat" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="150,150,150,255"/>
              <Option name="size" type="QString" value="2.4"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="60,20,20,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.3"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
          </layer>
        </symbol>
      </symbols>
    </renderer-v2>
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fontFamily="sans-serif" fontSize="7" fontSizeUnit="Point" isExpression="1" fieldName="''">
        <families><family name="Open Sans"/><family name="Arial"/><family name="DejaVu Sans"/></families>
      </text-style>
      <rendering drawLabels="0" obstacle="1" obstacleType="0" obstacleFactor="2"/>
    </settings>
  </labeling>
  <previewExpression>represent_value("handelse") || ': ' || "punkt_id" || ' (' || represent_value("jamfort_med") || ')'</previewExpression>
</qgis>
