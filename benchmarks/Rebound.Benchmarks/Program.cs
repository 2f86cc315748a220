if (args is ["absorption", .. var rest]) Rebound.Benchmarks.AbsorptionReport.Run(rest);
else BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
