-- A row for each violation of what must hold; empty is right.
SELECT 'more without an action than there are', stadsdel, kategori FROM glapp
WHERE n_utan_atgard > n_oppna OR n_utan_atgard + n_utan_problem < 1;

SELECT 'not the open faults without an action'
WHERE (SELECT coalesce(sum(n_utan_atgard), 0) FROM glapp)
   <> (SELECT count(*) FROM noteringar WHERE statusgrupp = 'oppen' AND typ NOT IN ('styrka', 'forslag')
                                         AND metod IS NULL AND coalesce(atgard_typ, 'ingen') = 'ingen');
