# Coefficients less their incidental-parameter bias, by base R, MASS::ginv and survival::clogit.
# Rscript bias_correction.R > bias_correction.json
suppressMessages({library(MASS); library(survival)})
out <- c()
show <- function(name, value) out <<- c(out, sprintf('"%s": [%s]', name, paste(format(value, digits = 15), collapse = ", ")))

# Binary outcomes, N = 30 units by T = 8 periods (Fernandez-Val and Weidner, 2016; Fernandez-Val, 2009, for lags).
k <- 0:239; u <- k %/% 8; t <- k %% 8
x <- sin(1.9 * k) + 0.4 * cos(0.8 * u); z <- cos(2.3 * k + 1)
linear <- 0.8 * x - 0.5 * z + 0.5 * sin(3.1 * u) + 0.3 * cos(1.1 * t)
y <- as.numeric(linear + 1.4 * sin(7.7 * k * k + k) > 0)
keep <- ave(y, u) > 0 & ave(y, u) < 1
d <- data.frame(y, x, z, u = factor(u), t = factor(t))[keep, ]
binary <- function(link, two, lags) {
  f <- if (two) y ~ x + z + u + t else y ~ x + z + u
  m <- glm(f, family = binomial(link), data = d, control = glm.control(epsilon = 1e-15, maxit = 200))
  eta <- m$linear.predictors; p <- m$fitted.values; slope <- m$family$mu.eta(eta)
  bend <- switch(link, logit = 1 - 2 * p, probit = -eta, cloglog = 1 - exp(eta))
  w <- slope^2 / (p * (1 - p)); v <- (d$y - p) * slope / (p * (1 - p))
  g <- if (two) ~ u + t else ~ u
  X <- sapply(c("x", "z"), function(n) residuals(lm(as.formula(paste(n, paste(as.character(g), collapse = ""))), data = d, weights = w)))
  W <- crossprod(X * w, X); b <- 0
  for (dim in if (two) c("u", "t") else "u") {
    groups <- d[[dim]]
    for (level in unique(groups)) {
      own <- which(groups == level); s <- colSums(X[own, , drop = FALSE] * (w * bend)[own]) / 2
      if (dim == "u" && lags > 0) for (l in 1:lags) { T <- length(own); now <- own[(l + 1):T]; before <- own[1:(T - l)]; s <- s + T / (T - l) * colSums(X[now, , drop = FALSE] * w[now] * v[before]) }
      b <- b - s / sum(w[own])
    }
  }
  coef(m)[c("x", "z")] - solve(W, b)
}
for (link in c("logit", "probit", "cloglog")) for (two in c(FALSE, TRUE)) for (lags in c(0, 2)) show(sprintf("%s_%d_%d", link, two + 1, lags), binary(link, two, lags))
show("conditional", coef(clogit(y ~ x + z + strata(u), data = d, method = "exact")))

# Gravity, 7 by 7 countries without own trade, 3 years (Weidner and Zylkin, 2021, proposition 3), derivatives of the pair likelihood written as arrays.
g <- expand.grid(t = 0:2, j = 0:6, i = 0:6); g <- g[g$i != g$j, ]; r <- seq_len(nrow(g)) - 1
g$x <- sin(1.3 * r) + 0.2 * g$t * cos(g$i + 2 * g$j)
g$y <- round(20 * exp(0.5 * g$x + 0.3 * sin(g$i * g$t) + 0.2 * cos(g$j * g$t) + sin(g$i + 3 * g$j)) * (0.2 + abs(sin(4.7 * r + g$t)))) / 4
full <- model.matrix(~ x + factor(i):factor(t) + factor(j):factor(t) + factor(i):factor(j), g)
full <- full[, c("x", setdiff(colnames(full), "x"))]; pivot <- qr(full); full <- full[, pivot$pivot[1:pivot$rank]]
b <- rep(0, ncol(full)); b[2] <- log(mean(g$y)); eta <- rep(log(mean(g$y)), nrow(g))
for (step in 1:60) { l <- exp(eta); b <- qr.coef(qr(full * sqrt(l)), sqrt(l) * (eta + (g$y - l) / l)); eta <- as.vector(full %*% b) }
stopifnot(max(abs(crossprod(full, g$y - exp(eta)))) < 1e-8)
m <- list(fitted.values = exp(eta), coefficients = b)
g$l <- m$fitted.values
g$m <- residuals(lm(x ~ factor(i):factor(t) + factor(j):factor(t) + factor(i):factor(j), data = g, weights = l))
W <- sum(g$l * g$m^2)
side <- function(name) {
  total <- 0
  for (c in unique(g[[name]])) {
    own <- g[g[[name]] == c, ]; others <- unique(own[[if (name == "i") "j" else "i"]])
    H <- 0; SS <- 0; C <- 0; G <- array(0, c(3, 3))
    parts <- lapply(others, function(o) { q <- own[own[[if (name == "i") "j" else "i"]] == o, ]; q[order(q$t), ] })
    hessian <- function(q) { s <- q$l / sum(q$l); sum(q$l) * (diag(s) - s %o% s) }
    for (q in parts) { S <- q$y - q$l; h <- hessian(q); H <- H + h; SS <- SS + S %o% S; C <- C + S %o% as.vector(h %*% q$m) }
    A <- ginv(H, 1e-9); M <- A %*% SS %*% A
    third <- 0
    for (q in parts) {
      s <- q$l / sum(q$l)
      for (a in 1:3) for (b in 1:3) for (e in 1:3) {
        kappa <- (a == b & b == e) * s[a] - (a == b) * s[a] * s[e] - (a == e) * s[a] * s[b] - (b == e) * s[b] * s[a] + 2 * s[a] * s[b] * s[e]
        third <- third + sum(q$l) * kappa * q$m[a] * M[b, e]
      }
    }
    total <- total - sum(diag(A %*% C)) - third / 2
  }
  total
}
show("gravity", c(coef(m)["x"], side("i") / W, side("j") / W))
cat("{", paste(out, collapse = ",\n "), "}\n")
