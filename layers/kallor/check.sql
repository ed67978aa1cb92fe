-- A row for each violation of what must hold; empty is right.
SELECT 'law 1: read is not filtered + kept + refused', kalla_namn FROM kallor
WHERE n_lasta <> n_filtrerade + n_orord + n_rattade + n_avvisade;

SELECT 'an answer is missing', kalla_namn FROM kallor
WHERE anvand IS NULL OR utelamnat IS NULL OR begransning IS NULL;

SELECT 'a share that is none', kalla_namn FROM kallor
WHERE andel_avvisade < 0 OR andel_avvisade > 1;

SELECT 'law 1: the notes kept are not those in noteringar'
WHERE (SELECT coalesce(sum(n_orord + n_rattade), 0) FROM kallor WHERE roll = 'notes')
   <> (SELECT count(*) FROM noteringar);
