<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- What was refused, mended and remarked on, to be worked through one by one.
     Those that would lie on each other are one circle with their number, in their colour if they have one in common. -->
<qgis labelsEnabled="0">
  <renderer-v2 type="pointCluster" symbollevels="0" enableorderby="0" forceraster="0" tolerance="6" toleranceUnit="MM" toleranceUnitScale="3x:0,0,0,0,0,0">
    <renderer-v2 type="categorizedSymbol" symbollevels="0" enableorderby="0" forceraster="0" attr="verdikt">
      <categories>
        <category value="avvisad" symbol="avvisad" label="Avvisad" render="true" type="string"/>
        <category value="rattad" symbol="rattad" label="Rättad" render="true" type="string"/>
        <category value="anmarkning" symbol="anmarkning" label="Anmärkning" render="true" type="string"/>
        <category value="" symbol="annat" label="Övrigt" render="true" type="string"/>
      </categories>
      <symbols>
        <symbol type="marker" name="avvisad" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="cross2"/>
              <Option name="color" type="QString" value="150,20,20,255"/>
              <Option name="size" type="QString" value="3.0"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="150,20,20,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.7"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
          </layer>
        </symbol>
        <symbol type="marker" name="rattad" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="triangle"/>
              <Option name="color" type="QString" value="230,160,0,255"/>
              <Option name="size" type="QString" value="2.8"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="110,70,0,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.3"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
          </layer>
        </symbol>
        <symbol type="marker" name="anmarkning" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="0,92,170,255"/>
              <Option name="size" type="QString" value="2.2"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="0,92,170,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.5"/>
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
              <Option name="name" type="QString" value="square"/>
              <Option name="color" type="QString" value="200,200,200,255"/>
              <Option name="size" type="QString" value="2.0"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="80,80,80,255"/>
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
  <previewExpression>represent_value("regel") || coalesce(': ' || attribute('id'), '')</previewExpression>
  <mapTip>&lt;p&gt;&lt;b&gt;[% coalesce(represent_value("regel"),'–') %]&lt;/b&gt;&lt;/p&gt;&lt;table&gt;&lt;tr&gt;&lt;td&gt;Verdikt&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(represent_value("verdikt"),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Källa&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% "kalla_titel" %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Post&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(to_string("rad"),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Fält&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce("falt_namn",'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Värde&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(attribute('varde'),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Detalj&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce("detalj",'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</mapTip>
</qgis>
