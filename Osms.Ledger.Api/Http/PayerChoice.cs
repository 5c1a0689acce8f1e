using Osms.Ledger.Closing;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Api.Http;

/// <summary>Whose people are asked for, and what is wrong with asking so; the command line says the same.</summary>
internal static class PayerChoice
{
    internal static PayerFilter Read(BodyFields fields)
    {
        var who = new PayerFilter(fields.Code<Payer>("payer"), fields.Text("region"), fields.Text("category"));
        Say(fields, Wrong(who));
        return who;
    }

    /// <summary>Without category, and left out: all people.</summary>
    internal static Account? ReadAccount(BodyFields fields)
    {
        var (payer, region) = (fields.CodeOrNull<Payer>("payer"), fields.Text("region"));
        Say(fields, Wrong(payer, region));
        return payer is { } whose ? new Account(whose, region) : null;
    }

    /// <summary>Null when nothing is wrong.</summary>
    internal static ProblemError? Wrong(Payer? payer, string? region) =>
        region is null ? null
        : payer != Payer.Local ? Error("region", "Only local budgets have a region.")
        : region != MonthPayer.UnknownRegion && !RuleBook.Embedded.Regions.ContainsKey(region)
            ? Error("region", $"The first two digits of KATO, or {MonthPayer.UnknownRegion}.")
        : null;

    /// <summary>Null when nothing is wrong.</summary>
    internal static ProblemError? Wrong(PayerFilter who) =>
        Wrong(who.Payer, who.Region) is { } wrong ? wrong
        : who.Category is not { } category ? null
        : who.Payer is Payer.Contributors or Payer.None
            ? Error("category", "Only budgets, and those who are exempt, have a category.")
        : category != PayerFilter.Welfare && !RuleBook.Embedded.CategoryByCode.ContainsKey(category)
            ? Error("category", $"A category, or {PayerFilter.Welfare}.")
        : null;

    // Of a payer that there is not nothing more can be said.
    private static void Say(BodyFields fields, ProblemError? wrong)
    {
        if (wrong is not null && fields.Problem is null)
        {
            fields.Wrong(wrong.Field, wrong.Detail);
        }
    }

    private static ProblemError Error(string field, string detail) => new(Problem.Unreadable, field, detail);
}
