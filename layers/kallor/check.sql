-- En rad för varje brott mot det som ska gälla. Inget svar är rätt svar.
-- Lag 1.
SELECT 'läst är inte bortvalt, behållet och avvisat', kalla_namn FROM kallor
WHERE n_lasta <> n_filtrerade + n_orord + n_rattade + n_avvisade;

SELECT 'ett svar saknas', kalla_namn FROM kallor
WHERE anvand IS NULL OR utelamnat IS NULL OR begransning IS NULL;

SELECT 'andelen är ingen andel', kalla_namn FROM kallor
WHERE andel_avvisade < 0 OR andel_avvisade > 1;

SELECT 'de behållna noteringarna är inte de i lagret noteringar'
WHERE (SELECT coalesce(sum(n_orord + n_rattade), 0) FROM kallor WHERE roll = 'notes')
   <> (SELECT count(*) FROM noteringar);
