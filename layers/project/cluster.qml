<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- The circle with a number that stands for points which would lie on each other: of every style with clusters that has
     no circle of its own. Its edge has the points' colour, if they have one in common that is seen. -->
<qgis>
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
              <Option name="expression" type="QString" value="if(coalesce(color_part(@cluster_color, 'lightness'), 100) &lt; 70, @cluster_color, '#464646')"/>
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
</qgis>
