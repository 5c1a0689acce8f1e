using Osms.Ledger.Dues;
using Osms.Ledger.Regulation;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>The law and the calculator as JSON; the command line writes the same with <c>--json</c>.</summary>
internal static class RegulationShown
{
    internal static RegulationBody ToBody(RulesInForce answer, Language language) => new(
        answer.On, answer.Digest,
        answer.Regulation is { } r
            ? new RegulationVersionBody(
                r.Version, r.From, r.Title, [.. r.Bases.Select(Code<Basis>.Of)], r.Cite, r.Trust)
            : null,
        answer.Silence is { } silence ? LanguageTexts.Of(language).Say(silence) : null,
        [.. answer.Figures.Select(Of)],
        [.. answer.Categories.Select(c => new CategoryBody(c.Code, c.Payer, c.Since, c.Cite, c.Trust))],
        [
            .. answer.Kinds.Select(k => new PaymentKindBody(
                Code<PaymentKind>.Of(k.Kind), k.First, k.Last, k.Cite, k.Trust)),
        ]);

    internal static CalculationBody ToBody(Calculation answer, string regulation, string rules) => new(
        answer.On, Code<IncomeKind>.Of(answer.Kind), answer.Category, regulation, rules,
        [.. answer.Lines.Select(Of)],
        answer.Sum(DueFrom.Employer), answer.Sum(DueFrom.Person), answer.Sum(DueFrom.Republican, DueFrom.Local),
        answer.Sum(),
        [.. answer.Figures.Select(Of)]);

    private static FigureBody Of(FigureInForce f) => new(f.Name, f.Region, f.Value, f.Since, f.Cite, f.Trust);

    private static DueBody Of(DueLine line) => new(
        Code<DueFrom>.Of(line.From), line.Income?.Payer, line.Income?.Amount, Tenge.Round(line.Base), line.Rate,
        line.Amount, Rounded(line.Cap), Rounded(line.CapLeft),
        line.Limit == DueLimit.None ? null : Code<DueLimit>.Of(line.Limit), line.Cite, line.Trust);

    private static Tenge? Rounded(decimal? tenge) => tenge is { } given ? Tenge.Round(given) : null;
}
