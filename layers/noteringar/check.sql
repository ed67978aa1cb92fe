-- En rad för varje brott mot det som ska gälla. Inget svar är rätt svar.
SELECT 'notering utan stadsdel', punkt_id FROM noteringar WHERE stadsdel IS NULL;

SELECT 'okänt läge och stadsdel säger inte samma sak', punkt_id, stadsdel, lage
FROM noteringar WHERE (stadsdel = 'okänt läge') <> (lage = 'okant');

SELECT 'okänt läge men en punkt på kartan, eller tvärtom', punkt_id
FROM noteringar WHERE (lage = 'okant') <> (geom IS NULL);

SELECT 'inne och fokusomrade säger inte samma sak', punkt_id, inne, fokusomrade
FROM noteringar WHERE inne IS NOT NULL AND inne <> (fokusomrade IS NOT NULL);

SELECT 'försenad men inte öppen, eller utan förfallodag', punkt_id, statusgrupp, forfaller
FROM noteringar WHERE forsenad = 1 AND (statusgrupp <> 'oppen' OR forfaller IS NULL);

SELECT 'året är inte datumets', punkt_id, datum, ar
FROM noteringar WHERE ar <> CAST(substr(datum, 1, 4) AS INTEGER);
