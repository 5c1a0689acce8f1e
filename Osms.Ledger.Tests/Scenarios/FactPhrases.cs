using System.Text.RegularExpressions;
using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Scenarios;

/// <summary>
/// The sentences in which tables tell facts, and the commands they stand for. A sentence may end in remarks,
/// <c>(ref A, payer 990140000000)</c>; a sentence or remark that is not here is an error.
/// </summary>
internal static partial class FactPhrases
{
    private static readonly Phrase[] All =
    [
        new("resides as {residence} from {from}", s =>
            [new InsuredCommand.RecordResidence(s.Iin, s["residence"], s.Day("from"), s.Reference)]),
        new("lives in region {region} from {from}", s =>
            [new InsuredCommand.RecordRegion(s.Iin, s["region"], s.Day("from"), s.Reference)]),
        new("pays {kind} {amount} for {period} on {on}", s =>
            [Payment(s, s.PaymentReference, s.Month("period"), s.Day("on"))]),
        new("pays {kind} {amount} for each of {first}..{last} on {on}", s =>
            Payments(s, _ => s.Day("on"))),
        new("pays {kind} {amount} for each of {first}..{last} on day {day} of that month", s =>
            Payments(s, month => month.FirstDay.AddDays(s.Number("day") - 1))),
        new("payment {payment} is refunded on {on} as {why}", s =>
            [new InsuredCommand.RefundPayment(s.Iin, s["payment"], s.Day("on"), s["why"])]),
        new("is granted {category} from {from}", s => [Grant(s, null)]),
        new("is granted {category} from {from} through {through}", s => [Grant(s, s.Day("through"))]),
        new("category {category} ends on {on}", s =>
            [new InsuredCommand.EndCategory(
                s.Iin, s["category"], s.Day("on"), s.Remark("reason", "no longer entitled"), s.Reference)]),
        new("has welfare level {level} from {from}", s =>
            [new InsuredCommand.RecordWelfareLevel(s.Iin, s["level"], s.Day("from"), s.Reference)]),
        new("seeks care on {on}", s =>
            [new InsuredCommand.RecordCare(s.Iin, s.Day("on"), s.Remark("provider", "990140000001"), s.Reference)]),
        new("dies on {on}", s => [Departure(s, "death")]),
        new("emigrates on {on}", s => [Departure(s, "emigration")]),
        new("departs by {kind} on {on}", s => [Departure(s, s["kind"])]),
        new("fact {fact} {type} is annulled", s =>
            [new InsuredCommand.AnnulFact(
                s.Iin, s.Number("fact"), s["type"], s.Remark("reason", "entered by mistake"), s.Reference)]),
    ];

    /// <summary>The commands of one sentence.</summary>
    /// <param name="text">As it stands in the table.</param>
    /// <param name="iin">Whose facts.</param>
    /// <param name="version">The number of the next event, from which a payment without a reference gets one.</param>
    /// <exception cref="FormatException">The sentence, or a word in it, is unknown.</exception>
    internal static IReadOnlyList<InsuredCommand> Commands(string text, string iin, int version)
    {
        var parts = Sentence().Match(text);
        var remarks = parts.Groups["remarks"].Value
            .Split(", ", StringSplitOptions.RemoveEmptyEntries)
            .Select(remark => remark.Split(' ', 2))
            .ToDictionary(words => words[0], words => words[^1]);
        foreach (var phrase in All)
        {
            if (phrase.Pattern.Match(parts.Groups["fact"].Value) is { Success: true } match)
            {
                var said = new Said(match, remarks, iin, version);
                var commands = phrase.Commands(said);
                return said.UnusedRemark is { } unused
                    ? throw new FormatException($"'{unused}' means nothing in '{text}'")
                    : commands;
            }
        }

        throw new FormatException($"no such fact: '{text}'");
    }

    private static InsuredCommand.RecordPayment Payment(Said s, string reference, Month period, DateOnly on) =>
        new(s.Iin, reference, s["kind"], period, s.Amount("amount"), on, s.Remark("payer", "990140000000"));

    // One payment a month; with (ref Y) their references are Y-2025-01, Y-2025-02 …
    private static InsuredCommand[] Payments(Said s, Func<Month, DateOnly> on)
    {
        var first = s.Month("first");
        return [.. Enumerable.Range(0, s.Month("last") - first + 1)
            .Select(i => first + i)
            .Select(month => Payment(s, $"{s.PaymentReference}-{month}", month, on(month)))];
    }

    private static InsuredCommand.GrantCategory Grant(Said s, DateOnly? through) =>
        new(s.Iin, s["category"], s.Day("from"), through, s.Remark("document", "register"), s.Reference);

    private static InsuredCommand.RecordDeparture Departure(Said s, string kind) =>
        new(s.Iin, s.Day("on"), kind, s.Reference);

    [GeneratedRegex(@"^(?<fact>[^()]*[^() ])(?: \((?<remarks>[^()]+)\))?$")]
    private static partial Regex Sentence();

    // A gap as Regex.Escape leaves it.
    [GeneratedRegex(@"\\\{([a-z]+)\}")]
    private static partial Regex Gaps();

    private sealed record Phrase(string Words, Func<Said, IReadOnlyList<InsuredCommand>> Commands)
    {
        internal Regex Pattern { get; } = new($"^{Gaps().Replace(Regex.Escape(Words), "(?<$1>[^ ]+?)")}$");
    }
}
