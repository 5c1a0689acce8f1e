using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Budgets;

/// <summary>A budget that pays for people: the republican one, or the local one of a region.</summary>
/// <param name="Code"><c>republican</c>, or the region's KATO code, two digits.</param>
public readonly record struct BudgetPayer(string Code)
{
    private const string RepublicanCode = "republican";

    public static readonly BudgetPayer Republican = new(RepublicanCode);

    public bool IsRepublican => Code == RepublicanCode;

    /// <summary>The name of its stream.</summary>
    public string Stream => StreamType.BudgetPrefix + Code;

    /// <summary>The first month that it pays for.</summary>
    public Month FirstMonth(RuleBook rules) => Month.Of(IsRepublican ? RuleBook.Beginning : rules.LocalRate.From);

    /// <summary>False for a region that the law's data does not list; nobody's region pays nothing.</summary>
    public static bool TryParse(string code, RuleBook rules, out BudgetPayer payer)
    {
        payer = new BudgetPayer(code);
        return payer.IsRepublican || rules.Regions.ContainsKey(code);
    }

    /// <summary>Whose stream it is; null when it is no budget's.</summary>
    public static BudgetPayer? OfStream(string stream) =>
        stream.StartsWith(StreamType.BudgetPrefix, StringComparison.Ordinal)
            ? new BudgetPayer(stream[StreamType.BudgetPrefix.Length..])
            : null;
}
