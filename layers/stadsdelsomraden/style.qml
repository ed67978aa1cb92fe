<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- The districts' districts: a heavier border over what lies below, named when there is room. The border is drawn
     without slits and gaps of less than 0.2 m, which would stand in the map as stubs; the geometry keeps them. -->
<qgis labelsEnabled="0">
  <renderer-v2 type="singleSymbol" symbollevels="1" enableorderby="0" forceraster="0">
    <symbols>
      <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="GeometryGenerator" pass="0" enabled="1" locked="0">
          <Option type="Map">
            <Option name="SymbolType" type="QString" value="Fill"/>
            <Option name="geometryModifier" type="QString" value="buffer(buffer($geometry, 0.1, 4), -0.1, 4)"/>
            <Option name="units" type="QString" value="MapUnit"/>
          </Option>
          <symbol type="fill" name="@0@0" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleFill" pass="0" enabled="1" locked="0">
              <Option type="Map">
                <Option name="color" type="QString" value="0,0,0,0"/>
                <Option name="style" type="QString" value="no"/>
                <Option name="outline_color" type="QString" value="255,255,255,255"/>
                <Option name="outline_style" type="QString" value="solid"/>
                <Option name="outline_width" type="QString" value="1.2"/>
                <Option name="outline_width_unit" type="QString" value="MM"/>
                <Option name="joinstyle" type="QString" value="round"/>
              </Option>
            </layer>
          </symbol>
        </layer>
        <layer class="GeometryGenerator" pass="1" enabled="1" locked="0">
          <Option type="Map">
            <Option name="SymbolType" type="QString" value="Fill"/>
            <Option name="geometryModifier" type="QString" value="buffer(buffer($geometry, 0.1, 4), -0.1, 4)"/>
            <Option name="units" type="QString" value="MapUnit"/>
          </Option>
          <symbol type="fill" name="@0@1" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleFill" pass="0" enabled="1" locked="0">
              <Option type="Map">
                <Option name="color" type="QString" value="0,0,0,0"/>
                <Option name="style" type="QString" value="no"/>
                <Option name="outline_color" type="QString" value="60,60,60,255"/>
                <Option name="outline_style" type="QString" value="solid"/>
                <Option name="outline_width" type="QString" value="0.5"/>
                <Option name="outline_width_unit" type="QString" value="MM"/>
                <Option name="joinstyle" type="QString" value="round"/>
              </Option>
            </layer>
          </symbol>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fontFamily="sans-serif" fontSize="8.5" fontSizeUnit="Point" fontWeight="75" fontItalic="0" textColor="60,60,60,255" textOpacity="1" isExpression="1" useSubstitutions="0" multilineHeight="0.9" fieldName="&quot;stadsdelsomrade&quot;">
        <families><family name="Open Sans"/><family name="Arial"/><family name="DejaVu Sans"/></families>
        <text-buffer bufferDraw="1" bufferSize="0.7" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="0.85" bufferJoinStyle="128" bufferNoFill="1"/>
      </text-style>
      <text-format autoWrapLength="14" useMaxLineLengthForAutoWrap="1" multilineAlign="1" decimals="0" formatNumbers="0"/>
      <placement placement="4" quadOffset="4" dist="0" distUnits="MM" centroidWhole="1" centroidInside="1" priority="8" polygonPlacementFlags="2" overrunDistance="0"/>
      <rendering drawLabels="1" displayAll="0" obstacle="0" labelPerPart="0" mergeLines="0" fontMinPixelSize="3" fontMaxPixelSize="10000" scaleVisibility="0" scaleMin="0" scaleMax="0" zIndex="0" upsidedownLabels="0"/>
    </settings>
  </labeling>
  <previewExpression>"stadsdelsomrade"</previewExpression>
  <mapTip>&lt;p&gt;&lt;b&gt;[% "stadsdelsomrade" %]&lt;/b&gt;&lt;/p&gt;&lt;table&gt;&lt;tr&gt;&lt;td&gt;Brister&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(replace(replace(format_number("n_brist",0,'en'),',',' '),'.',','),'–') || ' (' || coalesce(replace(replace(format_number("n_lag",0,'en'),',',' '),'.',','),'–') || '–' || coalesce(replace(replace(format_number("n_hog",0,'en'),',',' '),'.',','),'–') || ')' %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;därav öppna&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(replace(replace(format_number("n_oppna",0,'en'),',',' '),'.',','),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;försenade&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(replace(replace(format_number("n_forsenade",0,'en'),',',' '),'.',','),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Brister per km² [% if("land_m2" IS NULL,'(hela ytan)','land') || if("n_vandrade" IS NULL,'',' där någon har gått') %]&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(replace(replace(format_number(if("land_m2" IS NULL,if("n_vandrade" IS NULL,"per_km2","per_km2_vandrat"),if("n_vandrade" IS NULL,"per_km2_land","per_km2_vandrat_land")),1,'en'),',',' '),'.',','),'–') || coalesce(' (' || "n_vandrade" || ' av ' || "n_stadsdelar" || ' {{districts}})','') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Noteringar av alla slag&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(replace(replace(format_number("n",0,'en'),',',' '),'.',','),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Vandrad&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(represent_value("vandrad"),'går inte att veta') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Senaste notering&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(format_date("senaste",'yyyy-MM-dd'),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</mapTip>
</qgis>
