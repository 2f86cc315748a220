namespace Rebound.Simulation;

/// <summary>Parameters of the epidemic and its control.</summary>
/// <remarks>Studies are cited by author and year; values marked so in the source text are recalled from the literature and are priors, not findings.</remarks>
public static class EpidemicParameters
{
    private const ShockChannel Control = ShockChannel.Control;
    private static readonly List<Parameter> all = [];

    /// <summary>Every parameter of the epidemic, in a fixed order.</summary>
    public static IReadOnlyList<Parameter> All => all;

    /// <summary>Basic reproduction number.</summary>
    public static Parameter ReproductionNumber { get; } = Add("R0", "basic reproduction number of the 2020 strain", 2.5, 1, 6, "Li et al. 2020 (2.38); Wu, Leung and Leung 2020 (2.68)", "case curves before the first closing");

    /// <summary>Latent period in days.</summary>
    public static Parameter LatentDays { get; } = Add("latent_days", "latent period, days", 3.2, 2.5, 4, "Li et al. 2020 (3.69); He et al. 2020", "fixed");

    /// <summary>Infectious days before symptoms.</summary>
    public static Parameter PresymptomaticDays { get; } = Add("presymptomatic_days", "infectious days before symptoms", 2.1, 1.5, 2.5, "He et al. 2020", "fixed");

    /// <summary>Infectious days with symptoms when nobody isolates the person.</summary>
    public static Parameter SymptomaticDays { get; } = Add("symptomatic_days", "infectious days with symptoms, not isolated", 5, 4, 7, "literature", "fixed");

    /// <summary>Share of infections without symptoms.</summary>
    public static Parameter AsymptomaticShare { get; } = Add("asymptomatic_share", "share of infections without symptoms", 0.18, 0.15, 0.35, "Buitrago-Garcia et al. 2020", "fixed");

    /// <summary>Infectiousness of people without symptoms, relative.</summary>
    public static Parameter AsymptomaticInfectiousness { get; } = Add("asymptomatic_infectiousness", "relative infectiousness without symptoms", 0.5, 0.35, 1, "Li et al. 2020 (0.55 of the undocumented)", "fixed");

    /// <summary>Deaths per infection.</summary>
    public static Parameter InfectionFatality { get; } = Add("IFR", "deaths per infection", 0.0066, 0.004, 0.012, "Verity et al. 2020", "deaths", (ResilienceDimension.Space, -1));

    /// <summary>Days from symptoms to isolation.</summary>
    public static Parameter DetectionDays { get; } = Add("d_s", "days from symptoms to isolation", 4.6, 1, 7, "Bi et al. 2020 (4.6 by symptoms, 2.7 traced)", "decay of city curves", (ResilienceDimension.Technology, -1));

    /// <summary>Share of contacts traced.</summary>
    public static Parameter TracedShare { get; } = Add("phi", "share of contacts traced", 0.5, 0.1, 0.95, "Hellewell et al. 2020; Ferretti et al. 2020", "traced share of cases", (ResilienceDimension.Technology, 1), (ResilienceDimension.Society, 1));

    /// <summary>Days until contacts are traced.</summary>
    public static Parameter TracingDelay { get; } = Add("d_tr", "days until contacts are traced", 2, 0, 4, "Kretzschmar et al. 2020", "decay of city curves", (ResilienceDimension.Technology, -1));

    /// <summary>Contacts a day.</summary>
    public static Parameter Contacts { get; } = Add("m_c", "contacts a day", 13, 10, 19, "Zhang et al. 2020 (Wuhan 14.6, Shanghai 18.8)", "fixed");

    /// <summary>Cut of contacts under full confinement.</summary>
    public static Parameter ConfinementEffect { get; } = Add("e_L", "cut of contacts under full confinement", 0.86, 0.4, 0.9, "Zhang et al. 2020 (0.86 of all contacts; those at home, which remain, infect more)", "city curves");

    /// <summary>Cut of contacts through masks and distance.</summary>
    public static Parameter DistancingEffect { get; } = Add("e_ph", "cut of contacts through masks and distance", 0.3, 0.15, 0.45, "range of studies on policy indices", "city curves", (ResilienceDimension.Society, 1));

    /// <summary>Precision of control: 0 confines everybody alike, 1 only the grids with cases.</summary>
    public static Parameter Precision { get; } = Add("gamma", "precision of control", 0.6, 0.2, 0.95, "no literature value: a parameter of this project", "share confined against cases", (ResilienceDimension.Society, 1));

