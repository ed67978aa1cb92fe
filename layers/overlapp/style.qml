<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- The pieces of the planning areas, one for each district they touch. -->
<qgis labelsEnabled="0">
  <renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="0" forceraster="0">
    <symbols>
      <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" pass="0" enabled="1" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="170,30,90,25"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="170,30,90,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.25"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
  <previewExpression>"namn" || ' i ' || "stadsdel"</previewExpression>
  <mapTip>&lt;p&gt;&lt;b&gt;[% "namn" %]&lt;/b&gt;&lt;/p&gt;&lt;table&gt;&lt;tr&gt;&lt;td&gt;Område&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% "namn" %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;{{District}}&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% "stadsdel" %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Andel av {{district}}&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(replace(replace(format_number(100*"andel_av_stadsdel",1,'en'),',',' '),'.',','),'–') || ' %' %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Andel av områdets yta&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(replace(replace(format_number(100*"andel_av_omrade",1,'en'),',',' '),'.',','),'–') || ' %' %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Brister&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(replace(replace(format_number("n_brist",0,'en'),',',' '),'.',','),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</mapTip>
</qgis>
