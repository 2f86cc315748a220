using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>What is the same in a city on every day: parameters after the resilience link, in the units of a step.</summary>
internal struct CityRates
{
    internal double People;
    internal double PerHundredThousand;
    internal double Transmission;
    internal double OutOfCity;
    internal double DetectionHazard;
    internal double TracedShare;
    internal double TracingPromptness;
    internal double Precision;
    internal double Distancing;
    internal double Secondary;
    internal double CriticalShare;
    internal double GridShare;
    internal double TestsPerStep;
    internal double TracedPerStep;
    internal int Beds;
    internal int EmergencyDays;
    internal Chance Critical;

    /// <summary>The rates of every city.</summary>
    internal static CityRates[] Of(IReadOnlyList<SimulatedCity> cities, TravelMatrix travel, ParameterSet parameters, LinkSlopes slopes, StrainRates strain)
    {
        double[] In(Parameter parameter) => parameters.InCities(parameter, cities, slopes);
        var (detection, traced, delay) = (In(EpidemicParameters.DetectionDays), In(EpidemicParameters.TracedShare), In(EpidemicParameters.TracingDelay));
        var (precision, distancing, fatality) = (In(EpidemicParameters.Precision), In(EpidemicParameters.DistancingEffect), In(EpidemicParameters.InfectionFatality));
        var (grid, tests, tracers) = (In(EpidemicParameters.GridPeople), In(EpidemicParameters.Tests), In(EpidemicParameters.TracingCapacity));
        var (beds, building, exponent) = (In(EpidemicParameters.Beds), In(EpidemicParameters.EmergencyDays), In(EpidemicParameters.DensityExponent));
        var density = RelativeDensity(cities);
        var rates = new CityRates[cities.Count];
        for (var c = 0; c < rates.Length; c++)
        {
            double people = cities[c].Population;
            var transmission = strain.Transmission * Elementary.Exp(exponent[c] * Elementary.Log(density[c]));
            var critical = fatality[c] / (strain.SymptomaticShare * strain.CriticalFatality);
            rates[c] = new CityRates
            {
                People = people,
                PerHundredThousand = 1e5 / people,
                Transmission = transmission * strain.Step,
                OutOfCity = travel.OutOfCity[c] * parameters[EpidemicParameters.TravelFactor],
                DetectionHazard = strain.Step / detection[c],
                TracedShare = traced[c],
                TracingPromptness = Elementary.Exp(-delay[c] / 6),
                Precision = precision[c],
                Distancing = distancing[c],
                Secondary = transmission * (strain.PresymptomaticDays + 0.6 * detection[c]),
                CriticalShare = critical,
                GridShare = grid[c] / people,
                TestsPerStep = tests[c] * strain.Step * people / 1e5,
                TracedPerStep = tracers[c] * strain.Step * people / 1e5,
                Beds = (int)Math.Round(beds[c] * people / 1000),
                EmergencyDays = (int)Math.Round(building[c]),
                Critical = Chance.Of(critical),
            };
        }
        return rates;
    }

    // Density against the mean over people; 1 where it is not known.
    private static double[] RelativeDensity(IReadOnlyList<SimulatedCity> cities)
    {
        double sum = 0, people = 0;
        foreach (var city in cities)
        {
            if (!(city.Density > 0)) continue;
            sum += city.Density * city.Population;
            people += city.Population;
        }
        return [.. cities.Select(c => c.Density > 0 ? c.Density * people / sum : 1)];
    }
}
