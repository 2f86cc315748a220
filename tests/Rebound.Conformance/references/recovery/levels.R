# Values of R's forecast package for models of levels with multiplicative errors, on the series of forecast.R that are levels above zero.
# Run: Rscript levels.R   (Debian packages r-base-core, r-cran-forecast, r-cran-jsonlite)
suppressMessages({library(forecast); library(jsonlite)})
series <- list(
  air = AirPassengers, air9 = window(AirPassengers, end = c(1957, 12)), lung = ldeaths, lung_men = mdeaths, lung_women = fdeaths,
  nottingham = nottem, accidents = USAccDeaths, drivers = UKDriverDeaths, co2 = window(co2, 1975, c(1989, 12)), gas = UKgas, johnson = JohnsonJohnson)
models <- c("MNN", "MAN", "MAdN", "MNA", "MAA", "MAdA", "MNM", "MAM", "MAdM")
h <- 24
tool <- paste(R.version.string, "forecast", packageVersion("forecast"))
write_case <- function(id, title, method, inputs, params, expected, tolerance, folder)
  write(toJSON(list(id = id, title = title, method = method, inputs = inputs, params = params, expected = expected,
    tolerance = list(abs = tolerance, rel = tolerance), source = list(tool = tool, call = "levels.R"), notes = ""),
    digits = NA, auto_unbox = TRUE, na = "null"), file.path(folder, paste0(id, ".json")))
vector <- function(x) I(as.numeric(x))
# The path without further errors, from the last state.
pegelsfcast <- function(f, h) {
  last <- f$states[nrow(f$states), ]; m <- f$m; phi <- if ("phi" %in% names(f$par)) f$par["phi"] else 1
  level <- last["l"] + if ("b" %in% names(last)) last["b"] * cumsum(phi^(1:h)) else rep(0, h)
  if (f$components[3] == "N") return(level)
  season <- last[grep("^s", names(last))][m - (0:(h - 1)) %% m]
  if (f$components[3] == "M") level * season else level + season
}
# Variances with a multiplicative error on additive components (Hyndman, Koehler, Ord and Snyder, 2008, section 6.3). The program's own formula adds
# the season's variance one month early for MNA (floor(h/m) for floor((h - 1)/m)), so weights are taken from what one error does.
variances <- function(f, mean) {
  p <- f$par; phi <- if ("phi" %in% names(p)) p["phi"] else 1
  weight <- sapply(1:(h - 1), function(j) p["alpha"] + (if ("beta" %in% names(p)) p["beta"] * sum(phi^(1:j)) else 0) + (if ("gamma" %in% names(p) && j %% f$m == 0) p["gamma"] else 0))
  theta <- mean^2
  for (k in 2:h) theta[k] <- theta[k] + f$sigma2 * sum(weight[1:(k - 1)]^2 * theta[(k - 1):1])
  (1 + f$sigma2) * theta - mean^2
}
for (name in names(series)) {
  y <- series[[name]]; y <- y / exp(mean(log(y))) # in units of the geometric mean, as the choice takes them
  m <- frequency(y)
  fits <- lapply(models, function(code) ets(y, model = gsub("d", "", code), damped = grepl("d", code)))
  for (k in seq_along(models)) {
    f <- fits[[k]]; code <- models[k]
    p <- f$par; state <- f$states[1, ]
    one <- function(n, default) if (n %in% names(p)) unname(p[n]) else default
    seasons <- if (f$components[3] == "N") numeric(0) else state[grep("^s", names(state))]
    path <- pegelsfcast(f, h)
    # With a damped trend and a season that multiplies, its moments leave φ out of the first step; only the path is compared.
    moments <- if (code == "MAdM") list() else if (f$components[3] == "M") { fc <- forecast(f, h = h, level = 95, simulate = FALSE); list(mean = vector(fc$mean), upper95 = vector(fc$upper)) }
      else list(mean = vector(path), upper95 = vector(path + qnorm(0.975) * sqrt(variances(f, as.numeric(path)))))
    write_case(paste0("ETS-levels-", name, "-", code), paste("ETS", code, "of levels of", name, "at given parameters"), "recovery.ets",
      list(y = vector(y)),
      list(model = code, period = m, h = h, alpha = one("alpha", 0), beta = one("beta", 0), gamma = one("gamma", 0), phi = one("phi", 1),
        level = unname(state["l"]), slope = if ("b" %in% names(state)) unname(state["b"]) else 0, seasons = vector(seasons)),
      c(list(loglik = f$loglik, aicc = f$aicc, sigma2 = f$sigma2, fitted = vector(fitted(f)), path = vector(path)), moments), 1e-6, "cases")
  }
  additive <- sapply(c("ANN", "AAN", "AAdN", "ANA", "AAA", "AAdA"), function(code) ets(y, model = gsub("d", "", code), damped = grepl("d", code))$loglik)
  chosen <- ets(y)
  write_case(paste0("LEVELS-", name), paste("Maximised likelihoods of models of levels of", name), "recovery.levels", list(y = vector(y)), list(period = m),
    list(ets = vector(sapply(fits, function(f) f$loglik)), additive = vector(additive), chosen = chosen$method, chosen_aicc = chosen$aicc), 1e-3, "levels")
}
