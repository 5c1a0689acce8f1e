using System.Text.Json;
using Osms.Ledger.Audit;
using Osms.Ledger.Tests.Hosting;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Breaking;

/// <summary>What holds of a ledger once all that was sent has been acknowledged, however it was broken.</summary>
internal static class AtRest
{
    /// <summary>
    /// Each fact is there exactly once and nothing else is; what was acknowledged stands where it was said to; versions
    /// have no gap; the tables are what the events fold to; and the answers without and with "as known at" are equal.
    /// </summary>
    internal static async Task ShouldBeWholeAsync(
        this BreakableLedger ledger, IReadOnlyCollection<Acknowledged> acknowledged, IEnumerable<Fact> imported)
    {
        await using (var open = await OpenLedger.OpenAsync(ledger.ConnectionString))
        {
            await open.ShouldBeSoundAsync();
            var stored = await open.ColumnAsync<string>(
                "select stream_id || ' ' || (data ->> 'reference') from ledger.mt_events");
            stored.Order(StringComparer.Ordinal).ShouldBe(
                acknowledged.Select(a => a.Fact).Concat(imported).Select(f => $"{f.Iin} {f.Reference}")
                    .Order(StringComparer.Ordinal));
            var places = await open.ColumnAsync<string>(
                "select (data ->> 'reference') || ' ' || seq_id || ' ' || version from ledger.mt_events");
            acknowledged.Select(a => $"{a.Fact.Reference} {a.Position} {a.Version}").Except(places).ShouldBeEmpty();
        }

        var answers = new List<string>();
        foreach (var service in ledger.Services)
        {
            answers.Add(await service.AnswersLikeTheEventsAsync(await ledger.LastEventAsync()));
        }

        answers.Distinct().ShouldHaveSingleItem();
    }

    /// <summary>Nothing that a ledger says of itself is contradicted by its events.</summary>
    internal static async Task ShouldBeSoundAsync(this OpenLedger ledger)
    {
        await ledger.ShouldHoldTogetherAsync();
        var verified = await ledger.Get<Verification>().RunAsync(sample: null, seed: 1, progress: null, default);
        verified.Findings.ShouldBeEmpty();
        verified.FindingsTotal.ShouldBe(0);
    }

    /// <summary>Every fact once more: all are repeats of what was acknowledged.</summary>
    internal static async Task ShouldRepeatAsync(
        this BreakableLedger ledger, IEnumerable<Acknowledged> acknowledged)
    {
        foreach (var (fact, position, version) in acknowledged)
        {
            var reply = (await ledger.Service.RecordAsync(fact)).ShouldBe(200);
            (reply.Position, reply["version"].GetInt32()).ShouldBe((position, version), fact.Reference);
        }
    }

    /// <summary>Every row is counted once, and every fact of the file was new when it was.</summary>
    internal static void ShouldReport(this JsonElement report, FactFile file, string about)
    {
        report.ShouldAddUp(file, about);

        // Read again from its start, when it was done already, it is repeats alone.
        report.GetProperty("accepted").GetInt32().ShouldBeOneOf([file.Facts.Count, 0], about);
    }

    /// <summary>Every row is counted once.</summary>
    internal static void ShouldAddUp(this JsonElement report, FactFile file, string about)
    {
        int Of(string count) => report.GetProperty(count).GetInt32();
        (Of("rows"), Of("accepted") + Of("repeated"), Of("refused"), Of("unreadable"), Of("problemsTotal")).ShouldBe(
            (file.Rows, file.Good, file.Refused, file.Unreadable, file.Refused + file.Unreadable), about);
    }

    private static Task<long> LastEventAsync(this BreakableLedger ledger) =>
        TestDirectory.AskAsync<long>(ledger.ConnectionString, "select max(seq_id) from ledger.mt_events");

    private static async Task<string> AnswersLikeTheEventsAsync(this RunningService service, long last)
    {
        var answers = new System.Text.StringBuilder();
        var iins = string.Join("\",\"", Fact.Iins);
        foreach (var day in (string[])["2023-06-15", "2024-03-01", "2025-01-31"])
        {
            var batch = (await service.PostAsync(
                "/v1/coverage/batch", $$"""{"iins":["{{iins}}"],"at":"{{day}}","knownAt":{{last}}}""")).ShouldBe(200);
            var known = batch["answers"].EnumerateArray().ToDictionary(a => a.GetProperty("iin").GetString()!);
            foreach (var iin in Fact.Iins)
            {
                var now = await service.PostAsync(
                    "/v1/coverage", $$"""{"iin":"{{iin}}","at":"{{day}}","explain":false}""");
                var folded = await service.PostAsync(
                    "/v1/coverage", $$"""{"iin":"{{iin}}","at":"{{day}}","explain":false,"knownAt":{{last}}}""");
                Cover(now.ShouldBe(200).Json).ShouldBe(Cover(folded.ShouldBe(200).Json));
                Cover(known[iin]).ShouldBe(Cover(folded.Json));
                answers.AppendLine(folded.Text);
            }
        }

        return answers.ToString();
    }

    private static string Cover(JsonElement answer) => string.Join(' ', answer.EnumerateObject()
        .Where(field => field.Name is not ("position" or "knownAt"))
        .Select(field => $"{field.Name} {field.Value.GetRawText()}"));
}