    /// <summary>Beds for the epidemic per 1,000 people.</summary>
    public static Parameter Beds { get; } = Add("beds", "beds for the epidemic per 1,000 people", 1.2, 0.6, 2, "city yearbooks", "data", (ResilienceDimension.Space, 1));

    /// <summary>Days to build an emergency hospital.</summary>
    public static Parameter EmergencyDays { get; } = Add("t_bed", "days from trigger to emergency beds", 10, 8, 14, "Wuhan 2020: 1,000 beds in 10 days, 1,600 in 12", "data", (ResilienceDimension.Space, -1));

    /// <summary>Factor on the observed or modelled travel.</summary>
    public static Parameter TravelFactor { get; } = Add("travel_factor", "factor on daily travel between cities", 1, 0.1, 6, "Li et al. 2020 (1.36)", "number of cities with a case");

    /// <summary>Rise of contacts with density.</summary>
    public static Parameter DensityExponent { get; } = Add("eta", "exponent of relative density in contacts", 0.05, 0, 0.25, "prior of this project", "city curves", (ResilienceDimension.Space, -1));

    /// <summary>Detection before the alert, relative.</summary>
    public static Parameter Awareness { get; } = Add("awareness", "detection before the national alert, as a share of that after it", 0.2, 0.02, 1, "Li et al. 2020 (86 % undocumented before 23 January)", "cases before the alert");

    /// <summary>Cases that tests can confirm on a day.</summary>
    public static Parameter Tests { get; } = Add("tests", "cases that tests can confirm on a day, per 100,000 people", 20, 1, 500, "prior of this project", "plateau of the largest city's curve", (ResilienceDimension.Technology, 1));

    /// <summary>Cases whose contacts can be traced on a day.</summary>
    public static Parameter TracingCapacity { get; } = Add("tracing_capacity", "cases whose contacts can be traced on a day, per 100,000 people", 2, 0.1, 50, "prior of this project", "decay of city curves", (ResilienceDimension.Society, 1));

    /// <summary>Cut of contacts through voluntary fear.</summary>
    public static Parameter Fear { get; } = Add("fear", "cut of contacts at full fear", 0.15, 0, 0.4, "prior of this project", "mobility before orders");

    /// <summary>Slope of stringency on detected cases.</summary>
    public static Parameter StringencySlope { get; } = Add("l_1", "stringency for a unit of ln(1 + 6·cases in 14 days per 100,000)", 0.15, 0.02, 0.5, "prior of this project", "policy dates of cities");

    /// <summary>Days in which stringency rises.</summary>
    public static Parameter StringencyUpDays { get; } = Add("up_days", "time constant of rising stringency, days", 2, 1, 5, "policy dates of 141 prefectures, 2020", "policy dates of cities");

    /// <summary>Days in which stringency falls.</summary>
    public static Parameter StringencyDownDays { get; } = Add("down_days", "time constant of falling stringency, days", 16, 8, 25, "policy dates of 141 prefectures, 2020", "policy dates of cities");

    /// <summary>Days in hospital.</summary>
    public static Parameter HospitalDays { get; } = Add("hospital_days", "days from isolation to release or critical care", 10, 6, 16, "literature", "fixed");

    /// <summary>Days in critical care.</summary>
    public static Parameter CriticalDays { get; } = Add("critical_days", "days in critical care", 8, 4, 14, "literature", "dates of deaths");

    /// <summary>Deaths per critical case with a bed.</summary>
    public static Parameter CriticalFatality { get; } = Add("critical_fatality", "deaths per critical case that has a bed", 0.5, 0.3, 0.7, "literature", "deaths");

    /// <summary>People in a grid.</summary>
    public static Parameter GridPeople { get; } = Add("grid_people", "people in a grid of the neighbourhood", 3000, 500, 10000, "300–500 households a grid, several grids a community", "data", (ResilienceDimension.Space, -1));

    /// <summary>Days in which who found no test can still be confirmed.</summary>
    public static Parameter LateDays { get; } = Add("late_days", "days after the infectious ones in which a patient who found no test can still be confirmed; 0: none", 0, 0, 28, "illness of two weeks and more: WHO–China Joint Mission 2020; off unless a study asks for it", "cases after the peak where tests ran out");

    private static Parameter Add(string symbol, string meaning, double value, double low, double high, string source, string identifiedBy, params (ResilienceDimension, int)[] links)
    {
        all.Add(new Parameter(symbol, Control, meaning, value, low, high, source, identifiedBy) { Links = links, Index = all.Count });
        return all[^1];
    }
}
