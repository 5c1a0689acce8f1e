using Osms.Ledger.Coverage;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>From an explanation to what is sent, in a language.</summary>
internal static class ExplanationShown
{
    internal static WhyBody Of(WhyAnswer why, LanguageTexts texts)
    {
        var reason = why.Reason;
        return new WhyBody(
            reason.Code, reason.Holds, texts.Say(reason.Text), OrNothing(reason.Months), OrNothing(why.Events),
            OrNothing([.. why.Months.Select(Of)]),
            OrNothing([.. reason.Parameters.Select(p => new ParameterBody(p.Name, p.Value, p.From, p.Cite, p.Trust))]),
            reason.Regulation, reason.Cite, reason.Trust);
    }

    internal static HintBody Of(HintAnswer hint, LanguageTexts texts) => new(
        Code<HintCode>.Of(hint.Hint.Code), texts.Say(hint.Hint.Text), texts.Say(hint.Hint.ToDo), hint.Hint.Months,
        hint.Position, hint.Hint.Missing, hint.Hint.Free);

    private static MonthStateBody Of(MonthAnswer month) => new(
        month.View.Month,
        Code<MonthState>.Of(month.View.State),
        month.View.SettledOn,
        month.View.Deciding?.Sum,
        month.View.Deciding?.Required,
        OrNothing([.. month.Payments.Select(Of)]),
        OrNothing(month.CoveredBy));

    private static PaidBody Of(PaidAnswer paid) => new(
        paid.Position, Code<PaymentKind>.Of(paid.Payment.Kind), paid.Payment.Payer, paid.Payment.Amount,
        paid.Payment.PaidOn);

    private static IReadOnlyList<T>? OrNothing<T>(IReadOnlyList<T> list) => list.Count == 0 ? null : list;
}
