-- In this order SQLite makes itself an index of the rounds and not one of all notes.
WITH r AS MATERIALIZED (
    SELECT sort AS ansvarig, runda, nr, id, meter, count(*) OVER (PARTITION BY sort, runda) AS n
    FROM rundor('SELECT punkt_id, ST_X(geom), ST_Y(geom), coalesce(ansvarig, ''okand'')
                 FROM brister WHERE statusgrupp = ''oppen''',
                (SELECT runda_m FROM korning), (SELECT runda_hogst FROM korning))
)
SELECT n.geom, r.ansvarig, r.runda, r.nr AS nr_i_runda, n.punkt_id, r.n AS n_i_runda, round(r.meter) AS gang_m,
       n.kategori, n.stadsdel, n.plats, n.fastighet, n.atgard_typ, n.datum, n.forfaller, n.forsenad,
       round(ST_X(n.geom), 1) AS ost_m, round(ST_Y(n.geom), 1) AS nord_m,
       round(lat(n.geom), 6) AS lat, round(lon(n.geom), 6) AS lon
FROM noteringar_alla n CROSS JOIN r ON r.id = n.punkt_id
WHERE n.statusgrupp = 'oppen'
