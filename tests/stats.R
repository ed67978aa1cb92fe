# stats.R: the numbers of tests/stats.csv by R, an independent road. `Rscript tests/stats.R`
# compares and fails on a difference; `Rscript tests/stats.R --write` writes the file anew.
cases <- rbind(
  expand.grid(what = c("poisson_low", "poisson_high"),
              a = c(0, 1, 2, 3, 5, 20, 100, 12345, 1e6), ea = NA, b = NA, eb = NA,
              confidence = c(0.95, 0.99), stringsAsFactors = FALSE),
  merge(data.frame(what = c("binomial_low", "binomial_high"), confidence = 0.95),
        data.frame(a = c(0, 1, 5, 10, 37, 500000), b = c(10, 10, 10, 10, 1000, 1e6),
                   ea = NA, eb = NA)),
  merge(data.frame(what = c("rate_ratio_low", "rate_ratio_high", "rate_ratio_p"),
                   confidence = 0.95),
        data.frame(a = c(25, 12, 11, 0, 7, 5, 3, 400, 100000, 20, 50),
                   ea = c(1, 3, 800, 2, 2, 1, 7, 31.5, 1, 1, 2),
                   b = c(16, 10, 21, 6, 0, 5, 90, 310, 101000, 200, 25),
                   eb = c(1, 8, 3011, 5, 5, 1, 9, 30.25, 1, 1, 1))))
value <- function(r) {
  if (grepl("poisson", r$what)) {
    p <- (1 - r$confidence) / 2
    if (r$what == "poisson_low") qgamma(p, r$a) else qgamma(1 - p, r$a + 1)
  } else if (grepl("binomial", r$what)) {
    binom.test(r$a, r$b, conf.level = r$confidence)$conf.int[if (grepl("low", r$what)) 1 else 2]
  } else {
    t <- poisson.test(c(r$a, r$b), c(r$ea, r$eb), conf.level = r$confidence)
    switch(r$what, rate_ratio_low = t$conf.int[1], rate_ratio_high = t$conf.int[2],
           rate_ratio_p = t$p.value)
  }
}
cases$value <- vapply(seq_len(nrow(cases)), function(i) value(cases[i, ]), 0)
file <- "tests/stats.csv"
cases <- cases[c("what", "a", "ea", "b", "eb", "confidence", "value")]
if ("--write" %in% commandArgs(TRUE)) {
  cases$value <- vapply(cases$value, format, "", digits = 15)
  plain <- function(x) ifelse(is.na(x), NA, format(x, scientific = FALSE, trim = TRUE))
  cases$a <- plain(cases$a)
  cases$b <- plain(cases$b)
  write.csv(cases, file, row.names = FALSE, quote = FALSE, na = "")
} else {
  held <- read.csv(file)
  stopifnot(nrow(held) == nrow(cases), held$what == cases$what)
  same <- held$value == cases$value | abs(held$value - cases$value) <= 1e-12 * abs(cases$value)
  if (!all(same)) { print(held[!same, ]); quit(status = 1) }
  cat(nrow(held), "values agree with", R.version.string, "\n")
}
