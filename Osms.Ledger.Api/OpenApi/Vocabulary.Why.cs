using Osms.Ledger.Api.Http;

namespace Osms.Ledger.Api.OpenApi;

/// <summary>What is said of explanations, known mistakes and ways back.</summary>
internal static partial class Vocabulary
{
    private static readonly Dictionary<(Type, string), string> OfWhy = new()
    {
        [(typeof(WhyBody), "events")] = "Positions of the events behind it.",
        [(typeof(WhyBody), "code")] = "Of the rule: a basis, or a reason against all of them.",
        [(typeof(WhyBody), "months")] = "The months it is about, ascending.",
        [(typeof(WhyBody), "states")] = "For contributions: each of the months looked back at.",
        [(typeof(MonthStateBody), "state")] = "`paid`, `category`, `not-counted` or `owed`.",
        [(typeof(MonthStateBody), "required")] = "Tenge that settle it; left out where any sum will do.",
        [(typeof(MonthStateBody), "payments")] = "All that count on the day, in the order in which they count.",
        [(typeof(MonthStateBody), "events")] = "Positions of the events by which it is a category month.",
        [(typeof(PaidBody), "position")] = "Of the payment.",
        [(typeof(PaidBody), "kind")] = "Who owed it.",
        [(typeof(PaidBody), "payer")] = "BIN or IIN of who paid.",
        [(typeof(PaidBody), "amount")] = "Tenge.",
        [(typeof(ParameterBody), "name")] = "As in the rule data.",
        [(typeof(ParameterBody), "value")] = "A number, or of a category who pays.",
        [(typeof(ParameterBody), "since")] = "The first day of the value.",
        [(typeof(HintBody), "code")] = "Which mistake.",
        [(typeof(HintBody), "months")] = "The months it is about, ascending.",
        [(typeof(HintBody), "position")] = "Of the payment; left out of a gap.",
        [(typeof(HintBody), "missing")] = "Tenge still to be paid for the months; left out when nothing is.",
        [(typeof(WayBackBody), "from")] = "First day of the cover they would give.",
        [(typeof(WayBackBody), "through")] = "Last day of it.",
    };
}
