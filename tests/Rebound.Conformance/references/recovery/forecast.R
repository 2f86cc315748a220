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
response <- function(f) as.numeric(simulate(f, nsim = h, future = TRUE, innov = c(1, rep(0, h - 1))) - simulate(f, nsim = h, future = TRUE, innov = rep(0, h)))
# arima() gives differenced models a large prior variance (kappa) for the first values, which moves likelihoods by up to 0.05. The
# likelihood of the series that was differenced beforehand is exact; forecast errors are taken with a larger kappa.
differenced <- function(y, a, m) { for (d in seq_len(a[5])) y <- diff(y, m); for (d in seq_len(a[2])) y <- diff(y); y }
exact <- function(y, a, m, ...) {
  fit <- function(method) arima(differenced(y, a, m), order = c(a[1], 0, a[3]), seasonal = list(order = c(a[4], 0, a[6]), period = m), method = method, include.mean = FALSE, ...)
  tryCatch(fit("ML"), error = function(e) fit("CSS-ML")) # the second starts elsewhere, for what the first cannot start from
}
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
        # For ANA the program's formula adds the season's variance one month early (floor(h/m) for floor((h - 1)/m)); what one error does to
        # later months in its own recursion (simulate) gives the variance without that formula.
        list(upper95 = vector(if (code == "ANA") fc$mean + qnorm(0.975) * sqrt(f$sigma2 * cumsum(response(f)^2)) else fc$upper))), 1e-6)
  }
  chosen <- auto.arima(y, max.p = 3, max.q = 3)
  a <- arimaorder(chosen); if (length(a) < 7) a <- c(a, 0, 0, 0, m)
  free <- setdiff(names(coef(chosen)), c("drift", "intercept"))
  coefficients <- coef(chosen)[free]
  fit <- exact(y, a, m)
  given <- arima(y, order = a[1:3], seasonal = list(order = a[4:6], period = m), method = "ML", include.mean = FALSE, fixed = coef(fit), transform.pars = FALSE, kappa = 1e10)
  at <- exact(y, a, m, fixed = coef(fit), transform.pars = FALSE)
  fc <- predict(given, n.ahead = h)
  write_case(paste0("ARIMA-", name), paste("ARIMA of", name, "at given coefficients"), "recovery.arima", list(y = vector(y)),
    list(order = vector(a[1:6]), period = m, h = h, coefficients = vector(coef(fit))),
    list(loglik = at$loglik, sigma2 = at$sigma2, mean = vector(fc$pred), se = vector(fc$se * sqrt(at$sigma2 / given$sigma2))), 1e-6)
  orders <- list(c(0,1,1,0,1,1), c(1,1,0,0,1,1), c(1,0,0,1,1,0), c(2,0,1,0,1,1), c(1,1,1,1,0,1))
  liks <- sapply(orders, function(o) tryCatch(exact(y, o, m)$loglik, error = function(e) NA)) # NA: no start of it is stationary here
  write_likelihoods(paste0("LIK-", name), paste("Maximised likelihoods of", name), "recovery.likelihoods", list(y = vector(y)),
    list(period = m, orders = lapply(orders, vector), chosen = vector(a[1:6]), drift = length(coef(chosen)) > length(free)),
    list(arima = vector(liks), chosen_aicc = chosen$aicc, chosen_loglik = chosen$loglik, ets = vector(sapply(models, function(c) ets(y, model = gsub("d", "", c), damped = grepl("d", c))$loglik))), 1e-3)
}
