<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- Every note. Shape says the category and colour its group (blue: skötsel, orange: utformning, purple: socialt, grey:
     övrigt); filled is open, hollow is closed, a ring round it is overdue. What is no fault, a strength or a proposal,
     is of one colour and its own shape, whatever its category (`when`), and never overdue. Notes that would lie on each other
     are one circle with their number. Of those the first in the order below is asked what the circle
     says: with overdue ones first and open ones next, it has a ring if one of them is overdue, and is filled if a fault
     among them is open; it is green if there are only strengths and proposals. A code that has no category here is drawn as the last one; names come from the code list. -->
<qgis labelsEnabled="1">
  <renderer-v2 type="pointCluster" symbollevels="0" enableorderby="1" forceraster="0" tolerance="7" toleranceUnit="MM" toleranceUnitScale="3x:0,0,0,0,0,0">
    <renderer-v2 type="categorizedSymbol" symbollevels="0" enableorderby="0" forceraster="0" attr="kategori">
      <categories>
        <category value="belysning" symbol="belysning" label="Belysning" render="true" type="string"/>
        <category value="vaxtlighet" symbol="vaxtlighet" label="Växtlighet som skymmer" render="true" type="string"/>
        <category value="sikt" symbol="sikt" label="Skymd sikt, gömslen" render="true" type="string"/>
        <category value="klotter" symbol="klotter" label="Klotter" render="true" type="string"/>
        <category value="nedskrapning" symbol="nedskrapning" label="Nedskräpning" render="true" type="string"/>
        <category value="skadegorelse" symbol="skadegorelse" label="Skadegörelse, trasigt" render="true" type="string"/>
        <category value="underhall" symbol="underhall" label="Slitet, eftersatt" render="true" type="string"/>
        <category value="framkomlighet" symbol="framkomlighet" label="Gång- och cykelväg, snö, tillgänglighet" render="true" type="string"/>
        <category value="passage" symbol="passage" label="Tunnel, viadukt, bro, passage" render="true" type="string"/>
        <category value="trafik" symbol="trafik" label="Trafik" render="true" type="string"/>
        <category value="orientering" symbol="orientering" label="Skyltar, orienterbarhet" render="true" type="string"/>
        <category value="odslighet" symbol="odslighet" label="Ödsligt, inget folk" render="true" type="string"/>
        <category value="tillhall" symbol="tillhall" label="Otrygg samling, berusning, bråk" render="true" type="string"/>
        <category value="narkotika" symbol="narkotika" label="Öppen narkotika" render="true" type="string"/>
        <category value="skalskydd" symbol="skalskydd" label="Entré, lås, port, källare" render="true" type="string"/>
        <category value="" symbol="annat" label="Annat" render="true" type="string"/>
        <category value="typ styrka" when="&quot;typ&quot; = 'styrka'" symbol="styrka" label="Styrka att värna" render="true" type="string"/>
        <category value="typ forslag" when="&quot;typ&quot; = 'forslag'" symbol="forslag" label="Förslag" render="true" type="string"/>
      </categories>
      <symbols>
        <symbol type="marker" name="belysning" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="255,255,255,255"/>
              <Option name="size" type="QString" value="1"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="20,20,20,255"/>
              <Option name="outline_style" type="QString" value="no"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="outlineStyle" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 'solid', 'no')"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                  <Option name="size" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 4.8, 1)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="star"/>
              <Option name="color" type="QString" value="0,92,170,255"/>
              <Option name="size" type="QString" value="3.4"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="0,92,170,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="fillColor" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(&quot;statusgrupp&quot; in ('stangd', 'dubblett'), '#ffffff', @symbol_color)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
        </symbol>
        <symbol type="marker" name="vaxtlighet" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="255,255,255,255"/>
              <Option name="size" type="QString" value="1"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="20,20,20,255"/>
              <Option name="outline_style" type="QString" value="no"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="outlineStyle" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 'solid', 'no')"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                  <Option name="size" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 4.8, 1)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="triangle"/>
              <Option name="color" type="QString" value="0,92,170,255"/>
              <Option name="size" type="QString" value="3.0"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="0,92,170,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="fillColor" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(&quot;statusgrupp&quot; in ('stangd', 'dubblett'), '#ffffff', @symbol_color)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
        </symbol>
        <symbol type="marker" name="sikt" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="255,255,255,255"/>
              <Option name="size" type="QString" value="1"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="20,20,20,255"/>
              <Option name="outline_style" type="QString" value="no"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="outlineStyle" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 'solid', 'no')"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                  <Option name="size" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 4.8, 1)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="square"/>
              <Option name="color" type="QString" value="214,106,0,255"/>
              <Option name="size" type="QString" value="2.4"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="214,106,0,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="fillColor" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(&quot;statusgrupp&quot; in ('stangd', 'dubblett'), '#ffffff', @symbol_color)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
        </symbol>
        <symbol type="marker" name="klotter" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="255,255,255,255"/>
              <Option name="size" type="QString" value="1"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="20,20,20,255"/>
              <Option name="outline_style" type="QString" value="no"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="outlineStyle" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 'solid', 'no')"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                  <Option name="size" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 4.8, 1)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="diamond"/>
              <Option name="color" type="QString" value="0,92,170,255"/>
              <Option name="size" type="QString" value="3.0"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="0,92,170,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="fillColor" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(&quot;statusgrupp&quot; in ('stangd', 'dubblett'), '#ffffff', @symbol_color)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
        </symbol>
        <symbol type="marker" name="nedskrapning" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="255,255,255,255"/>
              <Option name="size" type="QString" value="1"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="20,20,20,255"/>
              <Option name="outline_style" type="QString" value="no"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="outlineStyle" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 'solid', 'no')"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                  <Option name="size" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 4.8, 1)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="pentagon"/>
              <Option name="color" type="QString" value="0,92,170,255"/>
              <Option name="size" type="QString" value="2.9"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="0,92,170,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="fillColor" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(&quot;statusgrupp&quot; in ('stangd', 'dubblett'), '#ffffff', @symbol_color)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
        </symbol>
        <symbol type="marker" name="skadegorelse" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="255,255,255,255"/>
              <Option name="size" type="QString" value="1"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="20,20,20,255"/>
              <Option name="outline_style" type="QString" value="no"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="outlineStyle" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 'solid', 'no')"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                  <Option name="size" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 4.8, 1)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="square"/>
              <Option name="color" type="QString" value="0,92,170,255"/>
              <Option name="size" type="QString" value="2.4"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="0,92,170,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="fillColor" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(&quot;statusgrupp&quot; in ('stangd', 'dubblett'), '#ffffff', @symbol_color)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
        </symbol>
        <symbol type="marker" name="underhall" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="255,255,255,255"/>
              <Option name="size" type="QString" value="1"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="20,20,20,255"/>
              <Option name="outline_style" type="QString" value="no"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="outlineStyle" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 'solid', 'no')"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                  <Option name="size" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 4.8, 1)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="hexagon"/>
              <Option name="color" type="QString" value="0,92,170,255"/>
              <Option name="size" type="QString" value="2.9"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="0,92,170,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="fillColor" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(&quot;statusgrupp&quot; in ('stangd', 'dubblett'), '#ffffff', @symbol_color)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
        </symbol>
        <symbol type="marker" name="framkomlighet" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="255,255,255,255"/>
              <Option name="size" type="QString" value="1"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="20,20,20,255"/>
              <Option name="outline_style" type="QString" value="no"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="outlineStyle" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 'solid', 'no')"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                  <Option name="size" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 4.8, 1)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="diamond"/>
              <Option name="color" type="QString" value="214,106,0,255"/>
              <Option name="size" type="QString" value="3.0"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="214,106,0,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="fillColor" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(&quot;statusgrupp&quot; in ('stangd', 'dubblett'), '#ffffff', @symbol_color)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
        </symbol>
        <symbol type="marker" name="passage" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="255,255,255,255"/>
              <Option name="size" type="QString" value="1"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="20,20,20,255"/>
              <Option name="outline_style" type="QString" value="no"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="outlineStyle" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 'solid', 'no')"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                  <Option name="size" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 4.8, 1)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="triangle"/>
              <Option name="color" type="QString" value="214,106,0,255"/>
              <Option name="size" type="QString" value="3.0"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="214,106,0,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="fillColor" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(&quot;statusgrupp&quot; in ('stangd', 'dubblett'), '#ffffff', @symbol_color)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
        </symbol>
        <symbol type="marker" name="trafik" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="255,255,255,255"/>
              <Option name="size" type="QString" value="1"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="20,20,20,255"/>
              <Option name="outline_style" type="QString" value="no"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="outlineStyle" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 'solid', 'no')"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                  <Option name="size" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 4.8, 1)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="pentagon"/>
              <Option name="color" type="QString" value="214,106,0,255"/>
              <Option name="size" type="QString" value="2.9"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="214,106,0,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="fillColor" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(&quot;statusgrupp&quot; in ('stangd', 'dubblett'), '#ffffff', @symbol_color)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
        </symbol>
        <symbol type="marker" name="orientering" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="255,255,255,255"/>
              <Option name="size" type="QString" value="1"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="20,20,20,255"/>
              <Option name="outline_style" type="QString" value="no"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="outlineStyle" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 'solid', 'no')"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                  <Option name="size" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 4.8, 1)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="hexagon"/>
              <Option name="color" type="QString" value="214,106,0,255"/>
              <Option name="size" type="QString" value="2.9"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="214,106,0,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="fillColor" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(&quot;statusgrupp&quot; in ('stangd', 'dubblett'), '#ffffff', @symbol_color)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
        </symbol>
        <symbol type="marker" name="odslighet" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="255,255,255,255"/>
              <Option name="size" type="QString" value="1"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="20,20,20,255"/>
              <Option name="outline_style" type="QString" value="no"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="outlineStyle" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 'solid', 'no')"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                  <Option name="size" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 4.8, 1)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="214,106,0,255"/>
              <Option name="size" type="QString" value="2.6"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="214,106,0,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="fillColor" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(&quot;statusgrupp&quot; in ('stangd', 'dubblett'), '#ffffff', @symbol_color)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
        </symbol>
        <symbol type="marker" name="tillhall" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="255,255,255,255"/>
              <Option name="size" type="QString" value="1"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="20,20,20,255"/>
              <Option name="outline_style" type="QString" value="no"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="outlineStyle" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 'solid', 'no')"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                  <Option name="size" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 4.8, 1)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="122,24,92,255"/>
              <Option name="size" type="QString" value="2.6"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="122,24,92,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="fillColor" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(&quot;statusgrupp&quot; in ('stangd', 'dubblett'), '#ffffff', @symbol_color)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
        </symbol>
        <symbol type="marker" name="narkotika" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="255,255,255,255"/>
              <Option name="size" type="QString" value="1"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="20,20,20,255"/>
              <Option name="outline_style" type="QString" value="no"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="outlineStyle" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 'solid', 'no')"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                  <Option name="size" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 4.8, 1)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="square"/>
              <Option name="color" type="QString" value="122,24,92,255"/>
              <Option name="size" type="QString" value="2.4"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="122,24,92,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="fillColor" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(&quot;statusgrupp&quot; in ('stangd', 'dubblett'), '#ffffff', @symbol_color)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
        </symbol>
        <symbol type="marker" name="skalskydd" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="255,255,255,255"/>
              <Option name="size" type="QString" value="1"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="20,20,20,255"/>
              <Option name="outline_style" type="QString" value="no"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="outlineStyle" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 'solid', 'no')"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                  <Option name="size" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 4.8, 1)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="star"/>
              <Option name="color" type="QString" value="214,106,0,255"/>
              <Option name="size" type="QString" value="3.4"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="214,106,0,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="fillColor" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(&quot;statusgrupp&quot; in ('stangd', 'dubblett'), '#ffffff', @symbol_color)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
        </symbol>
        <symbol type="marker" name="annat" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="circle"/>
              <Option name="color" type="QString" value="255,255,255,255"/>
              <Option name="size" type="QString" value="1"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="20,20,20,255"/>
              <Option name="outline_style" type="QString" value="no"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="outlineStyle" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 'solid', 'no')"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                  <Option name="size" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 4.8, 1)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="cross_fill"/>
              <Option name="color" type="QString" value="85,85,85,255"/>
              <Option name="size" type="QString" value="2.6"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="85,85,85,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.35"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="fillColor" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(&quot;statusgrupp&quot; in ('stangd', 'dubblett'), '#ffffff', @symbol_color)"/>
                    <Option name="type" type="int" value="3"/>
                  </Option>
                </Option>
                <Option name="type" type="QString" value="collection"/>
              </Option>
            </data_defined_properties>
          </layer>
        </symbol>
        <symbol type="marker" name="styrka" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="cross"/>
              <Option name="color" type="QString" value="255,255,255,255"/>
              <Option name="size" type="QString" value="3.4"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="255,255,255,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="1.6"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
          </layer>
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="cross"/>
              <Option name="color" type="QString" value="0,110,85,255"/>
              <Option name="size" type="QString" value="3.0"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="0,110,85,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.8"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
          </layer>
        </symbol>
        <symbol type="marker" name="forslag" alpha="1" clip_to_extent="1" force_rhr="0">
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="arrow"/>
              <Option name="color" type="QString" value="255,255,255,255"/>
              <Option name="size" type="QString" value="3.6"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="255,255,255,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="1.0"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
          </layer>
          <layer class="SimpleMarker" pass="0" enabled="1" locked="0">
            <Option type="Map">
              <Option name="name" type="QString" value="arrow"/>
              <Option name="color" type="QString" value="0,110,85,255"/>
              <Option name="size" type="QString" value="3.6"/>
              <Option name="size_unit" type="QString" value="MM"/>
              <Option name="outline_color" type="QString" value="0,110,85,255"/>
              <Option name="outline_style" type="QString" value="solid"/>
              <Option name="outline_width" type="QString" value="0.45"/>
              <Option name="outline_width_unit" type="QString" value="MM"/>
              <Option name="angle" type="QString" value="0"/>
              <Option name="joinstyle" type="QString" value="miter"/>
              <Option name="scale_method" type="QString" value="diameter"/>
            </Option>
            <data_defined_properties>
              <Option type="Map">
                <Option name="name" type="QString" value=""/>
                <Option name="properties" type="Map">
                  <Option name="fillColor" type="Map">
                    <Option name="active" type="bool" value="true"/>
                    <Option name="expression" type="QString" value="if(&quot;statusgrupp&quot; in ('stangd', 'dubblett'), '#ffffff', @symbol_color)"/>
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
          <Option name="color" type="QString" value="255,255,255,255"/>
          <Option name="size" type="QString" value="4.2"/>
          <Option name="size_unit" type="QString" value="MM"/>
          <Option name="outline_color" type="QString" value="20,20,20,255"/>
          <Option name="outline_style" type="QString" value="no"/>
          <Option name="outline_width" type="QString" value="0.35"/>
          <Option name="outline_width_unit" type="QString" value="MM"/>
          <Option name="angle" type="QString" value="0"/>
          <Option name="joinstyle" type="QString" value="miter"/>
          <Option name="scale_method" type="QString" value="diameter"/>
        </Option>
        <data_defined_properties>
          <Option type="Map">
            <Option name="name" type="QString" value=""/>
            <Option name="properties" type="Map">
              <Option name="outlineStyle" type="Map">
                <Option name="active" type="bool" value="true"/>
                <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 'solid', 'no')"/>
                <Option name="type" type="int" value="3"/>
              </Option>
              <Option name="size" type="Map">
                <Option name="active" type="bool" value="true"/>
                <Option name="expression" type="QString" value="if(coalesce(try(&quot;forsenad&quot;), false), 1.5, 0) + min(if(@atlas_featureid is null, 6.5, 5), 3.1 + 0.22 * sqrt(@cluster_size))"/>
                <Option name="type" type="int" value="3"/>
              </Option>
            </Option>
            <Option name="type" type="QString" value="collection"/>
          </Option>
        </data_defined_properties>
      </layer>
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
                <Option name="expression" type="QString" value="min(if(@atlas_featureid is null, 6.5, 5), 3.1 + 0.22 * sqrt(@cluster_size))"/>
                <Option name="type" type="int" value="3"/>
              </Option>
              <Option name="fillColor" type="Map">
                <Option name="active" type="bool" value="true"/>
                <Option name="expression" type="QString" value="if(&quot;statusgrupp&quot; = 'oppen' and not &quot;typ&quot; in ('styrka', 'forslag'), '#464646', '#fafafa')"/>
                <Option name="type" type="int" value="3"/>
              </Option>
              <Option name="outlineColor" type="Map">
                <Option name="active" type="bool" value="true"/>
                <Option name="expression" type="QString" value="if(&quot;typ&quot; in ('styrka', 'forslag'), '#006e55', '#464646')"/>
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
                <Option name="expression" type="QString" value="min(if(@atlas_featureid is null, 6.5, 5), 3.1 + 0.22 * sqrt(@cluster_size))"/>
                <Option name="type" type="int" value="3"/>
              </Option>
              <Option name="name" type="Map">
                <Option name="active" type="bool" value="true"/>
                <Option name="expression" type="QString" value="'base64:' || to_base64('&lt;svg xmlns=&quot;http://www.w3.org/2000/svg&quot; width=&quot;40&quot; height=&quot;40&quot; viewBox=&quot;0 0 40 40&quot;&gt;&lt;text x=&quot;20&quot; y=&quot;' || case when @cluster_size &lt; 100 then 27 when @cluster_size &lt; 1000 then 25.5 else 24.5 end || '&quot; font-family=&quot;Arial, sans-serif&quot; font-size=&quot;' || case when @cluster_size &lt; 100 then 20 when @cluster_size &lt; 1000 then 16 else 13 end || '&quot; text-anchor=&quot;middle&quot; fill=&quot;' || if(&quot;statusgrupp&quot; = 'oppen' and not &quot;typ&quot; in ('styrka', 'forslag'), '#ffffff', '#282828') || '&quot;&gt;' || @cluster_size || '&lt;/text&gt;&lt;/svg&gt;')"/>
                <Option name="type" type="int" value="3"/>
              </Option>
            </Option>
            <Option name="type" type="QString" value="collection"/>
          </Option>
        </data_defined_properties>
      </layer>
    </symbol>
    <orderby>
      <orderByClause asc="1" nullsFirst="0">case when &quot;typ&quot; in ('styrka', 'forslag') then 3 when coalesce(try(&quot;forsenad&quot;), false) then 0 when &quot;statusgrupp&quot; = 'oppen' then 1 else 2 end</orderByClause>
    </orderby>
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fontFamily="sans-serif" fontSize="7" fontSizeUnit="Point" isExpression="1" fieldName="''">
        <families><family name="Open Sans"/><family name="Arial"/><family name="DejaVu Sans"/></families>
      </text-style>
      <rendering drawLabels="0" obstacle="1" obstacleType="0" obstacleFactor="2"/>
    </settings>
  </labeling>
  <previewExpression>represent_value("kategori") || ' ' || coalesce(format_date("datum", 'yyyy-MM-dd'), '')</previewExpression>
  <mapTip>&lt;p&gt;&lt;b&gt;[% coalesce(represent_value("kategori"),'–') %]&lt;/b&gt;&lt;/p&gt;&lt;table&gt;&lt;tr&gt;&lt;td&gt;Typ&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(represent_value("typ"),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Datum&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(format_date("datum",'yyyy-MM-dd'),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Status&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(represent_value("status"),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Ansvarig&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(represent_value("ansvarig"),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Förfaller&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(format_date("forfaller",'yyyy-MM-dd'),'–') || if("forsenad",' (försenad)','') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Beskrivning&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% coalesce(attribute('beskrivning'),'–') %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;{{District}}&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% "stadsdel" %]&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Id&lt;/td&gt;&lt;td&gt;&amp;nbsp;&lt;/td&gt;&lt;td&gt;[% "punkt_id" %]&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</mapTip>
</qgis>
