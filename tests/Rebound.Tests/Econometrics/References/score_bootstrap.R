# Score cluster bootstrap (Kline and Santos, 2012) with the null imposed, all 2^G draws, by R's glm.
# Rscript score_bootstrap.R > score_bootstrap.json
i <- 0:79; g <- i %/% 8
x <- sin(1.7 * i) + 0.3 * g; z <- cos(0.9 * i)
linear <- 0.3 * x - 0.2 * z + 0.4 * sin(2.1 * g)
count <- floor(exp(linear) + 1.5 * abs(sin(5.3 * i)))
binary <- as.numeric(linear + sin(3.7 * i * i) > 0.2)
signs <- as.matrix(expand.grid(rep(list(c(1, -1)), 10)))
statistic <- function(s) sum(s) / sqrt(sum((s - mean(s))^2))
one <- function(y, family, value) {
  fit <- glm(y ~ z + factor(g), offset = value * x, family = family, control = glm.control(epsilon = 1e-14, maxit = 100))
  w <- fit$weights; r <- residuals(fit, "working")
  left <- residuals(lm(x ~ z + factor(g), weights = w))
  scores <- as.vector(tapply(w * left * r, g, sum))
  t <- statistic(scores)
  draws <- apply(signs, 1, function(v) statistic(v * scores))
  c(t = t, p = mean(abs(draws) >= abs(t) * (1 - 1e-9)))
}
show <- function(name, value) sprintf('"%s": [%s]', name, paste(format(value, digits = 15), collapse = ", "))
cat("{", paste(c(show("poisson_0", one(count, poisson(), 0)), show("poisson_0.4", one(count, poisson(), 0.4)), show("logit_0", one(binary, binomial(), 0)),
  show("probit_0.5", one(binary, binomial("probit"), 0.5))), collapse = ",\n "), "}\n")
