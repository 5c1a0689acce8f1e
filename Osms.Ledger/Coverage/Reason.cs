using Osms.Ledger.Regulation;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>A rule that was tried on the way to an answer.</summary>
/// <param name="Code">Of the rule: a reason against all cover, or a basis.</param>
/// <param name="Holds">Whether it applies; of a basis: whether it insures.</param>
/// <param name="Text">Why, to be said in a language.</param>
/// <param name="Regulation">In force on the day; null before OSMS.</param>
public sealed record Reason(string Code, bool Holds, Sentence Text, string? Regulation)
{
    /// <summary>The months it is about, ascending.</summary>
    public IReadOnlyList<Month> Months { get; init; } = [];

    /// <summary>Versions of the events it rests on, ascending.</summary>
    public IReadOnlyList<int> Facts { get; init; } = [];

    /// <summary>The figures it was decided with.</summary>
    public IReadOnlyList<ParameterUsed> Parameters { get; init; } = [];

    /// <summary>For contributions: the months looked back at, as seen on the day.</summary>
    public IReadOnlyList<MonthView> States { get; init; } = [];

    /// <summary>Where the rule was read; null where that is not in the rule data.</summary>
    public string? Cite { get; init; }

    /// <summary>How far that can be trusted.</summary>
    public string? Trust { get; init; }
}

/// <summary>A figure of the rule data that an answer was decided with.</summary>
/// <param name="Name">As in the rule data.</param>
/// <param name="Value">A <see cref="decimal"/>, an <see cref="int"/>, or for a category the payer's code.</param>
/// <param name="From">Since when it holds.</param>
/// <param name="Cite">Where it was read.</param>
/// <param name="Trust">How far that can be trusted.</param>
public sealed record ParameterUsed(string Name, object Value, DateOnly From, string Cite, string Trust)
{
    internal static ParameterUsed Of<T>(string name, DatedValue<T> figure)
        where T : notnull => new(name, figure.Value, figure.From, figure.Cite, figure.Trust);

    /// <summary>Adds what makes the sum that a month requires, for a payment on a day; each figure once.</summary>
    internal static void AddRequirement(List<ParameterUsed> used, RuleBook rules, PaymentKind kind, DateOnly paidOn)
    {
        if (!MonthSums.IsRequired(kind))
        {
            return;
        }

        var isSelf = kind == PaymentKind.Self;
        Add("minimumWage", rules.MinimumWage);
        Add(isSelf ? "selfPayerRate" : "entrepreneurRate", isSelf ? rules.SelfPayerRate : rules.EntrepreneurRate);
        Add(
            isSelf ? "selfPayerBaseMinimumWages" : "entrepreneurBaseMinimumWages",
            isSelf ? rules.SelfPayerBaseMinimumWages : rules.EntrepreneurBaseMinimumWages);

        void Add(string name, Dated<decimal> figure)
        {
            var value = figure.On(paidOn);
            if (!used.Exists(one => one.From == value.From && one.Name == name))
            {
                used.Add(Of(name, value));
            }
        }
    }
}
