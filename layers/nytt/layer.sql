-- One that is gone and one that is new are the same note under another id if category and day are the same, they lie
-- within the distance of a matter, and neither has another such neighbour that is nearer by id.
WITH
lost AS MATERIALIZED (
    SELECT d.jamfort_med, d.fore_fid, f.punkt_id, f.kategori, f.datum, ST_X(f.geom) AS x, ST_Y(f.geom) AS y
    FROM indata_andrade d JOIN fore_noteringar f ON f.jamfort_med = d.jamfort_med AND f.fid = d.fore_fid
    WHERE d.fid IS NULL
),
nya AS MATERIALIZED (
    SELECT d.jamfort_med, d.fid, n.punkt_id, n.kategori, n.datum, ST_X(n.geom) AS x, ST_Y(n.geom) AS y
    FROM indata_andrade d CROSS JOIN noteringar n ON n.fid = d.fid WHERE d.fore_fid IS NULL
),
nara AS MATERIALIZED (
    SELECT n.jamfort_med, n.fid, l.fore_fid,
           row_number() OVER (PARTITION BY n.jamfort_med, n.fid ORDER BY l.punkt_id) AS nr_ny,
           row_number() OVER (PARTITION BY n.jamfort_med, l.fore_fid ORDER BY n.punkt_id) AS nr_lost
    FROM nya n JOIN lost l ON l.jamfort_med = n.jamfort_med AND l.datum = n.datum AND l.kategori = n.kategori, korning k
    WHERE (n.x - l.x) * (n.x - l.x) + (n.y - l.y) * (n.y - l.y) <= k.arende_m * k.arende_m
),
samma AS MATERIALIZED (SELECT jamfort_med, fid, fore_fid FROM nara WHERE nr_ny = 1 AND nr_lost = 1),
par AS (
    SELECT jamfort_med, fid, fore_fid, 0 AS samma_post, NULL AS samma_text FROM samma
    UNION ALL
    SELECT d.jamfort_med, d.fid, d.fore_fid, d.samma_post, d.samma_text FROM indata_andrade d
    WHERE (d.fid IS NOT NULL AND d.fore_fid IS NOT NULL)
       OR (d.fore_fid IS NULL AND NOT EXISTS (SELECT 1 FROM samma s WHERE s.jamfort_med = d.jamfort_med AND s.fid = d.fid))
       OR (d.fid IS NULL
           AND NOT EXISTS (SELECT 1 FROM samma s WHERE s.jamfort_med = d.jamfort_med AND s.fore_fid = d.fore_fid))
),
b AS (
    SELECT p.jamfort_med, n.fid IS NOT NULL AS nu, f.fid IS NOT NULL AS da, coalesce(n.geom, f.geom) AS geom,
           coalesce(n.punkt_id, f.punkt_id) AS punkt_id, f.punkt_id AS fore_id,
           n.stadsdel, f.stadsdel AS stadsdel_fore, coalesce(n.kategori, f.kategori) AS kategori, n.status,
           f.status AS status_fore, coalesce(n.ansvarig, f.ansvarig) AS ansvarig, coalesce(n.datum, f.datum) AS datum,
           n.forfaller, coalesce(n.forsenad, 0) AS forsenad, coalesce(f.forsenad, 0) AS forsenad_fore,
           coalesce(n.forsenad, 0) > coalesce(f.forsenad, 0) AS nyss,
           p.samma_post AND n.forfaller_klockslag IS f.forfaller_klockslag AS lika,
           (n.stadsdel, n.stadsdelsomrade, n.omraden) IS (f.stadsdel, f.stadsdelsomrade, f.omraden) AS samma_omraden,
           (n.kategorigrupp, n.statusgrupp, n.ansvariggrupp, n.forfaller)
           IS (f.kategorigrupp, f.statusgrupp, f.ansvariggrupp, f.forfaller) AS samma_grupper,
           iif(n.punkt_id <> f.punkt_id, '; id: ' || f.punkt_id || ' → ' || n.punkt_id, '')
           || iif(n.status IS NOT f.status, '; status: ' || coalesce((SELECT namn FROM kod_status WHERE kod = f.status), 'ingen')
                  || ' → ' || coalesce((SELECT namn FROM kod_status WHERE kod = n.status), 'ingen'), '')
           || iif(n.kategori IS NOT f.kategori, '; kategori: '
                  || coalesce((SELECT namn FROM kod_kategori WHERE kod = f.kategori), 'ingen')
                  || ' → ' || coalesce((SELECT namn FROM kod_kategori WHERE kod = n.kategori), 'ingen'), '')
           || iif(n.ansvarig IS NOT f.ansvarig, '; ansvarig: '
                  || coalesce((SELECT namn FROM kod_ansvarig WHERE kod = f.ansvarig), 'ingen')
                  || ' → ' || coalesce((SELECT namn FROM kod_ansvarig WHERE kod = n.ansvarig), 'ingen'), '')
           || iif((n.planerad_datum, n.forfaller_klockslag) IS NOT (f.planerad_datum, f.forfaller_klockslag),
                  '; planerad: ' || coalesce(f.planerad_datum || coalesce(' ' || f.forfaller_klockslag, ''), 'ingen dag')
                  || ' → ' || coalesce(n.planerad_datum || coalesce(' ' || n.forfaller_klockslag, ''), 'ingen dag'), '')
           || iif(n.atgardad_datum IS NOT f.atgardad_datum,
                  '; åtgärdad: ' || coalesce(f.atgardad_datum, 'ingen dag') || ' → ' || coalesce(n.atgardad_datum, 'ingen dag'), '')
           || iif(n.geom IS NOT f.geom, coalesce('; läget: flyttat ' || CAST(round(sqrt(
                  (ST_X(n.geom) - ST_X(f.geom)) * (ST_X(n.geom) - ST_X(f.geom))
                  + (ST_Y(n.geom) - ST_Y(f.geom)) * (ST_Y(n.geom) - ST_Y(f.geom)))) AS INTEGER) || ' m', '; läget'), '')
           || iif(n.stadsdel IS NOT f.stadsdel, '; {{district}}: ' || coalesce(f.stadsdel, 'ingen') || ' → ' || coalesce(n.stadsdel, 'ingen'), '')
           || iif(p.samma_text = 0, '; text', '') AS texter
    FROM par p LEFT JOIN noteringar n ON n.fid = p.fid
    LEFT JOIN fore_noteringar f ON f.jamfort_med = p.jamfort_med AND f.fid = p.fore_fid
)
SELECT geom, jamfort_med, punkt_id,
       CASE WHEN NOT da THEN 'ny' WHEN NOT nu THEN 'borta' WHEN status IS NOT status_fore THEN 'statusbyte'
            WHEN nyss THEN 'nyss_forsenad' ELSE 'andrad' END AS handelse,
       CASE WHEN NOT da OR NOT nu OR NOT lika THEN 'data' WHEN NOT samma_omraden THEN 'granser'
            WHEN NOT samma_grupper THEN 'kodlistor' WHEN forsenad <> forsenad_fore THEN 'kalender' ELSE 'data' END AS orsak,
       CASE WHEN NOT nu OR NOT da THEN NULL WHEN texter = '' AND NOT nyss THEN 'andra uppgifter'
            ELSE substr(texter || iif(nyss, '; försenad', ''), 3) END AS andringar,
       coalesce(stadsdel, stadsdel_fore) AS stadsdel, stadsdel_fore, kategori, status, status_fore, ansvarig, datum,
       forfaller, forsenad
FROM b
