namespace Rebound.Simulation;

/// <summary>The national alert as detected cases raise and lower it.</summary>
internal struct NationalAlert()
{
    /// <summary>The day on which it was raised; −1 before.</summary>
    internal int Since { get; private set; } = -1;

    /// <summary>0 to 1.</summary>
    internal double Level { get; private set; }

    /// <summary>Moves to a day, given what was detected before it.</summary>
    internal void Move(EpidemicModel model, int day, long detected, long detectedInTwoWeeks)
    {
        if (model.Settings.Control is not { } settings) return;
        if (Since < 0 && (day >= model.Timeline.AlertFrom || (settings.AlertDate is null && detected >= settings.AlertCases))) Since = day;
        if (Since < 0) return;
        var perMillion = detectedInTwoWeeks / model.Millions;
        var target = day - Since < EpidemicModel.FirstAlertDays || perMillion >= 1 ? 1 : perMillion >= 0.05 ? 0.5 : perMillion >= 0.005 ? 0.2 : 0;
        Level += (target > Level ? model.Up : model.Down) * (target - Level);
        if (target == 0 && Level < 1e-3) Level = 0;
    }
}
