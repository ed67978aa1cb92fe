<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- The districts as a quiet ground: borders, and names where there is room; what nobody has
     walked is hatched, or it would look as if nothing were wrong there. The little map of a page has neither names nor hatch. -->
<qgis labelsEnabled="1">
  <renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0">
    <rules key="regler">
      <rule key="okand" symbol="1" label="Ej vandrad" filter="not &quot;vandrad&quot; and coalesce(@map_id, '') &lt;&gt; 'Översikt'"/>
      <rule key="vet_inte" symbol="2" label="Varken vandring eller notering känd" filter="&quot;vandrad&quot; is null and &quot;n&quot; is null and coalesce(@map_id, '') &lt;&gt; 'Översikt'"/>
      <rule key="andra" symbol="0" label="{{District}}" filter="ELSE"/>
    </rules>
    <symbols>
      <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" pass="0" enabled="1" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="248,248,246,255"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="150,150,150,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.2"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" pass="0" enabled="1" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="248,248,246,255"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="150,150,150,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.2"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
        <layer class="LinePatternFill" pass="0" enabled="1" locked="0">
          <Option type="Map">
            <Option name="angle" type="QString" value="0"/>
            <Option name="color" type="QString" value="190,190,190,255"/>
            <Option name="distance" type="QString" value="1.2"/>
            <Option name="distance_unit" type="QString" value="MM"/>
            <Option name="line_width" type="QString" value="0.15"/>
            <Option name="line_width_unit" type="QString" value="MM"/>
          </Option>
          <symbol type="line" name="@1@1" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleLine" pass="0" enabled="1" locked="0">
              <Option type="Map">
                <Option name="line_color" type="QString" value="190,190,190,255"/>
                <Option name="line_style" type="QString" value="solid"/>
                <Option name="line_width" type="QString" value="0.15"/>
                <Option name="line_width_unit" type="QString" value="MM"/>
              </Option>
            </layer>
          </symbol>
        </layer>
      </symbol>
      <symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" pass="0" enabled="1" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="248,248,246,255"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="150,150,150,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.2"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
        <layer class="LinePatternFill" pass="0" enabled="1" locked="0">
          <Option type="Map">
            <Option name="angle" type="QString" value="90"/>
            <Option name="color" type="QString" value="190,190,190,255"/>
            <Option name="distance" type="QString" value="1.2"/>
            <Option name="distance_unit" type="QString" value="MM"/>
            <Option name="line_width" type="QString" value="0.15"/>
            <Option name="line_width_unit" type="QString" value="MM"/>
          </Option>
          <symbol type="line" name="@2@1" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleLine" pass="0" enabled="1" locked="0">
              <Option type="Map">
                <Option name="line_color" type="QString" value="190,190,190,255"/>
                <Option name="line_style" type="QString" value="solid"/>
                <Option name="line_width" type="QString" value="0.15"/>
                <Option name="line_width_unit" type="QString" value="MM"/>
              </Option>
            </layer>
          </symbol>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fontFamily="sans-serif" fontSize="7" fontSizeUnit="Point" fontWeight="50" fontItalic="1" textColor="100,100,100,255" textOpacity="1" isExpression="1" useSubstitutions="0" multilineHeight="0.9" fieldName="if(@map_scale &lt; 200000 and coalesce(@map_id, '') &lt;&gt; 'Översikt', &quot;stadsdel&quot;, '')">
        <families><family name="Open Sans"/><family name="Arial"/><family name="DejaVu Sans"/></families>
        <text-buffer bufferDraw="1" bufferSize="0.7" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="0.85" bufferJoinStyle="128" bufferNoFill="1"/>
      </text-style>
      <text-format autoWrapLength="12" useMaxLineLengthForAutoWrap="1" multilineAlign="1" decimals="0" formatNumbers="0"/>
      <placement placement="4" quadOffset="4" dist="0" distUnits="MM" centroidWhole="1" centroidInside="1" priority="5" polygonPlacementFlags="2" overrunDistance="0"/>
      <rendering drawLabels="1" displayAll="0" obstacle="0" labelPerPart="0" mergeLines="0" fontMinPixelSize="3" fontMaxPixelSize="10000" scaleVisibility="0" scaleMin="0" scaleMax="0" zIndex="0" upsidedownLabels="0"/>
    </settings>
  </labeling>
  <previewExpression>"stadsdel"</previewExpression>
  <mapTip>&lt;p&gt;&lt;b&gt;[% "stadsdel" %]&lt;/b&gt;&lt;/p&gt;&lt;table&gt;&lt;tr&gt;&lt;td&gt;Brister&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(replace(replace(format_number("n_brist",0,'en'),',',' '),'.',','),'–') || ' (' || coalesce(replace(replace(format_number("n_lag",0,'en'),',',' '),'.',','),'–') || '–' || coalesce(replace(replace(format_number("n_hog",0,'en'),',',' '),'.',','),'–') || ')' %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;därav öppna&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(replace(replace(format_number("n_oppna",0,'en'),',',' '),'.',','),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;försenade&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(replace(replace(format_number("n_forsenade",0,'en'),',',' '),'.',','),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Brister per km² [% if("land_m2" IS NULL,'(hela ytan)','land') %]&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(replace(replace(format_number(if("land_m2" IS NULL,"per_km2","per_km2_land"),1,'en'),',',' '),'.',','),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Noteringar av alla slag&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(replace(replace(format_number("n",0,'en'),',',' '),'.',','),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Vandrad&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(represent_value("vandrad"),'går inte att veta') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Senaste notering&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(format_date("senaste",'yyyy-MM-dd'),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</mapTip>
</qgis>
