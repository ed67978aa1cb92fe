-- Last night there were seven: same, text (its text is another now), sent (sent since), late (overdue since yesterday),
-- gone, line (a border moved over it), and old, whose id is new now and which lies 3 m away. n1 is new.
INSERT INTO korning(as_of, ar, fokus) VALUES ('2026-11-22', 2026, 'fokus');
INSERT INTO indata_fore VALUES ('senaste', '2026-11-21');
INSERT INTO indata_stadsdelar(stadsdel) VALUES ('Aspen'), ('Björken');
INSERT INTO noteringar(fid, punkt_id, datum, typ, kategori, status, beskrivning, stadsdel, forfaller, forsenad, alder_dagar, lage, geom)
VALUES
 (1, 'same', '2026-11-01', 'brist', 'belysning', 'ny', NULL, 'Aspen', NULL, 0, 21, 'koordinat', ST_Point(0, 0)),
 (2, 'text', '2026-11-01', 'brist', 'belysning', 'ny', 'Två lampor', 'Aspen', NULL, 0, 21, 'koordinat', ST_Point(100, 0)),
 (3, 'sent', '2026-11-01', 'brist', 'belysning', 'skickad', NULL, 'Aspen', NULL, 0, 21, 'koordinat', ST_Point(200, 0)),
 (4, 'late', '2026-11-01', 'brist', 'belysning', 'ny', NULL, 'Aspen', '2026-11-21', 1, 21, 'koordinat', ST_Point(300, 0)),
 (5, 'line', '2026-11-01', 'brist', 'belysning', 'ny', NULL, 'Björken', NULL, 0, 21, 'koordinat', ST_Point(400, 0)),
 (6, 'new', '2026-11-01', 'brist', 'klotter', 'ny', NULL, 'Aspen', NULL, 0, 21, 'koordinat', ST_Point(503, 0)),
 (7, 'n1', '2026-11-21', 'brist', 'belysning', 'ny', NULL, 'Aspen', NULL, 0, 1, 'koordinat', ST_Point(600, 0));
INSERT INTO fore_noteringar(jamfort_med, fid, punkt_id, datum, typ, kategori, status, beskrivning, stadsdel, forfaller, forsenad, alder_dagar, lage, geom, kategorigrupp, statusgrupp)
VALUES
 ('senaste', 1, 'text', '2026-11-01', 'brist', 'belysning', 'ny', 'En lampa', 'Aspen', NULL, 0, 20, 'koordinat', ST_Point(100, 0), 'skotsel', 'oppen'),
 ('senaste', 2, 'sent', '2026-11-01', 'brist', 'belysning', 'ny', NULL, 'Aspen', NULL, 0, 20, 'koordinat', ST_Point(200, 0), 'skotsel', 'oppen'),
 ('senaste', 3, 'late', '2026-11-01', 'brist', 'belysning', 'ny', NULL, 'Aspen', '2026-11-21', 0, 20, 'koordinat', ST_Point(300, 0), 'skotsel', 'oppen'),
 ('senaste', 4, 'line', '2026-11-01', 'brist', 'belysning', 'ny', NULL, 'Aspen', NULL, 0, 20, 'koordinat', ST_Point(400, 0), 'skotsel', 'oppen'),
 ('senaste', 5, 'old', '2026-11-01', 'brist', 'klotter', 'ny', NULL, 'Aspen', NULL, 0, 20, 'koordinat', ST_Point(500, 0), 'skotsel', 'oppen'),
 ('senaste', 6, 'gone', '2026-11-02', 'brist', 'klotter', 'ny', NULL, 'Aspen', NULL, 0, 20, 'koordinat', ST_Point(700, 0), 'skotsel', 'oppen');
INSERT INTO indata_andrade(jamfort_med, fid, fore_fid, samma_post, samma_text)
VALUES ('senaste', 2, 1, 0, 0), ('senaste', 3, 2, 0, 1), ('senaste', 4, 3, 1, 1), ('senaste', 5, 4, 1, 1),
       ('senaste', 6, NULL, NULL, NULL), ('senaste', NULL, 5, NULL, NULL), ('senaste', NULL, 6, NULL, NULL),
       ('senaste', 7, NULL, NULL, NULL);
