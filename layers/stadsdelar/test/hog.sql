-- Two notes of `form` lie where samma_lage has told of a heap of that source: the one of another source there, the one
-- beside, and the one whose place a register gave are in no heap.
INSERT INTO korning(as_of, fokus, vandrad_minst_m) VALUES ('2026-11-01', 'fokus', 1000);
INSERT INTO indata_stadsdelar(stadsdel, area_m2) VALUES ('Aspen', 1e6), ('Björken', 1e6), ('Cedern', 1e6);
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, stadsdel, lage, forsenad, geom, kalla_namn) VALUES
 ('a', '2026-10-01', 'brist', 'belysning', 'ny', 'Aspen', 'koordinat', 0, ST_Point(1, 2), 'form'),
 ('b', '2026-10-02', 'brist', 'belysning', 'ny', 'Aspen', 'koordinat', 0, ST_Point(1, 2), 'form'),
 ('c', '2026-10-03', 'brist', 'belysning', 'ny', 'Aspen', 'koordinat', 0, ST_Point(1, 2), 'app'),
 ('d', '2026-10-04', 'brist', 'belysning', 'ny', 'Aspen', 'koordinat', 0, ST_Point(1, 3), 'form'),
 ('e', '2026-10-05', 'brist', 'belysning', 'ny', 'Aspen', 'platsregister', 0, ST_Point(1, 2), 'form'),
 ('f', '2026-10-06', 'brist', 'belysning', 'ny', 'Björken', 'koordinat', 0, ST_Point(9, 9), 'form');
INSERT INTO indata_fynd(kalla, falt, regel, verdikt, varde, x, y) VALUES
 ('form', 'geometri', 'samma_lage', 'anmarkning', '2', 1, 2),
 ('form', 'geometri', 'lage_okant', 'anmarkning', '1', 9, 9);
INSERT INTO indata_konton(kalla, roll, last, bortfiltrerade, orord, rattade, avvisade, anmarkningar)
VALUES ('form', 'notes', 5, 0, 5, 0, 0, 2), ('app', 'notes', 1, 0, 1, 0, 0, 0);
