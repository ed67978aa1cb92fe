-- Since last night the hour of later was moved, hour was given one, sooner was moved to an hour that has passed, and of other
-- something that is not told by itself was changed (how serious it is).
INSERT INTO korning(as_of, ar, fokus) VALUES ('2026-11-22', 2026, 'fokus');
INSERT INTO indata_fore VALUES ('senaste', '2026-11-21');
INSERT INTO indata_stadsdelar(stadsdel) VALUES ('Aspen');
INSERT INTO noteringar(fid, punkt_id, datum, typ, kategori, status, allvar, stadsdel, planerad_datum, forfaller, forfaller_klockslag, forsenad,
                       alder_dagar, lage, geom)
VALUES
 (1, 'later', '2026-11-01', 'brist', 'belysning', 'ny', NULL, 'Aspen', '2026-11-23', '2026-11-23', '14:00', 0, 21, 'koordinat', ST_Point(0, 0)),
 (2, 'hour', '2026-11-01', 'brist', 'belysning', 'ny', NULL, 'Aspen', '2026-11-23', '2026-11-23', '08:30', 0, 21, 'koordinat', ST_Point(100, 0)),
 (3, 'sooner', '2026-11-01', 'brist', 'belysning', 'ny', NULL, 'Aspen', '2026-11-21', '2026-11-21', '09:00', 1, 21, 'koordinat', ST_Point(200, 0)),
 (4, 'other', '2026-11-01', 'brist', 'belysning', 'ny', 2, 'Aspen', NULL, NULL, NULL, 0, 21, 'koordinat', ST_Point(300, 0));
INSERT INTO fore_noteringar(jamfort_med, fid, punkt_id, datum, typ, kategori, status, allvar, stadsdel, planerad_datum, forfaller,
                            forfaller_klockslag, forsenad, alder_dagar, lage, geom, kategorigrupp, statusgrupp)
VALUES
 ('senaste', 1, 'later', '2026-11-01', 'brist', 'belysning', 'ny', NULL, 'Aspen', '2026-11-23', '2026-11-23', '10:00', 0, 20, 'koordinat',
  ST_Point(0, 0), 'skotsel', 'oppen'),
 ('senaste', 2, 'hour', '2026-11-01', 'brist', 'belysning', 'ny', NULL, 'Aspen', '2026-11-23', '2026-11-23', NULL, 0, 20, 'koordinat',
  ST_Point(100, 0), 'skotsel', 'oppen'),
 ('senaste', 3, 'sooner', '2026-11-01', 'brist', 'belysning', 'ny', NULL, 'Aspen', '2026-11-21', '2026-11-21', '15:00', 0, 20, 'koordinat',
  ST_Point(200, 0), 'skotsel', 'oppen'),
 ('senaste', 4, 'other', '2026-11-01', 'brist', 'belysning', 'ny', 1, 'Aspen', NULL, NULL, NULL, 0, 20, 'koordinat',
  ST_Point(300, 0), 'skotsel', 'oppen');
INSERT INTO indata_andrade(jamfort_med, fid, fore_fid, samma_post, samma_text)
VALUES ('senaste', 1, 1, 1, 1), ('senaste', 2, 2, 1, 1), ('senaste', 3, 3, 1, 1), ('senaste', 4, 4, 0, 1);
