-- A row for each violation of what must hold; empty is right.
SELECT 'new, and yet it is not in noteringar', t.punkt_id FROM nytt t LEFT JOIN noteringar n USING (punkt_id)
WHERE (t.handelse <> 'borta') <> (n.punkt_id IS NOT NULL);

SELECT 'a new status that is the old one', punkt_id FROM nytt
WHERE handelse = 'statusbyte' AND status IS status_fore;

SELECT 'just overdue, and yet it is not', punkt_id FROM nytt WHERE handelse = 'nyss_forsenad' AND forsenad <> 1;
