using System.Globalization;

namespace Osms.Ledger.Tests.Fuzz;

/// <summary>
/// Seeds of cases, one after another. For a long run by hand: <c>OSMS_FUZZ_TIMES</c> as many, from
/// <c>OSMS_FUZZ_FIRST_SEED</c> on.
/// </summary>
internal static class Cases
{
    internal static int Times => Number("OSMS_FUZZ_TIMES", 1);

    internal static IEnumerable<int> Seeds(int count) =>
        Enumerable.Range(Number("OSMS_FUZZ_FIRST_SEED", 1), count * Times);

    /// <summary>Runs each case; what goes wrong names its seed.</summary>
    internal static void ForEach(int count, Action<Random> run)
    {
        foreach (var seed in Seeds(count))
        {
            try
            {
                run(new Random(seed));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"With seed {seed}: {e.Message}", e);
            }
        }
    }

    private static int Number(string name, int byDefault) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number)
            ? number
            : byDefault;
}
