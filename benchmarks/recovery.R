# The same work in R: Rscript recovery.R FOLDER SERIES, after `Rebound.Benchmarks recovery 5000 120 FOLDER`.
# Needs r-cran-forecast and r-cran-survival. One core, as R runs; seconds for SERIES series, and a series.
suppressMessages({library(forecast); library(survival)})
arguments <- commandArgs(TRUE)
series <- as.matrix(read.csv(file.path(arguments[1], "series.csv"), header = FALSE))
count <- as.integer(arguments[2])
time_of <- function(work) { s <- system.time(for (k in 1:count) work(ts(series[k, ], frequency = 12)))[["elapsed"]]; c(s, s / count) }
print(rbind(
  auto.arima = time_of(function(y) forecast(auto.arima(y), h = 24)),
  ets = time_of(function(y) forecast(ets(y), h = 24)),
  stl = time_of(function(y) forecast(stlm(y, s.window = 13), h = 24))))
spells <- read.csv(file.path(arguments[1], "spells.csv"))
print(min(sapply(1:5, function(r) system.time(coxph(Surv(stop, event) ~ x1 + x2, spells, ties = "efron", cluster = unit))[["elapsed"]])))
