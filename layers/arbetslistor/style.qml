<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- What a crew takes on one visit, numbered as it is walked.
     Those that would lie on each other are one circle with their number, in their colour if they have one in common. -->
<qgis labelsEnabled="1">
  <renderer-v2 type="pointCluster" symbollevels="0" enableorderby="0" forceraster="0" tolerance="6" toleranceUnit="MM" toleranceUnitScale="3x:0,0,0,0,0,0">
    <renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="0" forceraster="0">
      <symbols>
        <symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="255,255,255,230"/>
              <Option name="size" type="QString" value="5"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="20,90,60,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.4"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="size" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(@map_scale &lt; 60000, 4.6, 2)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
        </symbol>
      </symbols>
    </renderer-v2>
    <symbol type="marker" name="centerSymbol" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
        <Option type="Map">
          <Option name="name" type="QString" value="circle"/>
          <Option name="color" type="QString" value="250,250,250,255"/>
          <Option name="size" type="QString" value="4.2"/>
          <Option name="size_unit" type="QString" value="MM"/>
          <Option name="outline_color" type="QString" value="70,70,70,255"/>
          <Option name="outline_style" type="QString" value="solid"/>
          <Option name="outline_width" type="QString" value="0.4"/>
          <Option name="outline_width_unit" type="QString" value="MM"/>
          <Option name="angle" type="QString" value="0"/>
          <Option name="joinstyle" type="QString" value="miter"/>
          <Option name="scale_method" type="QString" value="diameter"/>
        </Option>
        <data_defined_properties>
          <Option type="Map">
            <Option name="name" type="QString" value=""/>
            <Option name="properties" type="Map">
              <Option name="size" type="Map">
                <Option name="active" type="bool" value="true"/>
                <Option name="expression" type="QString" value="min(6.5, 3.1 + 0.22 * sqrt(@cluster_size))"/>
                <Option name="type" type="int" value="3"/>
              </Option>
              <Option name="fillColor" type="Map">
                <Option name="active" type="bool" value="true"/>
                <Option name="expression" type="QString" value="'#fafafa'"/>
                <Option name="type" type="int" value="3"/>
              </Option>
              <Option name="outlineColor" type="Map">
                <Option name="active" type="bool" value="true"/>
                <Option name="expression" type="QString" value="'#464646'"/>
                <Option name="type" type="int" value="3"/>
              </Option>
            </Option>
            <Option name="type" type="QString" value="collection"/>
          </Option>
        </data_defined_properties>
      </layer>
      <layer class="SvgMarker" pass="0" enabled="1" locked="0">
        <Option type="Map">
          <Option name="name" type="QString" value="base64:PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSI0MCIgaGVpZ2h0PSI0MCIvPg=="/>
          <Option name="size" type="QString" value="4.2"/>
          <Option name="size_unit" type="QString" value="MM"/>
          <Option name="color" type="QString" value="40,40,40,255"/>
          <Option name="outline_width" type="QString" value="0"/>
          <Option name="horizontal_anchor_point" type="QString" value="1"/>
          <Option name="vertical_anchor_point" type="QString" value="1"/>
          <Option name="offset" type="QString" value="0,0"/>
        </Option>
        <data_defined_properties>
          <Option type="Map">
            <Option name="name" type="QString" value=""/>
            <Option name="properties" type="Map">
              <Option name="size" type="Map">
                <Option name="active" type="bool" value="true"/>
                <Option name="expression" type="QString" value="min(6.5, 3.1 + 0.22 * sqrt(@cluster_size))"/>
                <Option name="type" type="int" value="3"/>
              </Option>
              <Option name="name" type="Map">
                <Option name="active" type="bool" value="true"/>
                <Option name="expression" type="QString" value="'base64:' || to_base64('&lt;svg xmlns=&quot;http://www.w3.org/2000/svg&quot; width=&quot;40&quot; height=&quot;40&quot; viewBox=&quot;0 0 40 40&quot;&gt;&lt;text x=&quot;20&quot; y=&quot;' || case when @cluster_size &lt; 100 then 27 when @cluster_size &lt; 1000 then 25.5 else 24.5 end || '&quot; font-family=&quot;Arial, sans-serif&quot; font-size=&quot;' || case when @cluster_size &lt; 100 then 20 when @cluster_size &lt; 1000 then 16 else 13 end || '&quot; text-anchor=&quot;middle&quot; fill=&quot;#282828&quot;&gt;' || @cluster_size || '&lt;/text&gt;&lt;/svg&gt;')"/>
                <Option name="type" type="int" value="3"/>
              </Option>
            </Option>
            <Option name="type" type="QString" value="collection"/>
          </Option>
        </data_defined_properties>
      </layer>
    </symbol>
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fontFamily="sans-serif" fontSize="8" fontSizeUnit="Point" fontWeight="75" fontItalic="0" textColor="60,30,0,255" textOpacity="1" isExpression="1" useSubstitutions="0" multilineHeight="0.9" fieldName="if(@map_scale &lt; 60000, to_string(&quot;nr_i_runda&quot;), '')">
        <families><family name="Open Sans"/><family name="Arial"/><family name="DejaVu Sans"/></families>
        <text-buffer bufferDraw="1" bufferSize="0.7" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="0.85" bufferJoinStyle="128" bufferNoFill="1"/>
      </text-style>
      <text-format autoWrapLength="0" useMaxLineLengthForAutoWrap="1" multilineAlign="1" decimals="0" formatNumbers="0"/>
      <placement placement="1" quadOffset="4" dist="0" distUnits="MM" centroidWhole="1" centroidInside="1" priority="9" polygonPlacementFlags="2" overrunDistance="0"/>
      <rendering drawLabels="1" displayAll="0" obstacle="0" labelPerPart="0" mergeLines="0" fontMinPixelSize="3" fontMaxPixelSize="10000" scaleVisibility="0" scaleMin="0" scaleMax="0" zIndex="0" upsidedownLabels="0"/>
    </settings>
  </labeling>
  <previewExpression>represent_value("ansvarig") || ', runda ' || "runda" || ', nr ' || "nr_i_runda"</previewExpression>
  <mapTip>&lt;p&gt;&lt;b&gt;[% coalesce(represent_value("ansvarig"),'–') %]&lt;/b&gt;&lt;/p&gt;&lt;table&gt;&lt;tr&gt;&lt;td&gt;Runda&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% "runda" %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Nummer&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% "nr_i_runda" || ' av ' || "n_i_runda" %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Kategori&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(represent_value("kategori"),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Plats&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(attribute('plats'),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Id&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% "punkt_id" %]&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</mapTip>
</qgis>
