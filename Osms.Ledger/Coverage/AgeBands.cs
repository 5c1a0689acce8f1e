using System.Globalization;

namespace Osms.Ledger.Coverage;

/// <summary>
/// Ages on a day, in bands. Who is born on 29 February is a year older on 1 March where there is no such day.
/// </summary>
public sealed class AgeBands(DateOnly on)
{
    /// <summary>Born after the day.</summary>
    public const string NotBorn = "not-born";

    /// <summary>The IIN does not tell the birth century.</summary>
    public const string Unknown = "unknown";

    private const int Year = 1_00_00;
    private const int Century = 100 * Year;

    // Children and those of working age are whole bands: 18, and 63, the age of a pension.
    private static readonly (int From, string Code)[] Bands =
        [(0, "0-5"), (6, "6-17"), (18, "18-29"), (30, "30-44"), (45, "45-62"), (63, "63+")];

    // For each band the latest birthday of those who are old enough, as the number yyyymmdd.
    private readonly int[] _reached = [.. Bands.Select(band => NumberOf(on) - (band.From * Year))];

    /// <summary>Every code, from the youngest to the oldest.</summary>
    public static IReadOnlyList<string> All { get; } = [NotBorn, .. Bands.Select(band => band.Code), Unknown];

    /// <summary>The first six digits of IINs between which a band changes in some century, ascending.</summary>
    internal IReadOnlyList<string> Cuts =>
        [.. Numbers().Select(cut => cut.ToString("D6", CultureInfo.InvariantCulture))];

    /// <param name="birth">Null when the century is unknown.</param>
    public string Of(DateOnly? birth) => birth is { } born ? Of(NumberOf(born)) : Unknown;

    /// <summary>Of those whose IINs have a seventh digit and lie between two of the cuts.</summary>
    /// <param name="centuryDigit">The seventh digit.</param>
    /// <param name="cutsBelow">How many of <see cref="Cuts"/> are not above the IIN.</param>
    internal string Of(int centuryDigit, int cutsBelow) => centuryDigit is < 1 or > 6
        ? Unknown
        : Of(((18 + ((centuryDigit - 1) / 2)) * Century) + (cutsBelow == 0 ? 0 : Numbers()[cutsBelow - 1]));

    private string Of(int born)
    {
        var band = Array.FindLastIndex(_reached, latest => born <= latest);
        return band < 0 ? NotBorn : Bands[band].Code;
    }

    private int[] Numbers() => [.. _reached.Select(latest => Math.Max(0, latest + 1) % Century).Order()];

    private static int NumberOf(DateOnly day) => (day.Year * Year) + (day.Month * 1_00) + day.Day;
}
