<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- The districts as a quiet ground: borders and nothing else. -->
<qgis labelsEnabled="0">
  <renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="0" forceraster="0">
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
    </symbols>
  </renderer-v2>
  <previewExpression>"stadsdel"</previewExpression>
  <mapTip>&lt;p&gt;&lt;b&gt;[% "stadsdel" %]&lt;/b&gt;&lt;/p&gt;&lt;table&gt;&lt;tr&gt;&lt;td&gt;Brister&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(replace(replace(format_number("n_brist",0,'en'),',',' '),'.',','),'–') || ' (' || coalesce(replace(replace(format_number("n_lag",1,'en'),',',' '),'.',','),'–') || '–' || coalesce(replace(replace(format_number("n_hog",1,'en'),',',' '),'.',','),'–') || ')' %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;därav öppna&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(replace(replace(format_number("n_oppna",0,'en'),',',' '),'.',','),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;försenade&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(replace(replace(format_number("n_forsenade",0,'en'),',',' '),'.',','),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Brister per km² [% if("per_km2_land" IS NULL,'yta med vatten','land') %]&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(replace(replace(format_number(coalesce("per_km2_land","per_km2"),1,'en'),',',' '),'.',','),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Noteringar av alla slag&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(replace(replace(format_number("n",0,'en'),',',' '),'.',','),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Vandrad&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(represent_value("vandrad"),'går inte att veta') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Senaste notering&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(format_date("senaste",'yyyy-MM-dd'),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</mapTip>
</qgis>
