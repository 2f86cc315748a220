# Values of R's forecast package for ten and more series that come with R.
# Run: Rscript forecast.R   (Debian packages r-base-core, r-cran-forecast, r-cran-jsonlite)
suppressMessages({library(forecast); library(jsonlite)})
series <- list(
  air = log(AirPassengers), air9 = log(window(AirPassengers, end = c(1957, 12))), lung = log(ldeaths), lung_men = log(mdeaths),
  lung_women = log(fdeaths), nottingham = nottem, accidents = log(USAccDeaths), drivers = log(UKDriverDeaths),
  co2 = window(co2, 1975, c(1989, 12)), gas = log(UKgas), johnson = log(JohnsonJohnson))
models <- c("ANN", "AAN", "AAdN", "ANA", "AAA", "AAdA")
h <- 24
tool <- paste(R.version.string, "forecast", packageVersion("forecast"))
write_case <- function(id, title, method, inputs, params, expected, tolerance, folder = "cases")
  write(toJSON(list(id = id, title = title, method = method, inputs = inputs, params = params, expected = expected,
    tolerance = list(abs = tolerance, rel = tolerance), source = list(tool = tool, call = "forecast.R"), notes = ""),
    digits = NA, auto_unbox = TRUE, na = "null"), file.path(folder, paste0(id, ".json")))
write_likelihoods <- function(...) write_case(..., folder = "likelihoods")
vector <- function(x) I(as.numeric(x))
for (name in names(series)) {
  y <- series[[name]]; m <- frequency(y)
  for (code in models) {
    f <- ets(y, model = gsub("d", "", code), damped = grepl("d", code))
    p <- f$par; state <- f$states[1, ]
    seasons <- if (grepl("A$", code) && nchar(gsub("d", "", code)) == 3 && substr(code, nchar(code), nchar(code)) == "A") state[grep("^s", names(state))] else numeric(0)
    fc <- forecast(f, h = h, level = 95)
    one <- function(n, default) if (n %in% names(p)) unname(p[n]) else default
    write_case(paste0("ETS-", name, "-", code), paste("ETS", code, "of", name, "at given parameters"), "recovery.ets",
      list(y = vector(y)),
      list(model = code, period = m, h = h, alpha = one("alpha", 0), beta = one("beta", 0), gamma = one("gamma", 0), phi = one("phi", 1),
        level = unname(state["l"]), slope = if ("b" %in% names(state)) unname(state["b"]) else 0, seasons = vector(seasons)),
      c(list(loglik = f$loglik, aicc = f$aicc, sigma2 = f$sigma2, fitted = vector(fitted(f)), mean = vector(fc$mean)),
        # For ANA the program adds the season's variance one month early (floor(h/m) for floor((h - 1)/m)): no interval to compare with.
        if (code == "ANA") NULL else list(upper95 = vector(fc$upper))), 1e-6)
  }
  chosen <- auto.arima(y, max.p = 3, max.q = 3)
  a <- arimaorder(chosen); if (length(a) < 7) a <- c(a, 0, 0, 0, m)
  free <- setdiff(names(coef(chosen)), c("drift", "intercept"))
  coefficients <- coef(chosen)[free]
  fc <- predict(arima(y, order = a[1:3], seasonal = list(order = a[4:6], period = m), method = "ML", include.mean = FALSE), n.ahead = h)
  plain <- arima(y, order = a[1:3], seasonal = list(order = a[4:6], period = m), method = "ML", include.mean = FALSE)
  write_case(paste0("ARIMA-", name), paste("ARIMA of", name, "at given coefficients"), "recovery.arima", list(y = vector(y)),
    list(order = vector(a[1:6]), period = m, h = h, coefficients = vector(coef(plain))),
    list(loglik = plain$loglik, sigma2 = plain$sigma2, mean = vector(fc$pred), se = vector(fc$se)), 1e-4)
  orders <- list(c(0,1,1,0,1,1), c(1,1,0,0,1,1), c(1,0,0,1,1,0), c(2,0,1,0,1,1), c(1,1,1,1,0,1))
  liks <- sapply(orders, function(o) arima(y, order = o[1:3], seasonal = list(order = o[4:6], period = m), method = "ML", include.mean = FALSE)$loglik)
  write_likelihoods(paste0("LIK-", name), paste("Maximised likelihoods of", name), "recovery.likelihoods", list(y = vector(y)),
    list(period = m, orders = lapply(orders, vector), chosen = vector(a[1:6]), drift = length(coef(chosen)) > length(free)),
    list(arima = vector(liks), chosen_aicc = chosen$aicc, chosen_loglik = chosen$loglik, ets = vector(sapply(models, function(c) ets(y, model = gsub("d", "", c), damped = grepl("d", c))$loglik))), 1e-3)
}
