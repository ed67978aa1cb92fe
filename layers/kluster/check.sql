-- En rad för varje brott mot det som ska gälla. Inget svar är rätt svar.
SELECT 'kategorigrupperna är inte klustrets brister', kluster_id FROM kluster
WHERE n_oppna <> n_skotsel + n_utformning + n_socialt + n_ovrigt OR n_forsenade > n_oppna;

SELECT 'fler brister i kluster än det finns öppna'
WHERE (SELECT coalesce(sum(n_oppna), 0) FROM kluster)
    > (SELECT count(*) FROM noteringar WHERE statusgrupp = 'oppen');

SELECT 'numren har luckor' WHERE (SELECT max(kluster_id) FROM kluster) <> (SELECT count(*) FROM kluster);
