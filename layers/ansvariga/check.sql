-- En rad för varje brott mot det som ska gälla. Inget svar är rätt svar.
SELECT 'delarna stämmer inte', ansvarig FROM ansvariga
WHERE n_brist > n OR n_brist <> n_oppna + n_stangda OR n_forsenade > n_oppna
   OR n_atgardade > n_stangda;

SELECT 'andelen är ingen andel', ansvarig FROM ansvariga
WHERE andel < 0 OR andel > 1 OR andel_forsenade < 0 OR andel_forsenade > 1
   OR andel_atgardade < 0 OR andel_atgardade > 1;

SELECT 'medianen är högre än den högsta åldern', ansvarig FROM ansvariga
WHERE alder_median_dagar > alder_hogst_dagar OR alder_median_dagar < 0
   OR (n_oppna > 0) <> (alder_median_dagar IS NOT NULL);

SELECT 'raderna är inte alla noteringar'
WHERE (SELECT coalesce(sum(n), 0) FROM ansvariga) <> (SELECT count(*) FROM noteringar);
