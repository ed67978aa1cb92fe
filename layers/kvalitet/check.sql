-- A row for each violation of what must hold; empty is right.
SELECT 'a row without regel or verdikt', nr FROM kvalitet WHERE regel IS NULL OR verdikt IS NULL;

SELECT 'the numbers have gaps' WHERE (SELECT max(nr) FROM kvalitet) <> (SELECT count(*) FROM kvalitet);

-- Law 1: a source that lost records tells which.
SELECT 'records were refused, but kvalitet shows none', k.kalla_namn
FROM kallor k WHERE k.n_avvisade IS NOT NULL
 AND (k.n_avvisade > 0) > EXISTS (SELECT 1 FROM kvalitet q WHERE q.kalla_namn = k.kalla_namn
                                    AND q.verdikt = 'avvisad');
