-- Inside: Aspen 2 and Björken 4 faults on 1 km² each, the median is 3. Outside: Cedern 12 on 1 km², whose limits are
-- 6.2 and 21; Dungen 9 on 1 km² (4.1 to 17); Enen 5 (1.6 to 12), which chance can do. Focus areas cover half of Aspen.
INSERT INTO korning(as_of, ar, fokus, har_fokus) VALUES ('2026-11-22', 2026, 'fokus', 1);
INSERT INTO indata_stadsdelar(stadsdel, stadsdelsomrade, area_m2, land_m2, inne_m2, inne_land_m2)
VALUES ('Aspen', 'Norr', 1e6, 1e6, 5e5, 5e5), ('Björken', 'Norr', 1e6, 1e6, 1e6, 1e6), ('Cedern', 'Norr', 1e6, 1e6, 0, 0),
       ('Dungen', 'Norr', 1e6, 1e6, 0, 0), ('Enen', 'Norr', 1e6, 1e6, 0, 0);
INSERT INTO indata_stadsdelsomraden(stadsdelsomrade) VALUES ('Norr');
INSERT INTO indata_omraden(omrade_id, namn, sort, kalla, area_m2, exempel) VALUES ('f', 'Fokus', 'fokus', 'fokus', 15e5, 0);
WITH n(stadsdel, antal) AS (VALUES ('Aspen', 2), ('Björken', 4), ('Cedern', 12), ('Dungen', 9), ('Enen', 5)),
     i(nr) AS (VALUES (1) UNION ALL SELECT nr + 1 FROM i WHERE nr < 12)
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, stadsdel, stadsdelsomrade, inne, alder_dagar, lage, geom)
SELECT stadsdel || nr, '2026-05-01', 'brist', 'belysning', 'ny', stadsdel, 'Norr', 0, 205, 'koordinat', ST_Point(nr * 1000, length(stadsdel) * 1000)
FROM n JOIN i ON nr <= antal;
