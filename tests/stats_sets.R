# stats_sets.R: the numbers of tests/stats_sets.csv by R and its package survival, an independent road. `Rscript
# tests/stats_sets.R` compares and fails on a difference; with --write the file is written anew.
# A line is what;data;values;within: data are items a:b:c between spaces, `within` is how near ours has to come.
suppressMessages(library(survival))
text <- function(x) paste(vapply(x, function(v) format(v, digits = 15, scientific = NA), ""), collapse = " ")
rows <- list()
add <- function(what, data, values, within) rows[[length(rows) + 1]] <<-
  paste(what, data, text(values), within, sep = ";")

for (case in list(c(0, 1), c(0, 10), c(1, 10), c(5, 10), c(10, 10), c(37, 1000), c(200001, 1000000))) {
  ci <- suppressWarnings(prop.test(case[1], case[2], correct = FALSE)$conf.int)
  add("wilson", paste(case, collapse = ":"), c(ci[1], ci[2]), "1e-9")
}
for (p in c(1e-12, 0.001, 0.025, 0.5, 0.9, 0.975, 0.999999))
  add("normal", format(p, digits = 15), qnorm(p), "1e-9")

set.seed(1)
survive <- function(time, event) {
  s <- summary(survfit(Surv(time, event) ~ 1, conf.type = "log"))$table
  add("survival", paste(time, event, 1 - event, sep = ":", collapse = " "),
      c(s["records"], s["events"], s["median"], s["0.95LCL"], s["0.95UCL"]), "1e-9")
}
survive(1:4, c(1, 1, 1, 1))                      # exactly half are left for a while
survive(c(5, 5, 5, 9), c(1, 1, 0, 0))            # the same, and nothing more ends
survive(c(3, 3, 3), c(0, 0, 0))                  # nothing has ended
survive(7, 1)
survive(c(0, 0, 1, 2, 2, 30), c(1, 0, 1, 1, 0, 1))
survive(aml$time, aml$status)
survive(lung$time, lung$status - 1)
for (n in c(10, 25, 60, 300)) {
  time <- round(rexp(n, 1 / 100))
  survive(time, rbinom(n, 1, 0.6))
  survive(time, rbinom(n, 1, 0.2))
}

for (p in list(c(.001, .008, .039, .041, .042, .06, .074, .205, .212, .216, .222), c(.5, .5, .01, 1), .03,
               runif(40)^2))
  add("benjamini_hochberg", paste(vapply(p, format, "", digits = 15), collapse = " "),
      p.adjust(as.numeric(vapply(p, format, "", digits = 15)), "BH"), "1e-9")

marshall <- function(count, base) {
  rate <- count / base
  mean <- weighted.mean(rate, base)
  a <- max(0, weighted.mean((rate - mean)^2, base) - mean / mean(base))
  add("empirical_bayes", paste(count, base, sep = ":", collapse = " "),
      c(mean, a, if (mean == 0) rate else mean + a / (a + mean / base) * (rate - mean)), "1e-9")
}
marshall(c(1, 5, 50, 2), c(10, 200, 1000, 300))
marshall(c(0, 0), c(1, 2))
marshall(c(10, 20, 30), c(1, 2, 3))
marshall(rpois(30, 20), c(round(runif(30, 1, 9), 3)))

# Another road to the ranks: R's own gamma, more draws. A limit may come one rank beside.
count <- c(60, 40, 38, 12, 3, 0, 7)
base <- c(10, 8, 10, 5, 4, 2, 1)
drawn <- replicate(200000, rank(-rgamma(7, count + 0.5) / base))
add("ranks", paste(count, base, sep = ":", collapse = " "),
    c(rank(-count / base), apply(drawn, 1, function(r) quantile(r, c(0.025, 0.975), type = 1))), "1")

# Another road to the sun: the Astronomical Almanac's approximation, good to about 0.01 degrees.
sun <- function(when, latitude, longitude) {
  moment <- as.numeric(as.POSIXct(when, tz = "UTC"))
  n <- moment / 86400 + 2440587.5 - 2451545
  r <- pi / 180
  L <- 280.460 + 0.9856474 * n
  g <- (357.528 + 0.9856003 * n) * r
  l <- (L + 1.915 * sin(g) + 0.020 * sin(2 * g)) * r
  e <- (23.439 - 0.0000004 * n) * r
  hour <- ((18.697374558 + 24.06570982441908 * n) * 15 + longitude) * r - atan2(cos(e) * sin(l), cos(l))
  d <- asin(sin(e) * sin(l))
  add("sun", paste(moment, latitude, longitude, sep = ":"),
      asin(sin(latitude * r) * sin(d) + cos(latitude * r) * cos(d) * cos(hour)) / r, "0.03")
}
for (when in c("2026-06-21 10:50", "2026-12-21 10:45", "2026-03-20 05:00", "2026-11-22 15:30", "2015-07-01 23:00"))
  { sun(when, 59.33, 18.07); sun(when, 42.36, -71.06); sun(when, -33.9, 151.2) }

file <- "tests/stats_sets.csv"
head <- "what;data;values;within"
if ("--write" %in% commandArgs(TRUE)) {
  writeLines(c(head, unlist(rows)), file)
} else {
  held <- readLines(file)
  numbers <- function(lines) suppressWarnings(as.numeric(unlist(strsplit(sub("^[^;]*;[^;]*;", "", lines), "[; ]"))))
  same <- sub("^([^;]*;[^;]*).*", "\\1", held) == sub("^([^;]*;[^;]*).*", "\\1", c(head, unlist(rows)))
  old <- numbers(held[-1])
  new <- numbers(unlist(rows))
  close <- length(old) == length(new) && isTRUE(all(is.na(old) == is.na(new))) &&
    all(abs(old - new) <= 1e-12 * pmax(1, abs(new)), na.rm = TRUE)
  if (!all(same) || !close) { print(which(!same)); cat("the numbers differ\n"); quit(status = 1) }
  cat(length(rows), "sets agree with", R.version.string, "and survival", format(packageVersion("survival")), "\n")
}
