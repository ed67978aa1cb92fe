-- A row for each violation of what must hold; empty is right.
SELECT 'a note without stadsdel', punkt_id FROM noteringar WHERE stadsdel IS NULL;

SELECT 'stadsdel and lage do not agree on an unknown position', punkt_id, stadsdel, lage
FROM noteringar WHERE (stadsdel = 'okänt läge') <> (lage = 'okant');

SELECT 'an unknown position with a point, or a known one without', punkt_id
FROM noteringar WHERE (lage = 'okant') <> (geom IS NULL);

SELECT 'inne and fokusomrade do not agree', punkt_id, inne, fokusomrade
FROM noteringar WHERE inne IS NOT NULL AND inne <> (fokusomrade IS NOT NULL);

SELECT 'overdue, but not open or never due', punkt_id, statusgrupp, forfaller
FROM noteringar WHERE forsenad = 1 AND (statusgrupp <> 'oppen' OR forfaller IS NULL);

SELECT 'ar is not the year of datum', punkt_id, datum, ar
FROM noteringar WHERE ar <> CAST(substr(datum, 1, 4) AS INTEGER);
