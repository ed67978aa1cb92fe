-- Ten faults of one body: nine mended after 1 to 9 days, the first six of them in time; one open and overdue for 100.
-- Ten had nine left after one day, five after five (half), four after six: half are mended after 5.5 days.
INSERT INTO korning(as_of, ar, fokus) VALUES ('2026-11-22', 2026, 'fokus');
INSERT INTO indata_stadsdelar(stadsdel) VALUES ('Aspen');
WITH d(n) AS (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9))
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, ansvarig, atgardad_datum, stadsdel, forfaller, forsenad,
                       alder_dagar, lage, geom)
SELECT 'n' || n, '2026-06-01', 'brist', 'klotter', 'atgardad', 'sisab', date('2026-06-01', '+' || n || ' days'), 'Aspen',
       '2026-06-07', 0, n, 'koordinat', ST_Point(1, 1) FROM d;
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, ansvarig, stadsdel, forfaller, forsenad, alder_dagar,
                       lage, geom)
VALUES ('x', '2026-08-14', 'brist', 'klotter', 'ny', 'sisab', 'Aspen', '2026-08-15', 1, 100, 'koordinat', ST_Point(1, 1));
