-- A first year that is not over: there is nothing to compare, and the sentence says so.
INSERT INTO korning(as_of, ar, fokus) VALUES ('2026-11-22', 2026, 'fokus');
INSERT INTO indata_stadsdelar(stadsdel, area_m2) VALUES ('Aspen', 1e6);
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, stadsdel, alder_dagar, lage, geom)
VALUES ('a', '2026-05-01', 'brist', 'belysning', 'ny', 'Aspen', 205, 'koordinat', ST_Point(0, 0));
