namespace Rebound.Econometrics;

/// <summary>Tests of unit roots in a panel, each unit with its own intercept. The null is a unit root in every unit but for Hadri's, whose null is stationarity of all.</summary>
/// <param name="LevinLinChu">Against one common root below one (Levin, Lin and Chu, 2002); normal, lower tail.</param>
/// <param name="ImPesaranShin">W of the units' mean t, against roots below one in some units (Im, Pesaran and Shin, 2003); normal, lower tail.</param>
/// <param name="MaddalaWu">−2Σ log p of the units' tests (Maddala and Wu, 1999); χ²(2N).</param>
/// <param name="Hadri">Stationarity against a unit root in some units, variances by unit (Hadri, 2000); normal, upper tail.</param>
/// <param name="CrossSectional">Mean t of regressions with cross-section means beside the lags, which may share a factor (Pesaran, 2007, CIPS); p by simulation of independent random walks of the same size.</param>
public sealed record UnitRootTests(SpecificationTest LevinLinChu, SpecificationTest ImPesaranShin, SpecificationTest MaddalaWu, SpecificationTest Hadri, SpecificationTest CrossSectional);
