using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Synthetic;

/// <summary>What is due on a wage (закон 405-V, ст. 27–29), in tenge; wages after the region's average.</summary>
internal sealed class Dues(RuleBook rules)
{
    // Percent of the average at each tenth of the employees, lowest first.
    private static readonly int[] WageTenths = [25, 35, 45, 55, 65, 78, 92, 115, 150, 220, 480];

    private readonly Dated<decimal> _employerRate = rules.Figures["employerRate"];
    private readonly Dated<decimal> _employeeRate = rules.Figures["employeeRate"];
    private readonly Dated<decimal> _platformRate = rules.Figures["platformRate"];
    private readonly Dated<decimal> _employerCap = rules.Figures["employerBaseCapMinimumWages"];
    private readonly Dated<decimal> _employeeCap = rules.Figures["employeeBaseCapMinimumWages"];

    /// <summary>A month's wage, in whole hundreds of tenge, not below the minimum wage.</summary>
    internal decimal Wage(ref Dice dice, string region)
    {
        var average = rules.LocalBaseAverageWage.GetValueOrDefault(region, rules.LocalBaseAverageWage["national"])
            .Values[0].Value;
        var tenth = dice.Below(WageTenths.Length - 1);
        var permille = dice.Between(WageTenths[tenth] * 10, WageTenths[tenth + 1] * 10);
        return Math.Max(decimal.Round(average * permille / 100_000) * 100, 85_000);
    }

    internal decimal Employer(decimal wage, Month period) => Due(wage, _employerRate, _employerCap, period.FirstDay);

    internal decimal Employee(decimal wage, Month period) => Due(wage, _employeeRate, _employeeCap, period.FirstDay);

    internal decimal Platform(decimal income, Month period) =>
        Tenge.Round(income * _platformRate.On(period.FirstDay).Value).Amount;

    private decimal Due(decimal wage, Dated<decimal> rate, Dated<decimal> cap, DateOnly on) => Tenge.Round(
        rate.On(on).Value * Math.Min(wage, cap.On(on).Value * rules.MinimumWage.On(on).Value)).Amount;
}
