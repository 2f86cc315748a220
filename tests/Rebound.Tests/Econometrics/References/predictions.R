# Values for MarginalEffectsTests, PredictionsTests and HypothesisTests, by base R, MASS, car and numDeriv:
#   Rscript predictions.R > predictions.json
# Absorbed effects of the tests are factor(u) here.
library(MASS); library(car); library(numDeriv)
i <- 0:119
d <- data.frame(x = sin(1.3 * i) + 0.5, z = cos(0.7 * i), g = c("a", "b", "c")[i %% 3 + 1], u = i %% 8, w = 1 + i %% 4)
d$y <- 1 + 0.5 * d$x - 0.3 * d$x * d$z + 0.4 * (d$g == "b") - 0.6 * (d$g == "c") + 0.3 * sin(5.1 * i) + 0.1 * d$u
d$any <- as.numeric(0.8 * d$x - 0.5 * d$z + 0.4 * (d$g == "b") + 1.2 * sin(9.7 * i) > 0.1)
d$count <- floor(exp(0.4 * d$x + 0.2 * d$z) * (1.5 + 1.2 * sin(3.3 * i)) + 0.1 * d$u)
d$over <- d$count * (i %% 5)
new <- data.frame(x = c(0, 1, -0.4), z = c(0.5, -1, 2), g = c("a", "b", "c"), u = c(3, 0, 7))
out <- list()
slope <- function(m, v, variable, data = d, w = rep(1, nrow(d))) {
  matrix <- function(by) { moved <- data; moved[[variable]] <- moved[[variable]] + by; model.matrix(delete.response(terms(m)), moved, xlev = m$xlevels) }
  h <- 1e-3
  moved <- (45 * (matrix(h) - matrix(-h)) - 9 * (matrix(2 * h) - matrix(-2 * h)) + matrix(3 * h) - matrix(-3 * h)) / (60 * h)
  rise <- if (inherits(m, "glm")) m$family$mu.eta else function(eta) 1
  f <- function(b) weighted.mean(rise(as.vector(matrix(0) %*% b)) * as.vector(moved %*% b), w)
  c(f(coef(m)), sqrt(diag(jacobian(f, coef(m)) %*% v %*% t(jacobian(f, coef(m))))))
}
contrast <- function(m, v, variable, to, from, data = d, w = rep(1, nrow(d))) {
  inverse <- if (inherits(m, "glm")) m$family$linkinv else identity
  f <- function(b) {
    mu <- function(level) {
      moved <- data; moved[[variable]] <- level
      inverse(as.vector(model.matrix(delete.response(terms(m)), moved, xlev = m$xlevels) %*% b))
    }
    weighted.mean(mu(to) - mu(from), w)
  }
  c(f(coef(m)), sqrt(diag(jacobian(f, coef(m)) %*% v %*% t(jacobian(f, coef(m))))))
}
held <- function(variable, value) { other <- d; other[[variable]] <- value; other }
control <- glm.control(epsilon = 1e-14, maxit = 100)
fit <- function(formula, family, ...) glm(formula, family, d, control = control, ...)

ols <- lm(y ~ x * z + g + I(x^2) + log(x + 3), d)
out$ols <- list(x = slope(ols, vcov(ols), "x"), z = slope(ols, vcov(ols), "z"), b = contrast(ols, vcov(ols), "g", "b", "a"), c = contrast(ols, vcov(ols), "g", "c", "a"))
weighted <- lm(y ~ x * z + g, d, weights = w)
out$weighted <- list(x = slope(weighted, vcov(weighted), "x", w = d$w), z = slope(weighted, vcov(weighted), "z", w = d$w))
cubic <- lm(y ~ poly(x, 3) + z, d)
out$cubic <- list(x = slope(cubic, vcov(cubic), "x", transform(d)))
logit <- fit(any ~ x * z + g, binomial())
out$logit <- list(x = slope(logit, vcov(logit), "x"), z = slope(logit, vcov(logit), "z"), b = contrast(logit, vcov(logit), "g", "b", "a"),
                  x_z0 = slope(logit, vcov(logit), "x", held("z", 0)), x_z1 = slope(logit, vcov(logit), "x", held("z", 1)), b_x1 = contrast(logit, vcov(logit), "g", "b", "a", held("x", 1)))
probit <- fit(any ~ x + I(x^2) + z, binomial("probit"))
out$probit <- list(x = slope(probit, vcov(probit), "x"), z = slope(probit, vcov(probit), "z"))
cloglog <- fit(any ~ x + z + g, binomial("cloglog"))
out$cloglog <- list(x = slope(cloglog, vcov(cloglog), "x"), c = contrast(cloglog, vcov(cloglog), "g", "c", "a"))
poisson1 <- fit(count ~ x * z + g, poisson())
out$poisson <- list(x = slope(poisson1, vcov(poisson1), "x"), b = contrast(poisson1, vcov(poisson1), "g", "b", "a"))
effects <- fit(count ~ x * z + g + factor(u), poisson())
out$poisson_effects <- list(x = slope(effects, vcov(effects), "x"), x_z1 = slope(effects, vcov(effects), "x", held("z", 1)), b = contrast(effects, vcov(effects), "g", "b", "a"))
binary <- fit(any ~ x + z + factor(u), binomial())
out$logit_effects <- list(x = slope(binary, vcov(binary), "x"), z = slope(binary, vcov(binary), "z"))
negbin <- glm.nb(over ~ x + z, d, control = control)
out$negbin <- list(x = slope(negbin, vcov(negbin), "x"), z = slope(negbin, vcov(negbin), "z"))

line <- function(m) { p <- predict(m, new, se.fit = TRUE, interval = "confidence"); n <- suppressWarnings(predict(m, new, interval = "prediction")); cbind(p$fit[, 1], p$se.fit, p$fit[, 2:3], n[, 2:3]) }
out$predict_ols <- unname(line(ols))
out$predict_cubic <- unname(line(cubic))
out$predict_effects <- unname(line(lm(y ~ x * z + factor(u), d)))
curve <- function(m) { p <- predict(m, new, se.fit = TRUE); r <- predict(m, new, type = "response", se.fit = TRUE); q <- qnorm(0.975); unname(cbind(r$fit, r$se.fit, m$family$linkinv(p$fit - q * p$se.fit), m$family$linkinv(p$fit + q * p$se.fit))) }
out$predict_logit <- curve(logit)
out$predict_poisson_effects <- curve(effects)

lh <- function(m, h, ...) { t <- linearHypothesis(m, h, ...); c(if ("F" %in% names(t)) t$F[2] else t$Chisq[2], t[[ncol(t)]][2]) }
dm <- function(m, g) { t <- deltaMethod(m, g); c(t$Estimate, t$SE) }
out$test_ols <- lh(ols, c("x = z", "gb = 0.3"))
out$test_one <- lh(ols, "2*x - z = 1")
out$test_logit <- lh(logit, c("x = 2*z", "gb = gc"), test = "Chisq")
out$delta_ols <- dm(weighted, "x / (1 - z) + exp(gb)")
out$delta_logit <- dm(logit, "x / z^2")
cat(jsonlite::toJSON(out, digits = NA, pretty = FALSE))
