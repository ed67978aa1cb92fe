-- A day that is planned and still to come is an answer: what waits for it has not stuck.
WITH gransen AS MATERIALIZED (
    SELECT kod AS status, kod = 'fel_mottagare' AS fel, CAST(eskaleras_dagar AS INTEGER) AS dagar
    FROM kod_status WHERE eskaleras_dagar IS NOT NULL
)
SELECT geom, punkt_id, stadsdel, stadsdelsomrade, iif(fel, 'fel_mottagare', 'fastnat') AS eskaleringsskal,
       kategori, kategorigrupp, ansvarig, ansvariggrupp, status, datum, skickad_datum, planerad_datum,
       dagar_hos, dagar AS grans_dagar, dagar_hos - dagar AS dagar_over, forsenad, plats
FROM (
    SELECT n.*, g.fel, g.dagar,
           iif(n.skickad_datum IS NULL, n.alder_dagar,
               CAST(julianday('now') - julianday(n.skickad_datum) AS INTEGER)) AS dagar_hos
    FROM noteringar_alla n JOIN gransen g ON g.status = n.status
    WHERE n.statusgrupp = 'oppen' AND n.typ IN (SELECT kod FROM kod_typ WHERE ar_brist = '1')
      AND n.alder_dagar >= g.dagar
)
WHERE fel OR (dagar_hos > dagar AND (planerad_datum IS NULL OR planerad_datum < date('now')))
