namespace Rebound.Studies;

/// <summary>How neighbours are found and chance is measured in space.</summary>
/// <param name="Nearest">Nearest units that count as neighbours where the study has no polygons, or they leave units without.</param>
/// <param name="Draws">Random orders behind each p-value.</param>
/// <param name="Level">The largest adjusted p-value that counts as clear of chance.</param>
/// <param name="MostClasses">Classes of a factor up to which the geodetector searches, from three on.</param>
public sealed record SpaceSettings(int Nearest, int Draws, double Level, int MostClasses);
