using Osms.Ledger.Api.Http;

namespace Osms.Ledger.Api.OpenApi;

/// <summary>What is said of the law, of what is due by it, and of what insurance gives.</summary>
internal static partial class Vocabulary
{
    private static readonly Dictionary<(Type, string), string> OfLaw = new()
    {
        [(typeof(RegulationBody), "regulation")] = "The version of the law; null: before OSMS.",
        [(typeof(RegulationBody), "categories")] = "In the order that decides between two with the same payer.",
        [(typeof(RegulationBody), "figures")] = "By name, then by region.",
        [(typeof(RegulationBody), "kinds")] = "The kinds of payment that exist for the day's month.",
        [(typeof(RegulationVersionBody), "version")] = "`R1`, `R2` and so on.",
        [(typeof(RegulationVersionBody), "since")] = "Its first day.",
        [(typeof(RegulationVersionBody), "title")] = "What is new in it.",
        [(typeof(RegulationVersionBody), "bases")] = "On what people can be insured.",
        [(typeof(FigureBody), "name")] = "As in the rule data.",
        [(typeof(FigureBody), "region")] = "KATO code or `national`; left out where it is one for all.",
        [(typeof(FigureBody), "value")] = "A share, tenge, or a number of months or minimum wages.",
        [(typeof(FigureBody), "since")] = "The first day of the value.",
        [(typeof(CategoryBody), "payer")] = "Who pays for those in it; `exempt`: nobody has to.",
        [(typeof(CategoryBody), "since")] = "The first day on which that payer pays.",
        [(typeof(PaymentKindBody), "first")] = "The first month; null: no limit of its own.",
        [(typeof(PaymentKindBody), "last")] = "The last month; null: no limit of its own.",
        [(typeof(CalculationBody), "on")] = "The day whose law holds.",
        [(typeof(CalculationBody), "kind")] = "What the person lives on.",
        [(typeof(CalculationBody), "category")] = "The category that frees of it; null: none.",
        [(typeof(CalculationBody), "lines")] = "By income in the order given, the employer's first.",
        [(typeof(CalculationBody), "employers")] = "Tenge that all employers together owe.",
        [(typeof(CalculationBody), "person")] = "Tenge that the person owes; employers withhold it.",
        [(typeof(CalculationBody), "budget")] = "Tenge that a budget owes for a person in a category.",
        [(typeof(CalculationBody), "total")] = "Tenge of all lines.",
        [(typeof(CalculationBody), "figures")] = "What the sums rest on, by name.",
        [(typeof(DueBody), "from")] = "Who pays: `employer`, `person`, `republican` or `local`.",
        [(typeof(DueBody), "payer")] = "BIN or IIN of who pays the income; left out when it was not given.",
        [(typeof(DueBody), "income")] = "Tenge that it is due on; left out where no income counts.",
        [(typeof(DueBody), "base")] = "Tenge that the rate is of.",
        [(typeof(DueBody), "amount")] = "Tenge: rate x base, rounded to a tiyn, half up.",
        [(typeof(DueBody), "cap")] = "The most that counts of incomes, in tenge; left out where all of it does.",
        [(typeof(DueBody), "capLeft")] = "What later incomes may still add to the base; left out without a cap.",
        [(typeof(DueBody), "limit")] =
            "Why less is due than the rate of the income: `cap` or `category`; left out otherwise.",
        [(typeof(DueBody), "trust")] = "The weakest of what it rests on.",
    };
}
