namespace Rebound.Simulation;

/// <summary>Day by day what comes from the calendar and from abroad, the same for all cities.</summary>
internal sealed class World
{
    private readonly int k;
    private readonly double[] demand; // (day, s, k): answer of orders to stringency and panic
    private readonly double[] rules; // (day, s, k): answer of orders to bans and tariffs
    private readonly double[] panic; // (day, k)
    private readonly double[] vessels; // (day, k)

    public World(TradeStructure structure, EconomySettings settings, ParameterSet parameters, int days)
    {
        (Days, k) = (days, structure.Partners.Count);
        int s = structure.Sectors.Count;
        (demand, rules, panic, vessels) = (new double[days * s * k], new double[days * s * k], new double[days * k], new double[days * k]);
        (Pace, StayingPace, Rivals, Month, AwayFromWork) = (new double[days], new double[days], new double[days], new int[days], new bool[days]);
        Calendar(structure.Calendar, settings);
        var stringency = Stringency(settings);
        Demand(structure, parameters, stringency);
        Rules(structure, settings);
        for (var day = 0; day < days; day++)
        {
            for (var p = 0; p < k; p++) vessels[day * k + p] = settings.Vessels.Count == 0 ? double.PositiveInfinity : settings.Vessels[p][Math.Min(Month[day], settings.Vessels[p].Count - 1)];
        }
    }

    public int Days { get; }

    /// <summary>Pace of the normal path, and with people staying in place.</summary>
    public double[] Pace { get; }

    public double[] StayingPace { get; }

    /// <summary>How far the world's stringency keeps rivals from delivering.</summary>
    public double[] Rivals { get; }

    /// <summary>Month of each day, from 0.</summary>
    public int[] Month { get; }

    public bool[] AwayFromWork { get; }

    public double Demanded(int day, int sector, int partner, ChannelSwitches switches)
    {
        var at = (day * (demand.Length / Days / k) + sector) * k + partner;
        return (switches.HasFlag(ChannelSwitches.Sales) ? demand[at] : 1) * (switches.HasFlag(ChannelSwitches.Policy) ? rules[at] : 1);
    }

    public double Panic(int day, int partner) => panic[day * k + partner];

    public double Vessels(int day, int partner) => vessels[day * k + partner];

    private void Calendar(TradeCalendar calendar, EconomySettings settings)
    {
        for (var t = 0; t < Days; t++)
        {
            var day = settings.Start.AddDays(t);
            Month[t] = (day.Year - settings.Start.Year) * 12 + day.Month - settings.Start.Month;
            AwayFromWork[t] = calendar.AwayFromWork(day);
            Pace[t] = calendar.Pace(day);
            var stay = 0.0;
            foreach (var time in settings.Stays) stay = day >= time.From && day <= time.To ? Math.Max(stay, time.Share) : stay;
            StayingPace[t] = stay == 0 ? Pace[t] : calendar.MonthFactor(day) * (1 - calendar.Holiday(day) * (1 - stay));
        }
    }

    /// <summary>Stringency of each partner on each day, straight between the middles of months.</summary>
    private double[] Stringency(EconomySettings settings)
    {
        var daily = new double[Days * k];
        for (var p = 0; p < k && settings.PartnerStringency.Count > 0; p++)
        {
            var months = settings.PartnerStringency[p];
            for (var t = 0; t < Days; t++)
            {
                var day = settings.Start.AddDays(t);
                var place = Month[t] + (day.Day - 0.5) / DateTime.DaysInMonth(day.Year, day.Month) - 0.5;
                var before = Math.Clamp((int)Math.Floor(place), 0, months.Count - 1);
                var after = Math.Min(before + 1, months.Count - 1);
                daily[t * k + p] = months[before] + Math.Max(0, place - before) * (months[after] - months[before]);
            }
        }
        return daily;
    }

    private void Demand(TradeStructure structure, ParameterSet parameters, double[] stringency)
    {
        var s = structure.Sectors.Count;
        var weights = structure.Partners.Sum(p => p.WorldWeight);
        var fade = Math.Exp(-1 / EconomyConstants.PanicDays);
        var (response, fear) = (parameters[EconomyParameters.StringencyResponse], parameters[EconomyParameters.Panic]);
        for (var t = 0; t < Days; t++)
        {
            var world = 0.0;
            for (var p = 0; p < k; p++)
            {
                var now = stringency[t * k + p];
                var rise = Math.Max(0, now - (t == 0 ? now : stringency[(t - 1) * k + p]));
                panic[t * k + p] = (t == 0 ? 0 : panic[(t - 1) * k + p] * fade) + rise;
                if (weights > 0) world += structure.Partners[p].WorldWeight / weights * now;
                for (var i = 0; i < s; i++)
                {
                    var sector = structure.Sectors[i];
                    demand[(t * s + i) * k + p] = Math.Exp(response * sector.StringencyResponse * structure.Partners[p].StringencyResponse * now - fear * sector.PanicResponse * panic[t * k + p]);
                }
            }
            Rivals[t] = Math.Max(0, world - EconomyConstants.RivalsFrom);
        }
    }

    private void Rules(TradeStructure structure, EconomySettings settings)
    {
        Array.Fill(rules, 1);
        var s = structure.Sectors.Count;
        foreach (var rule in settings.ForeignRules)
        {
            var answer = (1 - rule.Banned) * Math.Pow(1 + rule.TariffChange, -settings.TradeElasticity);
            for (var t = Math.Max(0, rule.From.DayNumber - settings.Start.DayNumber); t < Days && t <= rule.To.DayNumber - settings.Start.DayNumber; t++)
            {
                for (var i = 0; i < s; i++)
                {
                    for (var p = 0; p < k; p++)
                    {
                        if ((rule.Sector is null || structure.Sectors[i].Name == rule.Sector) && (rule.Partner is null || structure.Partners[p].Name == rule.Partner)) rules[(t * s + i) * k + p] *= answer;
                    }
                }
            }
        }
    }
}
