-- A day that is planned and still to come is an answer: what waits for it has not stuck.
WITH gransen AS MATERIALIZED (
    SELECT kod AS status, kod = 'fel_mottagare' AS fel, CAST(eskaleras_dagar AS INTEGER) AS dagar
    FROM kod_status WHERE eskaleras_dagar IS NOT NULL
)
SELECT geom, punkt_id, stadsdel, stadsdelsomrade, iif(fel, 'fel_mottagare', 'fastnat') AS eskaleringsskal,
       kategori, kategorigrupp, ansvarig, ansvariggrupp, status, datum, skickad_datum, planerad_datum,
       dagar_hos, dagar AS grans_dagar, dagar_hos - dagar AS dagar_over, forsenad, plats
FROM (
    SELECT n.*, g.fel, g.dagar
    FROM brister n JOIN gransen g ON g.status = n.status
    WHERE n.statusgrupp = 'oppen' AND n.alder_dagar >= g.dagar
)
WHERE fel OR (dagar_hos > dagar AND (planerad_datum IS NULL OR forsenad = 1))
