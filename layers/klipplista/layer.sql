-- A season may go over the turn of the year: from the first of August to the last of March.
WITH
r AS MATERIALIZED (
    SELECT sort AS ansvarig, runda, nr, id, meter, count(*) OVER (PARTITION BY sort, runda) AS n
    FROM rundor('SELECT punkt_id, ST_X(geom), ST_Y(geom), coalesce(ansvarig, ''okand'')
                 FROM brister WHERE statusgrupp = ''oppen'' AND kategori IN (SELECT kod FROM kod_sasong)',
                (SELECT runda_m FROM korning), (SELECT runda_hogst FROM korning))
),
idag AS MATERIALIZED (SELECT date('now') AS dag, strftime('%m-%d', 'now') AS md),
tid AS MATERIALIZED (
    SELECT kod AS kategori, namn || ' (' || fran || ' till ' || till || ')' AS arbetstid, fran,
           iif(fran <= till, md BETWEEN fran AND till, md >= fran OR md <= till) AS nu
    FROM kod_sasong, idag
)
SELECT n.geom, r.ansvarig, r.runda, r.nr AS nr_i_runda, n.punkt_id, r.n AS n_i_runda, round(r.meter) AS gang_m,
       n.kategori, n.stadsdel, n.plats, n.fastighet, n.atgard_typ, n.datum, n.forfaller, n.forsenad,
       t.arbetstid, t.nu AS far_goras,
       iif(t.nu, i.dag, iif(i.md < t.fran, substr(i.dag, 1, 5),
                            strftime('%Y-', i.dag, 'start of year', '+1 year')) || t.fran) AS tidigast,
       round(ST_X(n.geom), 1) AS ost_m, round(ST_Y(n.geom), 1) AS nord_m,
       round(lat(n.geom), 6) AS lat, round(lon(n.geom), 6) AS lon
FROM noteringar_alla n CROSS JOIN r ON r.id = n.punkt_id, idag i JOIN tid t ON t.kategori = n.kategori
WHERE n.statusgrupp = 'oppen'
