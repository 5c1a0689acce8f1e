using System.Reflection;
using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Architecture;
using Osms.Ledger.Tests.Golden;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Texts;

/// <summary>
/// Every sentence that the program can say: its static methods that return one, called with something for each value.
/// </summary>
internal static class KnownSentences
{
    private const BindingFlags Static = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static;

    internal static IReadOnlyList<MethodInfo> Methods { get; } =
    [
        .. Layers.Written(typeof(Sentence).Assembly).SelectMany(type => type.GetMethods(Static))
            .Where(method => method.ReturnType == typeof(Sentence) && !method.Name.Contains('<')),
    ];

    /// <summary>What lists of codes need words, by group.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> Words { get; } =
        new Dictionary<string, IReadOnlyList<string>>
        {
            ["kind"] = Code<PaymentKind>.All,
            ["residence"] = Code<Residence>.All,
            ["category"] = [.. RuleBook.Embedded.Categories.Select(c => c.Code)],
            ["level"] = Code<WelfareLevel>.All,
            ["payer"] = Code<Payer>.All,
            ["refund-reason"] = Code<RefundReason>.All,
            ["event-type"] = EventCatalogue.Names,
            ["month"] = [.. Enumerable.Range(1, 12).Select(n => $"{n}")],
            ["month-of"] = [.. Enumerable.Range(1, 12).Select(n => $"{n}")],
            ["form"] = ["day", "month", "months", "months-of-a-year", "amount", "thousands", "point"],
        };

    // After the words: it needs them.
    internal static IReadOnlyList<Sentence> All { get; } = [.. Methods.SelectMany(Samples)];

    private static IEnumerable<Sentence> Samples(MethodInfo method)
    {
        var choices = method.GetParameters().Select(p => Choices(p.ParameterType, p.Name!)).ToList();
        for (var i = 0; i < choices.Select(c => c.Count).Append(1).Max(); i++)
        {
            yield return (Sentence)method.Invoke(null, [.. choices.Select(c => c[i % c.Count])])!;
        }
    }

    private static IReadOnlyList<object?> Choices(Type type, string name) => type switch
    {
        _ when type.IsEnum => [.. Enum.GetValues(type).Cast<object>()],
        _ when type == typeof(int) => [1, 2, 5, 12, 21],
        _ when type == typeof(DateOnly) => [new DateOnly(2027, 1, 15)],
        _ when type == typeof(DateOnly?) => [new DateOnly(2027, 1, 15), null],
        _ when type == typeof(bool) => [true, false],
        _ when type == typeof(Month) => [new Month(2026, 11)],
        _ when type == typeof(Tenge) => [Tenge.From(4_250m), Tenge.From(1_234_567.5m)],
        _ when type == typeof(IReadOnlyList<Month>) => [new List<Month> { new(2025, 12), new(2026, 1) }],
        _ when type == typeof(InsuredEvent) => StoredEvents.All,
        _ when type == typeof(RuleBook) => [RuleBook.Embedded],
        _ when type == typeof(string) && name == "category" => [.. Words["category"]],
        _ when type == typeof(string) => [name.ToUpperInvariant()],
        _ => throw new InvalidOperationException($"Say here what a {type.Name} of a sentence can be."),
    };
}
