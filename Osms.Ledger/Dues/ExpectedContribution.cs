using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Dues;

/// <summary>
/// What a budget owes for one person and one month (закон 405-V, ст. 26, 26-1), with what it rests on.
/// </summary>
/// <param name="Rate">Share of the base.</param>
/// <param name="Base">Tenge.</param>
/// <param name="Amount">Rounded to a tiyn, half up, for each person.</param>
/// <param name="Cite">Where the base was read.</param>
/// <param name="Trust">How far the base can be trusted.</param>
public sealed record ExpectedContribution(decimal Rate, decimal Base, Tenge Amount, string Cite, string Trust)
{
    /// <summary>In the place of a region, the wage of the whole country.</summary>
    internal const string National = "national";

    /// <summary>The republican budget's contribution for one person.</summary>
    public static ExpectedContribution Republican(RuleBook rules, Month month) =>
        Of(rules.StateRate.On(month.FirstDay), rules.StateBaseAverageWage.On(month.FirstDay));

    /// <summary>
    /// A local budget's; a region without a wage of its own, or none recorded, takes the national one.
    /// </summary>
    /// <exception cref="RuleDataException">The month is before local budgets paid.</exception>
    public static ExpectedContribution Local(RuleBook rules, Month month, string region)
    {
        var rate = rules.LocalRate.On(month.FirstDay);
        var wage = WageOf(rules, month, region);
        return new(
            rate.Value, wage.Value, Tenge.Round(rate.Value * wage.Value), wage.Cite, wage.Trust);
    }

    /// <summary>The average wage that a local budget's contribution is a share of.</summary>
    internal static FigureInForce WageOf(RuleBook rules, Month month, string region)
    {
        return OfRegion(region) ?? OfRegion(National)
            ?? throw new RuleDataException($"Local budgets pay nothing for {month}.");

        FigureInForce? OfRegion(string code) => rules.LocalBaseAverageWage.TryGetValue(code, out var wage)
            ? FigureInForce.Of("localBaseAverageWage", wage, month.FirstDay, code)
            : null;
    }

    private static ExpectedContribution Of(DatedValue<decimal> rate, DatedValue<decimal> wage) =>
        new(rate.Value, wage.Value, Tenge.Round(rate.Value * wage.Value), wage.Cite, wage.Trust);
}
