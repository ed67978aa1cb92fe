<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- Overdue notes: redder and larger the later they are.
     Those that would lie on each other are one circle with their number, in their colour if they have one in common. -->
<qgis labelsEnabled="1">
  <renderer-v2 type="pointCluster" symbollevels="0" enableorderby="0" forceraster="0" tolerance="6" toleranceUnit="MM" toleranceUnitScale="3x:0,0,0,0,0,0">
    <renderer-v2 type="categorizedSymbol" symbollevels="0" enableorderby="0" forceraster="0" attr="aldersband">
      <categories>
        <category value="upp_till_30" symbol="upp_till_30" label="1–30 dagar" render="true" type="string"/>
        <category value="upp_till_90" symbol="upp_till_90" label="31–90 dagar" render="true" type="string"/>
        <category value="upp_till_183" symbol="upp_till_183" label="91–183 dagar" render="true" type="string"/>
        <category value="upp_till_365" symbol="upp_till_365" label="184–365 dagar" render="true" type="string"/>
        <category value="over_365" symbol="over_365" label="Mer än ett år" render="true" type="string"/>
        <category value="" symbol="annat" label="Övrigt" render="true" type="string"/>
      </categories>
      <symbols>
        <symbol type="marker" name="upp_till_30" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="253,219,170,255"/>
              <Option name="size" type="QString" value="2.2"/>
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
        <symbol type="marker" name="upp_till_90" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="252,174,110,255"/>
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
        <symbol type="marker" name="upp_till_183" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="240,120,70,255"/>
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
        <symbol type="marker" name="upp_till_365" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="205,60,45,255"/>
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
        <symbol type="marker" name="over_365" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="140,15,30,255"/>
              <Option name="size" type="QString" value="3.8"/>
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
</qgis>
