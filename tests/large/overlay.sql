-- What the edition says of areas and lengths against PostGIS's answer on the same inputs.
-- Given: raw_districts(geom), raw_land(geom), raw_areas(omrade_id, geom; lines have their width already),
-- raw_routes(geom); the edition's layers ed_stadsdelar, ed_overlapp, ed_planomraden, ed_inne_ute.
-- Each row that comes out is a difference of more than 1e-9 of the whole it is a part of.

-- The districts by their keys, what two share taken by the lowest in byte order.
CREATE TEMP TABLE named AS
SELECT e.stadsdel COLLATE "C" AS stadsdel, r.geom
FROM raw_districts r JOIN ed_stadsdelar e ON ST_Contains(e.geom, ST_PointOnSurface(r.geom));
CREATE TEMP TABLE districts AS
SELECT a.stadsdel,
       coalesce(ST_Difference(a.geom, (SELECT ST_Union(b.geom) FROM named b
                                       WHERE b.stadsdel < a.stadsdel AND ST_Overlaps(a.geom, b.geom))),
                a.geom) AS geom
FROM named a;
CREATE INDEX ON districts USING gist (geom);
ANALYZE districts;

SELECT 'number of districts', (SELECT count(*) FROM raw_districts), (SELECT count(*) FROM districts),
       (SELECT count(*) FROM ed_stadsdelar)
WHERE (SELECT count(*) FROM raw_districts) <> (SELECT count(*) FROM districts)
   OR (SELECT count(*) FROM ed_stadsdelar) <> (SELECT count(*) FROM districts);

SELECT 'district', d.stadsdel, e.area_m2, ST_Area(d.geom)
FROM districts d JOIN ed_stadsdelar e USING (stadsdel)
WHERE abs(e.area_m2 - ST_Area(d.geom)) > 1e-9 * ST_Area(d.geom);

SELECT 'planning area', coalesce(r.omrade_id, e.omrade_id), e.area_m2, ST_Area(r.geom)
FROM raw_areas r FULL JOIN ed_planomraden e USING (omrade_id)
WHERE (abs(e.area_m2 - ST_Area(r.geom)) <= 1e-9 * ST_Area(r.geom)) IS NOT TRUE;

-- Every piece, and what lies outside all districts. A piece that one of the two leaves out is 0.
CREATE TEMP TABLE pieces AS
SELECT a.omrade_id, d.stadsdel, ST_Area(ST_Intersection(a.geom, d.geom)) AS area_m2
FROM raw_areas a JOIN districts d ON ST_Intersects(a.geom, d.geom)
UNION ALL
SELECT a.omrade_id, 'utanför',
       ST_Area(ST_Difference(a.geom, (SELECT ST_Union(d.geom) FROM districts d
                                      WHERE ST_Intersects(a.geom, d.geom))))
FROM raw_areas a;
SELECT 'piece', omrade_id, stadsdel, e.area_m2, p.area_m2
FROM pieces p FULL JOIN ed_overlapp e USING (omrade_id, stadsdel) JOIN raw_areas a USING (omrade_id)
WHERE abs(coalesce(e.area_m2, 0) - coalesce(p.area_m2, 0)) > 1e-9 * ST_Area(a.geom);
SELECT 'share', omrade_id, stadsdel, e.andel_av_omrade, e.andel_av_stadsdel
FROM ed_overlapp e JOIN pieces p USING (omrade_id, stadsdel) JOIN raw_areas a USING (omrade_id)
LEFT JOIN districts d USING (stadsdel)
WHERE abs(e.andel_av_omrade - p.area_m2 / ST_Area(a.geom)) > 1e-9
   OR abs(e.andel_av_stadsdel - p.area_m2 / ST_Area(d.geom)) > 1e-9 * greatest(1, ST_Area(a.geom) / ST_Area(d.geom));

CREATE TEMP TABLE land AS
SELECT d.stadsdel, coalesce(ST_Union(ST_Intersection(d.geom, l.geom)), ST_GeomFromText('POLYGON EMPTY', 3011)) AS geom
FROM districts d LEFT JOIN raw_land l ON ST_Intersects(d.geom, l.geom) GROUP BY d.stadsdel;
SELECT 'land', l.stadsdel, e.land_m2, ST_Area(l.geom)
FROM land l JOIN ed_stadsdelar e USING (stadsdel)
WHERE (abs(e.land_m2 - ST_Area(l.geom)) <= 1e-9 * e.area_m2) IS NOT TRUE;

-- The focus areas count once where they overlap, and only land that somebody is known to have walked.
CREATE TEMP TABLE inside AS
WITH focus AS (SELECT ST_Union(geom) AS geom FROM raw_areas WHERE kind = 'fokus')
SELECT sum(ST_Area(ST_Intersection(l.geom, f.geom))) / 1e6 AS inne, sum(ST_Area(l.geom)) / 1e6 AS allt
FROM focus f, land l JOIN ed_stadsdelar e USING (stadsdel) WHERE coalesce(e.vandrad::int, 1) <> 0;
SELECT 'land in focus areas', e.urval, e.matt_inne, i.inne, e.matt_ute, i.allt - i.inne
FROM ed_inne_ute e, inside i
WHERE e.namnare = 'km² land'
  AND (abs(e.matt_inne - i.inne) > 1e-9 * i.allt OR abs(e.matt_ute - (i.allt - i.inne)) > 1e-9 * i.allt);
SELECT 'no row compares the focus areas by land' WHERE NOT EXISTS (SELECT FROM ed_inne_ute WHERE namnare = 'km² land');

-- A route that runs along a border belongs to the lowest district, like a point; what it runs twice counts once.
CREATE TEMP TABLE walked AS
SELECT d.stadsdel, sum(coalesce(ST_Length(ST_Difference(
           ST_Intersection(r.geom, d.geom),
           coalesce((SELECT ST_Union(b.geom) FROM districts b
                     WHERE b.stadsdel < d.stadsdel AND ST_Intersects(b.geom, r.geom)), ST_GeomFromText('POLYGON EMPTY', 3011)))), 0)) AS m
FROM districts d LEFT JOIN raw_routes r ON ST_Intersects(r.geom, d.geom) GROUP BY d.stadsdel;
SELECT 'route', w.stadsdel, e.vandrad_m, w.m
FROM walked w JOIN ed_stadsdelar e USING (stadsdel)
WHERE (abs(e.vandrad_m - w.m) <= 1e-9 * (SELECT sum(m) FROM walked)) IS NOT TRUE;

\echo compared: :name
SELECT (SELECT count(*) FROM districts) AS districts, (SELECT count(*) FROM raw_areas) AS areas,
       (SELECT count(*) FROM ed_overlapp) AS pieces, round((SELECT sum(m) FROM walked)::numeric / 1000) AS km_of_route,
       round((SELECT sum(ST_Area(geom)) FROM land)::numeric / 1e6) AS km2_of_land;
