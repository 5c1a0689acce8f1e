using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Regulation;

/// <summary>Who pays for a category on a day.</summary>
public sealed record CategoryInForce(string Code, Payer Payer, DateOnly Since, string Cite, string Trust);

/// <summary>The whole law as it holds on a day: all empty before OSMS began.</summary>
/// <param name="On">The day.</param>
/// <param name="Regulation">Null before OSMS began.</param>
/// <param name="Digest">Of the rule data.</param>
/// <param name="Figures">By name, then by region.</param>
/// <param name="Categories">In the order that decides between two with the same payer.</param>
/// <param name="Kinds">The kinds of payment that exist for the day's month.</param>
public sealed record RulesInForce(
    DateOnly On, RegulationVersion? Regulation, string Digest, IReadOnlyList<FigureInForce> Figures,
    IReadOnlyList<CategoryInForce> Categories, IReadOnlyList<PaymentKindPeriods> Kinds)
{
    /// <summary>That nothing is in force; null when something is.</summary>
    public Sentence? Silence => Regulation is null ? NothingBefore(On, RuleBook.Beginning) : null;

    /// <summary>What holds on a day.</summary>
    public static RulesInForce Of(RuleBook rules, DateOnly on) => new(
        on,
        rules.RegulationOn(on),
        rules.Digest,
        [
            .. rules.Figures.Select(f => FigureInForce.Of(f.Key, f.Value, on))
                .Concat(rules.LocalBaseAverageWage.Select(
                    f => FigureInForce.Of("localBaseAverageWage", f.Value, on, f.Key)))
                .OfType<FigureInForce>()
                .OrderBy(f => f.Name, StringComparer.Ordinal)
                .ThenBy(f => f.Region, StringComparer.Ordinal),
        ],
        [
            .. rules.Categories.Select(c => (c.Code, Payer: c.Payer.TryOn(on))).Where(c => c.Payer is not null)
                .Select(c => new CategoryInForce(
                    c.Code, c.Payer!.Value, c.Payer.From, c.Payer.Cite, c.Payer.Trust)),
        ],
        [
            .. Enum.GetValues<PaymentKind>().Select(kind => rules.PaymentKinds[kind])
                .Where(kind => on >= RuleBook.Beginning && kind.Contains(Month.Of(on))),
        ]);

    private static Sentence NothingBefore(DateOnly on, DateOnly since) =>
        new("regulation/not-in-force", ("on", on), ("since", since));
}
