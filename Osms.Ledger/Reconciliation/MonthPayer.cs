using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Reconciliation;

/// <summary>
/// Who pays for one person and one month, exactly one payer (закон 405-V, ст. 26, 26-1).
/// </summary>
/// <param name="Payer">A budget, nobody by law, the contributors, or none.</param>
/// <param name="Category">The category that made a budget liable; null for welfare and for contributors.</param>
/// <param name="Region">Of a local budget: KATO code, or <see cref="UnknownRegion"/>; null for other payers.</param>
/// <param name="Day">The earliest covered day, which decides; null for contributors and none.</param>
public readonly record struct MonthPayer(
    Payer Payer, string? Category = null, string? Region = null, DateOnly? Day = null)
{
    /// <summary>The region of somebody for whom nobody recorded one.</summary>
    public const string UnknownRegion = "unknown";

    /// <param name="iin">Whose month.</param>
    /// <param name="state">The facts up to a position.</param>
    /// <param name="rules">The law.</param>
    /// <param name="month">The month; before OSMS began nobody pays.</param>
    public static MonthPayer Of(Iin iin, InsuredState state, RuleBook rules, Month month)
    {
        if (month.FirstDay < RuleBook.Beginning)
        {
            return new MonthPayer(Payer.None);
        }

        var steps = new Register(iin, state, rules).Steps();
        var participates = false;
        for (var i = 0; i < steps.Count; i++)
        {
            var through = i + 1 < steps.Count ? steps[i + 1].From.AddDays(-1) : DateOnly.MaxValue;
            if (through < month.FirstDay || steps[i].From > month.LastDay || !steps[i].Participant)
            {
                continue;
            }

            participates = true;
            if (steps[i].Covered)
            {
                return OfBudget(steps[i], steps[i].From > month.FirstDay ? steps[i].From : month.FirstDay);
            }
        }

        return new MonthPayer(
            participates && Settlements.IsPaidForGood(state.Payments, rules, month) ? Payer.Contributors : Payer.None);
    }

    private static MonthPayer OfBudget(in Circumstances days, DateOnly first)
    {
        var payer = days.Category is null ? Payer.Local : days.CategoryPayer;
        return new MonthPayer(
            payer,
            days.Category?.Code,
            payer == Payer.Local ? days.Region ?? UnknownRegion : null,
            first);
    }
}
