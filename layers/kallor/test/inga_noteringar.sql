-- Boundaries alone are given: of each of the others it is said what cannot be known without it.
INSERT INTO korning(as_of, ar, fokus, stadsdel_ord) VALUES ('2026-11-22', 2026, 'fokus', 'stadsdelar');
INSERT INTO indata_konton(kalla, roll, last, bortfiltrerade, orord, rattade, avvisade, anmarkningar)
VALUES ('s', 'districts', 1, 0, 1, 0, 0, 0);
