-- The order at each body is told by narrow rows; the wide ones are then looked up by fid. The band of a number of days
-- is looked up once, however many notes have waited so long.
WITH v AS MATERIALIZED (
    SELECT fid, CAST(julianday('now') - julianday(forfaller) AS INTEGER) AS dagar,
           row_number() OVER (PARTITION BY ansvarig ORDER BY forfaller, coalesce(forfaller_klockslag, '24:00'), punkt_id) AS nr
    FROM noteringar WHERE forsenad = 1
),
band AS MATERIALIZED (
    SELECT dagar, (SELECT kod FROM kod_aldersband WHERE CAST(hogst_dagar AS INTEGER) >= dagar
                   ORDER BY ordning LIMIT 1) AS kod
    FROM (SELECT DISTINCT dagar FROM v)
)
SELECT geom, punkt_id, stadsdel, stadsdelsomrade, kategori, kategorigrupp, ansvarig, ansvariggrupp,
       status, datum, planerad_datum, forfaller, forfaller_klockslag, forfallogrund, dagar_forsenad,
       aldersband, dagar_hos, nr AS nr_hos_ansvarig, plats
FROM (
    SELECT n.*, v.nr, v.dagar AS dagar_forsenad, b.kod AS aldersband,
           CASE WHEN n.planerad_datum IS NOT NULL THEN 'planerad'
                WHEN iif(l.sla_dagar IS NOT NULL, l.riktvarde = '1', (k.sla_dagar IS NULL OR l.kod IS NOT NULL) AND a.riktvarde = '1')
                THEN 'riktvarde' ELSE 'lofte' END AS forfallogrund
    FROM v CROSS JOIN brister n ON n.fid = v.fid
    LEFT JOIN band b ON b.dagar = v.dagar
    LEFT JOIN kod_lofte l ON l.kategori = n.kategori AND l.ansvarig = n.ansvarig
    LEFT JOIN kod_kategori k ON k.kod = n.kategori
    LEFT JOIN kod_ansvarig a ON a.kod = n.ansvarig
)
