-- What was before is what is now, less what the changed notes are, plus what they were. A note that has moved from one
-- to another counts in both.
WITH
n AS MATERIALIZED (
    SELECT t.*, s.grupp = 'oppen' AND t.status IS NOT NULL AS oppen, f.grupp = 'oppen' AND t.status_fore IS NOT NULL AS oppen_fore
    FROM nytt t LEFT JOIN kod_status s ON s.kod = t.status LEFT JOIN kod_status f ON f.kod = t.status_fore
),
d AS (
    SELECT jamfort_med, stadsdel, handelse, orsak FROM n
    UNION ALL
    SELECT jamfort_med, stadsdel_fore, handelse, orsak FROM n WHERE stadsdel_fore <> stadsdel
),
e AS MATERIALIZED (
    SELECT jamfort_med, stadsdel, sum(handelse = 'ny') AS n_nya, sum(handelse = 'borta') AS n_borta,
           sum(handelse = 'statusbyte') AS n_statusbyten, sum(handelse = 'nyss_forsenad') AS n_nyss_forsenade,
           sum(handelse = 'andrad') AS n_andrade, sum(orsak = 'data') AS n_ur_kallor,
           sum(orsak = 'granser') AS n_ur_granser, sum(orsak = 'kodlistor') AS n_ur_kodlistor,
           sum(orsak = 'kalender') AS n_ur_kalender
    FROM d GROUP BY jamfort_med, stadsdel
),
-- Faults alone are open or overdue; types and duplicates are judged on the rows of both editions.
b AS (
    SELECT d.jamfort_med, n.stadsdel, -1 AS tecken, n.statusgrupp, n.typ, n.forsenad
    FROM indata_andrade d CROSS JOIN noteringar n ON n.fid = d.fid
    UNION ALL
    SELECT d.jamfort_med, f.stadsdel, 1, f.statusgrupp, f.typ, f.forsenad
    FROM indata_andrade d JOIN fore_noteringar f ON f.jamfort_med = d.jamfort_med AND f.fid = d.fore_fid
),
m AS MATERIALIZED (
    SELECT jamfort_med, stadsdel, sum(tecken * (statusgrupp = 'oppen' AND typ IN (SELECT kod FROM kod_typ WHERE ar_brist = '1'))) AS oppna,
           sum(tecken * coalesce(forsenad, 0)) AS forsenade
    FROM b GROUP BY jamfort_med, stadsdel
)
SELECT e.*, coalesce(a.n_oppna, 0) AS n_oppna, coalesce(a.n_oppna, 0) + coalesce(m.oppna, 0) AS n_oppna_fore,
       coalesce(a.n_forsenade, 0) AS n_forsenade, coalesce(a.n_forsenade, 0) + coalesce(m.forsenade, 0) AS n_forsenade_fore
FROM e LEFT JOIN antal('stadsdel') a ON a.stadsdel = e.stadsdel
LEFT JOIN m ON m.jamfort_med = e.jamfort_med AND m.stadsdel = e.stadsdel
