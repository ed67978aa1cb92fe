-- A row for each violation of what must hold; empty is right.
SELECT 'the kategorigrupper are not the faults of the cluster', kluster_id FROM kluster
WHERE n_oppna <> n_skotsel + n_utformning + n_socialt + n_ovrigt OR n_forsenade > n_oppna;

SELECT 'more faults in clusters than there are open notes'
WHERE (SELECT coalesce(sum(n_oppna), 0) FROM kluster)
    > (SELECT count(*) FROM noteringar WHERE statusgrupp = 'oppen');

SELECT 'the numbers have gaps' WHERE (SELECT max(kluster_id) FROM kluster) <> (SELECT count(*) FROM kluster);
