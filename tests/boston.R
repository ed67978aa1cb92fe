# boston.R EDITION.gpkg SOURCE.csv: is Boston's edition overdue where the city itself says so, and does it take as long to
# mend as R's survival says? Both from the city's own file, which the program's code has no part in. Needs sqlite3.
suppressMessages(library(survival))
args <- commandArgs(TRUE)
ask <- function(sql) read.csv(pipe(paste("sqlite3 -readonly -header -csv", shQuote(args[1]), shQuote(sql))),
                              colClasses = c(punkt_id = "character"), na.strings = "")
notes <- ask("SELECT punkt_id, statusgrupp, forsenad, forfaller, planerad_datum, ansvarig, alder_dagar FROM noteringar")
bodies <- ask("SELECT ansvarig AS punkt_id, n_i_tid, n_for_sena, n_tidmatta, dagar_median, dagar_median_lag, dagar_median_hog FROM ansvariga")
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
target <- when(city$TARGET_DT)
hour <- format(target, "%H%M%S") != "000000"       # midnight is a day without an hour
moment <- when(city$CLOSED_DT)
moment[open] <- as.POSIXct("2016-01-12 22:22:00", tz = "America/New_York")
# What we say: overdue is in the edition; a mended one is late if it was mended after it was due, by the hour.
promised <- as.Date(notes$forfaller)               # without a target of the city's by what its kind is promised
late <- until > promised | (until == promised & !is.na(target) & hour & moment > target)
ours <- ifelse(open, notes$forsenad == 1, late)
theirs <- city$OnTime_Status == "OVERDUE"
rule <- ifelse(city$OnTime_Status == "", "the city says nothing",
        ifelse(city$TARGET_DT == "", "the city has no target, and calls that in time",
        ifelse(theirs & until == due & !hour, "due at midnight, which we read as the whole day",
        ifelse(ours == theirs, "agrees", "NOT EXPLAINED"))))
print(table(rule, ifelse(open, "open", "mended")))
unexplained <- rule == "NOT EXPLAINED" | is.na(rule)
if (any(unexplained)) { print(head(cbind(notes, city[c("TARGET_DT", "CLOSED_DT", "OnTime_Status")])[unexplained, ])); quit(status = 1) }

spell <- as.numeric(until - day(city$OPEN_DT))
stopifnot(spell == notes$alder_dagar)
for (i in seq_len(nrow(bodies))) {
  of <- which(notes$ansvarig == bodies$punkt_id[i])
  mended <- of[!open[of] & !is.na(promised[of])]
  if (bodies$n_for_sena[i] != sum(late[mended]) || bodies$n_i_tid[i] != sum(!late[mended])) {
    print(bodies[i, ]); print(table(late[mended])); quit(status = 1)
  }
  r <- summary(survfit(Surv(spell[of], !open[of]) ~ 1, conf.type = "log"))$table
  ours <- unlist(bodies[i, c("n_tidmatta", "dagar_median", "dagar_median_lag", "dagar_median_hog")])
  same <- isTRUE(all.equal(as.numeric(ours), as.numeric(r[c("records", "median", "0.95LCL", "0.95UCL")]), tolerance = 1e-9))
  cat(sprintf("%-5s n %5.0f  median %s (%s to %s) days\n", bodies$punkt_id[i], ours[1], ours[2], ours[3], ours[4]))
  if (!same) { print(r); quit(status = 1) }
}
