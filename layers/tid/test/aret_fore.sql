-- The first third of 2025: one fault; of 2026: eight, and one in Björken. Two rates of 1 and 8: p is 2 (1 + 9) / 2^9; of
-- 1 and 9 in the whole city 2 (1 + 10) / 2^10. Björken had none the year before, 0 and 1: p is 1.
INSERT INTO korning(as_of, ar, fokus) VALUES ('2026-11-22', 2026, 'fokus');
INSERT INTO indata_stadsdelar(stadsdel) VALUES ('Aspen'), ('Björken');
WITH i(nr) AS (VALUES (1), (2), (3), (4), (5), (6), (7), (8))
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, stadsdel, alder_dagar, lage, geom)
SELECT 'n' || nr, '2026-02-0' || nr, 'brist', 'belysning', 'ny', 'Aspen', 200, 'koordinat', ST_Point(nr * 1000, 0) FROM i;
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, stadsdel, alder_dagar, lage, geom)
VALUES ('fjol', '2025-02-01', 'brist', 'belysning', 'ny', 'Aspen', 659, 'koordinat', ST_Point(0, 0)),
       ('b', '2026-03-01', 'brist', 'belysning', 'ny', 'Björken', 266, 'koordinat', ST_Point(0, 9000)),
       ('forr', '2024-12-01', 'styrka', 'belysning', 'ny', 'Aspen', 721, 'koordinat', ST_Point(0, 0));
