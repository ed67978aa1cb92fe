-- Fourteen months: the first window of twelve ends in the twelfth, 2025-12, and leaves 2026-02 out.
INSERT INTO korning(as_of, fokus, kluster_m, kluster_min) VALUES ('2026-02-28', 'fokus', 100, 3);
INSERT INTO indata_stadsdelar(stadsdel) VALUES ('Aspen'), ('Björken');
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, stadsdel, lage, forsenad, geom, kalla_namn)
VALUES ('a1', '2025-01-31', 'brist', 'belysning', 'ny', 'Aspen', 'koordinat', 0, ST_Point(1, 1), 'prov'),
       ('a2', '2025-12-01', 'brist', 'belysning', 'ny', 'Aspen', 'koordinat', 0, ST_Point(1, 1), 'prov'),
       ('b1', '2026-02-27', 'styrka', 'belysning', 'ny', 'Björken', 'koordinat', 0, ST_Point(1, 1), 'prov');
INSERT INTO indata_konton(kalla, roll, last, bortfiltrerade, orord, rattade, avvisade, anmarkningar)
VALUES ('prov', 'notes', 3, 0, 3, 0, 0, 0);
