-- A row for each violation of what must hold; empty is right. One look at each note asks for all of it.
SELECT CASE
           WHEN stadsdel IS NULL THEN 'a note without stadsdel'
           WHEN (stadsdel = 'okänt läge') <> (lage = 'okant')
               THEN 'stadsdel and lage do not agree on an unknown position'
           WHEN (lage = 'okant') <> (geom IS NULL)
               THEN 'an unknown position with a point, or a known one without'
           WHEN inne IS NOT NULL AND inne <> (fokusomrade IS NOT NULL)
               THEN 'inne and fokusomrade do not agree'
           WHEN forsenad = 1 AND (statusgrupp <> 'oppen' OR forfaller IS NULL)
               THEN 'overdue, but not open or never due'
           WHEN ar <> CAST(substr(datum, 1, 4) AS INTEGER) THEN 'ar is not the year of datum'
       END AS fel, punkt_id, stadsdel, lage, inne, fokusomrade, statusgrupp, forfaller, datum, ar
FROM noteringar WHERE fel IS NOT NULL;
