if (args is ["coverage", .. var worlds]) Rebound.Benchmarks.CoverageReport.Run(worlds);
else if (args is ["recovery", .. var sizes]) Rebound.Benchmarks.RecoveryReport.Run(sizes);
else if (args is ["absorption", .. var rest]) Rebound.Benchmarks.AbsorptionReport.Run(rest);
else if (args is ["inference", .. var panel]) Rebound.Benchmarks.InferenceReport.Run(panel);
else if (args is ["sensitivity", .. var page]) Rebound.Benchmarks.SensitivityReport.Run(page);
else if (args is ["builds", .. var builds]) Rebound.Benchmarks.BuildReport.Run(builds);
else if (args is ["space", .. var map]) Rebound.Benchmarks.SpaceReport.Run(map);
else if (args is ["economy", .. var file]) Rebound.Benchmarks.EconomyReport.Run(file);
else BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
