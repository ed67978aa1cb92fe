-- A row for each violation of what must hold; empty is right.
SELECT 'the causes are not the events', jamfort_med, stadsdel FROM nytt_stadsdel
WHERE n_nya + n_borta + n_statusbyten + n_nyss_forsenade + n_andrade <> n_ur_kallor + n_ur_granser + n_ur_kodlistor + n_ur_kalender
   OR n_oppna_fore < 0 OR n_forsenade_fore < 0;

SELECT 'more or fewer new notes', jamfort_med FROM nytt_stadsdel n GROUP BY jamfort_med
HAVING sum(n_nya) <> (SELECT count(*) FROM nytt t WHERE t.jamfort_med = n.jamfort_med AND t.handelse = 'ny');
