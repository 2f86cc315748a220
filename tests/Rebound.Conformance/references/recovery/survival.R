# Values of R's survival package on its own data sets. Run: Rscript survival.R (Debian package r-cran-survival, r-cran-jsonlite)
suppressMessages({library(survival); library(jsonlite)})
tool <- paste(R.version.string, "survival", packageVersion("survival"))
write_case <- function(id, title, method, inputs, params, expected, tolerance = 1e-6)
  write(toJSON(list(id = id, title = title, method = method, inputs = inputs, params = params, expected = expected,
    tolerance = list(abs = tolerance, rel = tolerance), source = list(tool = tool, call = "survival.R"), notes = ""),
    digits = NA, auto_unbox = TRUE, na = "null"), file.path("cases", paste0(id, ".json")))
vector <- function(x) I(as.numeric(x))
km <- function(id, title, time, status, tau) {
  f <- survfit(Surv(time, status) ~ 1); rm <- summary(f, rmean = tau)$table
  write_case(id, title, "recovery.kaplan_meier", list(stop = vector(time), status = vector(status)), list(tau = tau),
    list(time = vector(f$time), n = vector(f$n.risk), d = vector(f$n.event), surv = vector(f$surv), low = vector(f$lower), high = vector(f$upper),
      median = unname(rm["median"]), rmst = unname(rm["rmean"]), rmst_se = unname(rm["se(rmean)"])))
}
km("KM-lung", "Kaplan-Meier, lung", lung$time, lung$status - 1, 800)
km("KM-veteran", "Kaplan-Meier, veteran", veteran$time, veteran$status, 500)
km("KM-ovarian", "Kaplan-Meier, ovarian", ovarian$futime, ovarian$fustat, 800)
cox <- function(id, title, data, start, stop, status, cluster, names) {
  f <- formula(paste("Surv(start, stop, status) ~", paste(names, collapse = "+")))
  d <- cbind(data.frame(start = start, stop = stop, status = status, cl = cluster), data[names])
  d <- d[complete.cases(d), ]
  m <- coxph(f, data = d, ties = "efron"); r <- coxph(f, data = d, ties = "efron", cluster = cl); z <- cox.zph(m, transform = "km", terms = FALSE)
  write_case(id, title, "recovery.cox", list(start = vector(d$start), stop = vector(d$stop), status = vector(d$status), cluster = vector(as.integer(factor(d$cl))),
      x = unname(as.matrix(sapply(d[names], as.numeric)))), setNames(list(), character(0)),
    list(coef = vector(coef(m)), se = vector(sqrt(diag(vcov(m)))), cluster_se = vector(sqrt(diag(vcov(r)))), loglik = m$loglik[2], loglik0 = m$loglik[1], score = m$score,
      zph = vector(z$table[names, "chisq"]), zph_global = z$table["GLOBAL", "chisq"]))
}
cox("COX-lung", "Cox with Efron ties, lung", lung, 0, lung$time, lung$status - 1, lung$inst, c("age", "sex", "ph.ecog"))
cox("COX-veteran", "Cox with many ties, veteran", veteran, 0, veteran$time, veteran$status, seq_len(nrow(veteran)), c("age", "karno", "diagtime", "prior"))
h <- heart; h$transplant <- as.numeric(as.character(h$transplant))
cox("COX-heart", "Cox with time-varying covariates, heart", h, h$start, h$stop, h$event, h$id, c("age", "year", "surgery", "transplant"))
b <- bladder2
cox("COX-bladder", "Cox with recurrent events and clusters, bladder2", b, b$start, b$stop, b$event, b$id, c("rx", "size", "number"))
o <- ovarian
cox("COX-ovarian", "Cox, ovarian", o, 0, o$futime, o$fustat, seq_len(nrow(o)), c("age", "rx", "ecog.ps"))
# Competing ends: Aalen-Johansen
m <- mgus2; etime <- ifelse(m$pstat == 1, m$ptime, m$futime); kind <- ifelse(m$pstat == 1, 1, 2 * m$death)
a <- survfit(Surv(etime, factor(kind, 0:2)) ~ 1); at <- c(12, 60, 120, 240)
s <- summary(a, times = at)
write_case("CIF-mgus2", "Cumulative incidence with a competing end, mgus2", "recovery.competing", list(stop = vector(etime), status = vector(kind)), list(at = vector(at)),
  list(event = vector(s$pstate[, 2]), competing = vector(s$pstate[, 3])))
# Discrete-time hazards
v <- veteran; v$m <- ceiling(v$time / 30); cuts <- c(1, 2, 4, 8, max(v$m))
p <- do.call(rbind, lapply(seq_len(nrow(v)), function(i) data.frame(i = i, m = seq_len(v$m[i]), y = c(rep(0, v$m[i] - 1), v$status[i]), karno = v$karno[i], age = v$age[i])))
p$g <- cut(p$m, c(0, cuts))
for (link in c("logit", "cloglog")) {
  g <- glm(y ~ 0 + g + karno + age, family = binomial(link), data = p, control = glm.control(epsilon = 1e-14, maxit = 100))
  write_case(paste0("DTH-", link), paste("Discrete-time hazard,", link, "link, veteran in months"), "recovery.discrete_hazard",
    list(stop = vector(v$m), status = vector(v$status), x = unname(as.matrix(v[c("karno", "age")]))), list(cuts = vector(cuts), link = link),
    list(coef = vector(coef(g)), se = vector(sqrt(diag(vcov(g)))), loglik = as.numeric(logLik(g))))
}
