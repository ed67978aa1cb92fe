-- Nothing has been noted for a year: the windows go on to the edition's month, which is not over, and hold 0.
INSERT INTO korning(as_of, fokus) VALUES ('2026-02-10', 'fokus');
INSERT INTO indata_stadsdelar(stadsdel) VALUES ('Aspen');
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, stadsdel, lage, forsenad, geom, kalla_namn)
VALUES ('a', '2025-01-31', 'brist', 'belysning', 'ny', 'Aspen', 'koordinat', 0, ST_Point(1, 1), 'prov');
INSERT INTO indata_konton(kalla, roll, last, bortfiltrerade, orord, rattade, avvisade, anmarkningar)
VALUES ('prov', 'notes', 1, 0, 1, 0, 0, 0);
