-- A row for each violation of what must hold; empty is right.
SELECT 'the parts do not add up', ansvarig FROM ansvariga
WHERE n_brist > n OR n_brist <> n_oppna + n_stangda OR n_forsenade > n_oppna
   OR n_atgardade > n_stangda;

SELECT 'a share that is none', ansvarig FROM ansvariga
WHERE andel < 0 OR andel > 1 OR andel_forsenade < 0 OR andel_forsenade > 1
   OR andel_atgardade < 0 OR andel_atgardade > 1;

SELECT 'the median age is above the highest, or there is one without open faults', ansvarig FROM ansvariga
WHERE alder_median_dagar > alder_hogst_dagar OR alder_median_dagar < 0
   OR (n_oppna > 0) <> (alder_median_dagar IS NOT NULL);

SELECT 'the rows are not all notes'
WHERE (SELECT coalesce(sum(n), 0) FROM ansvariga) <> (SELECT count(*) FROM noteringar);

SELECT 'a share in time or a median outside its interval', ansvarig FROM ansvariga
WHERE n_bedomda <> n_i_tid + n_for_sena + n_forsenade OR andel_i_tid < andel_i_tid_lag OR andel_i_tid > andel_i_tid_hog
   OR dagar_median < dagar_median_lag OR dagar_median > dagar_median_hog;
