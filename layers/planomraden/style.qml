<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- Planning areas as outlines above what they lie on; told apart by line and hatch, not by colour alone.
     A white line under each keeps it apart from the darkest classes (3:1 and more against white). -->
<qgis labelsEnabled="1">
  <renderer-v2 type="categorizedSymbol" symbollevels="1" enableorderby="0" forceraster="0" attr="sort">
    <categories>
      <category value="fokus" symbol="fokus" label="Fokusområde" render="true" type="string"/>
      <category value="samband" symbol="samband" label="Strategiskt samband" render="true" type="string"/>
      <category value="plan" symbol="plan" label="Plan" render="true" type="string"/>
      <category value="" symbol="annat" label="Annat område" render="true" type="string"/>
    </categories>
    <symbols>
      <symbol type="fill" name="fokus" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="GeometryGenerator" pass="0" enabled="1" locked="0">
          <Option type="Map">
            <Option name="SymbolType" type="QString" value="Fill"/>
            <Option name="geometryModifier" type="QString" value="buffer(buffer($geometry, 0.1, 4), -0.1, 4)"/>
            <Option name="units" type="QString" value="MapUnit"/>
          </Option>
          <symbol type="fill" name="@fokus@0" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleFill" pass="0" enabled="1" locked="0">
              <Option type="Map">
                <Option name="color" type="QString" value="0,0,0,0"/>
                <Option name="style" type="QString" value="no"/>
                <Option name="outline_color" type="QString" value="255,255,255,255"/>
                <Option name="outline_style" type="QString" value="solid"/>
                <Option name="outline_width" type="QString" value="1.5"/>
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
          <symbol type="fill" name="@fokus@1" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleFill" pass="0" enabled="1" locked="0">
              <Option type="Map">
                <Option name="color" type="QString" value="0,0,0,0"/>
                <Option name="style" type="QString" value="no"/>
                <Option name="outline_color" type="QString" value="170,30,90,255"/>
                <Option name="outline_style" type="QString" value="solid"/>
                <Option name="outline_width" type="QString" value="0.8"/>
                <Option name="outline_width_unit" type="QString" value="MM"/>
                <Option name="joinstyle" type="QString" value="round"/>
              </Option>
            </layer>
          </symbol>
        </layer>
        <layer class="LinePatternFill" pass="1" enabled="1" locked="0">
          <Option type="Map">
            <Option name="angle" type="QString" value="45"/>
            <Option name="color" type="QString" value="170,30,90,90"/>
            <Option name="distance" type="QString" value="1.6"/>
            <Option name="distance_unit" type="QString" value="MM"/>
            <Option name="line_width" type="QString" value="0.2"/>
            <Option name="line_width_unit" type="QString" value="MM"/>
          </Option>
          <symbol type="line" name="@0@0" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleLine" pass="0" enabled="1" locked="0">
              <Option type="Map">
                <Option name="line_color" type="QString" value="170,30,90,90"/>
                <Option name="line_style" type="QString" value="solid"/>
                <Option name="line_width" type="QString" value="0.2"/>
                <Option name="line_width_unit" type="QString" value="MM"/>
              </Option>
            </layer>
          </symbol>
        </layer>
      </symbol>
      <symbol type="fill" name="samband" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" pass="0" enabled="1" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="0,0,0,0"/>
            <Option name="style" type="QString" value="no"/>
            <Option name="outline_color" type="QString" value="255,255,255,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="1.3"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
        <layer class="SimpleFill" pass="1" enabled="1" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="0,110,110,30"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="0,110,110,255"/>
            <Option name="outline_style" type="QString" value="dash"/>
            <Option name="outline_width" type="QString" value="0.6"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol type="fill" name="plan" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" pass="0" enabled="1" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="0,0,0,0"/>
            <Option name="style" type="QString" value="no"/>
            <Option name="outline_color" type="QString" value="255,255,255,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="1.3"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
        <layer class="SimpleFill" pass="1" enabled="1" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="0,0,0,0"/>
            <Option name="style" type="QString" value="no"/>
            <Option name="outline_color" type="QString" value="90,80,0,255"/>
            <Option name="outline_style" type="QString" value="dot"/>
            <Option name="outline_width" type="QString" value="0.6"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol type="fill" name="annat" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" pass="0" enabled="1" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="0,0,0,0"/>
            <Option name="style" type="QString" value="no"/>
            <Option name="outline_color" type="QString" value="255,255,255,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="1.1"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
        <layer class="SimpleFill" pass="1" enabled="1" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="0,0,0,0"/>
            <Option name="style" type="QString" value="no"/>
            <Option name="outline_color" type="QString" value="80,80,80,255"/>
            <Option name="outline_style" type="QString" value="dash dot"/>
            <Option name="outline_width" type="QString" value="0.4"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fontFamily="sans-serif" fontSize="7" fontSizeUnit="Point" fontWeight="75" fontItalic="0" textColor="90,20,60,255" textOpacity="1" isExpression="1" useSubstitutions="0" multilineHeight="0.9" fieldName="case when @map_scale &lt; 60000 then if(&quot;sort&quot; = 'fokus', 'Fokusområde\n', '') || &quot;namn&quot; when &quot;sort&quot; = 'fokus' then &quot;namn&quot; else '' end">
        <families><family name="Open Sans"/><family name="Arial"/><family name="DejaVu Sans"/></families>
        <text-buffer bufferDraw="1" bufferSize="0.7" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="0.85" bufferJoinStyle="128" bufferNoFill="1"/>
      </text-style>
      <text-format autoWrapLength="16" useMaxLineLengthForAutoWrap="1" multilineAlign="1" decimals="0" formatNumbers="0"/>
      <placement placement="4" quadOffset="4" dist="0" distUnits="MM" centroidWhole="1" centroidInside="1" priority="7" polygonPlacementFlags="2" overrunDistance="0"/>
      <rendering drawLabels="1" displayAll="0" obstacle="0" labelPerPart="0" mergeLines="0" fontMinPixelSize="3" fontMaxPixelSize="10000" scaleVisibility="0" scaleMin="0" scaleMax="0" zIndex="0" upsidedownLabels="0"/>
      <!-- A plan's name may stand beside it, where it covers a note; a focus area or a link holds its name inside. -->
      <dd_properties>
        <Option type="Map">
          <Option type="QString" name="name" value=""/>
          <Option type="Map" name="properties">
            <Option type="Map" name="PolygonLabelOutside">
              <Option type="bool" name="active" value="true"/>
              <Option type="QString" name="expression" value="&quot;sort&quot; = 'plan'"/>
              <Option type="int" name="type" value="3"/>
            </Option>
          </Option>
          <Option type="QString" name="type" value="collection"/>
        </Option>
      </dd_properties>
    </settings>
  </labeling>
  <previewExpression>"namn"</previewExpression>
  <mapTip>&lt;p&gt;&lt;b&gt;[% "namn" %]&lt;/b&gt;&lt;/p&gt;&lt;table&gt;&lt;tr&gt;&lt;td&gt;Sort&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% "sort_namn" %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Brister&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(replace(replace(format_number("n_brist",0,'en'),',',' '),'.',','),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;därav öppna&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(replace(replace(format_number("n_oppna",0,'en'),',',' '),'.',','),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;försenade&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(replace(replace(format_number("n_forsenade",0,'en'),',',' '),'.',','),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;{{Districts}} som berörs&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(replace(replace(format_number("n_stadsdelar",0,'en'),',',' '),'.',','),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Källa&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% "kalla_titel" %]&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</mapTip>
</qgis>
