-- Of four, two are walked and one more has a note: only what is known of is few or many, and Aspen has 20 faults.
INSERT INTO korning(as_of, ar, fokus) VALUES ('2026-11-22', 2026, 'fokus');
INSERT INTO indata_stadsdelar(stadsdel, vandrad, vandrad_m, n_vandringar, senast_vandrad)
VALUES ('Aspen', 1, 4000, 2, '2026-09-01'), ('Björken', 1, 1250, 1, '2026-10-01'), ('Cedern', 0, 40, 0, NULL), ('Dungen', 0, 0, 0, NULL);
WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 21)
INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, stadsdel, lage, forsenad, kalla_namn, rad, geom)
SELECT 'n' || i, '2026-05-01', 'brist', 'klotter', 'ny', iif(i < 21, 'Aspen', 'Cedern'), 'koordinat', 0, 'prov', i, ST_Point(1, 1) FROM n;
INSERT INTO indata_konton(kalla, roll, last, bortfiltrerade, orord, rattade, avvisade, anmarkningar)
VALUES ('prov', 'notes', 21, 0, 21, 0, 0, 0), ('turer', 'walks', 3, 0, 3, 0, 0, 0), ('spar', 'routes', 3, 0, 3, 0, 0, 0),
       ('omr', 'areas', 1, 0, 1, 0, 0, 0), ('hus', 'land', 1, 0, 1, 0, 0, 0), ('inv', 'table', 1, 0, 1, 0, 0, 0), ('reg', 'places', 1, 0, 1, 0, 0, 0),
       ('upp', 'status', 1, 0, 1, 0, 0, 0), ('tal', 'figures', 1, 0, 1, 0, 0, 0), ('ovan', 'parents', 1, 0, 1, 0, 0, 0);
