using Osms.Ledger.Dues;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Synthetic;

/// <summary>Wages after the region's average, and what is due on them, in tenge.</summary>
internal sealed class Wages(RuleBook rules)
{
    // Percent of the average at each tenth of the employees, lowest first.
    private static readonly int[] WageTenths = [25, 35, 45, 55, 65, 78, 92, 115, 150, 220, 480];

    private readonly Levy _employer = Levy.OfEmployer(rules);
    private readonly Levy _employee = Levy.OfEmployee(rules);
    private readonly Levy _platform = Levy.OfPlatform(rules);

    /// <summary>A month's wage, in whole hundreds of tenge, not below the minimum wage.</summary>
    internal decimal Wage(ref Dice dice, string region)
    {
        var average = rules.LocalBaseAverageWage.GetValueOrDefault(region, rules.LocalBaseAverageWage["national"])
            .Values[0].Value;
        var tenth = dice.Below(WageTenths.Length - 1);
        var permille = dice.Between(WageTenths[tenth] * 10, WageTenths[tenth + 1] * 10);
        return Math.Max(decimal.Round(average * permille / 100_000) * 100, 85_000);
    }

    internal decimal Employer(decimal wage, Month period) => _employer.Due(wage, period.FirstDay).Amount;

    internal decimal Employee(decimal wage, Month period) => _employee.Due(wage, period.FirstDay).Amount;

    internal decimal Platform(decimal income, Month period) => _platform.Due(income, period.FirstDay).Amount;
}
