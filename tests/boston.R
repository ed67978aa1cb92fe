# boston.R EDITION.gpkg SOURCE.csv: is Boston's edition overdue where the city itself says so, and does it take as long to
# mend as R's survival says? Both from the city's own file, which the program's code has no part in. Needs sqlite3.
suppressMessages(library(survival))
args <- commandArgs(TRUE)
ask <- function(sql) read.csv(pipe(paste("sqlite3 -readonly -header -csv", shQuote(args[1]), shQuote(sql))),
                              colClasses = c(punkt_id = "character"), na.strings = "")
notes <- ask("SELECT punkt_id, statusgrupp, forsenad, forfaller, planerad_datum, ansvarig, alder_dagar FROM noteringar")
bodies <- ask("SELECT ansvarig AS punkt_id, n_tidmatta, dagar_median, dagar_median_lag, dagar_median_hog FROM ansvariga")
city <- read.csv(args[2], colClasses = "character")
when <- function(text) as.POSIXct(text, format = "%m/%d/%Y %I:%M:%S %p", tz = "America/New_York")
day <- function(text) as.Date(substr(text, 1, 10), format = "%m/%d/%Y")
end <- as.Date("2016-01-12")                       # the extract's last moment is 22:22 that day
city <- city[match(notes$punkt_id, city$CASE_ENQUIRY_ID), ]
stopifnot(nrow(notes) == 27087, !anyNA(city$CASE_ENQUIRY_ID))

open <- city$CASE_STATUS == "Open"
until <- day(city$CLOSED_DT)
until[open] <- end
due <- day(city$TARGET_DT)
# What we say: an open one is overdue in the edition; a mended one is late if it was mended after the day it was due.
ours <- ifelse(open, notes$forsenad == 1, until > as.Date(notes$forfaller))
theirs <- city$OnTime_Status == "OVERDUE"
moment <- when(city$CLOSED_DT)
moment[open] <- as.POSIXct("2016-01-12 22:22:00", tz = "America/New_York")
rule <- ifelse(city$OnTime_Status == "", "the city says nothing",
        ifelse(city$TARGET_DT == "", "the city has no target, and calls that in time",
        ifelse(theirs & until == due & moment > when(city$TARGET_DT), "late by hours on the very day: we count days",
        ifelse(ours == theirs, "agrees", "NOT EXPLAINED"))))
print(table(rule, ifelse(open, "open", "mended")))
unexplained <- rule == "NOT EXPLAINED" | is.na(rule)
if (any(unexplained)) { print(head(cbind(notes, city[c("TARGET_DT", "CLOSED_DT", "OnTime_Status")])[unexplained, ])); quit(status = 1) }

spell <- as.numeric(until - day(city$OPEN_DT))
stopifnot(spell == notes$alder_dagar)
for (i in seq_len(nrow(bodies))) {
  of <- which(notes$ansvarig == bodies$punkt_id[i])
  r <- summary(survfit(Surv(spell[of], !open[of]) ~ 1, conf.type = "log"))$table
  ours <- unlist(bodies[i, c("n_tidmatta", "dagar_median", "dagar_median_lag", "dagar_median_hog")])
  same <- isTRUE(all.equal(as.numeric(ours), as.numeric(r[c("records", "median", "0.95LCL", "0.95UCL")]), tolerance = 1e-9))
  cat(sprintf("%-5s n %5.0f  median %s (%s to %s) days\n", bodies$punkt_id[i], ours[1], ours[2], ours[3], ours[4]))
  if (!same) { print(r); quit(status = 1) }
}
