using System.Text;
using Osms.Ledger.Insured;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Import;
using Osms.Ledger.Tests.Limits;

namespace Osms.Ledger.Tests.Golden;

/// <summary>One more than may be: of bytes, levels, calls at once and time.</summary>
public sealed partial class AnsweredCalls
{
    private async Task LimitsAsync(string database)
    {
        await KeepAsync("problem-address-too-long", GetAsync($"/{new string('x', 9_000)}"), 414);
        await KeepAsync("problem-headers-too-large", SendAsync(
            HttpMethod.Get, "/health/live", null, null, [("X", new string('x', 40_000))]), 431);
        await KeepAsync("problem-nested-too-deep", RecordAsync($"{{\"iin\":{Nested}}}"), 400);
        await KeepAsync("problem-text-too-long", RecordAsync(
            Refusals.Payment(1).Replace("\"r\"", $"\"{new string('r', 201)}\"", StringComparison.Ordinal)), 400);
        var iins = string.Join("\",\"", Enumerable.Repeat(TestIin.Grown(1), 10_001));
        await KeepAsync("problem-batch-too-long", PostAsync("/v1/coverage/batch", $$"""{"iins":["{{iins}}"]}"""), 413);
        var file = Encoding.UTF8.GetBytes($"{{{new string(' ', 70_000)}}}\n{{\"iin\":{Nested}}}\n");
        await KeepAsync("import-limits", ImportAsync(file, "?format=ndjson"));
        var bomb = GzipTests.Pack(new byte[17 << 20]);
        await KeepAsync("problem-unpacked-too-large", ImportAsync(bomb, "?format=ndjson"), 413);

        var question = $$"""{"iin":"{{TestIin.Grown(1)}}"}""";
        await using var hurried = await NarrowApi.OpenAsync(database, "CallTimeout=00:00:00.200");
        await using var narrow = await NarrowApi.OpenAsync(
            database, "CallsAtOnce=1", "CallsWaiting=0", "CallTimeout=00:10:00");
        await using var still = await NarrowApi.StandStillAsync(database);
        await KeepAsync("problem-timed-out", hurried.PostAsync("/v1/history", question), 503);
        var half = RawCall.Head(
            "POST /v1/history HTTP/1.1", "Host: x", "Content-Type: application/json", "Content-Length: 9");
        await KeepAsync("problem-sent-too-slowly", RawCall.AskAsync(hurried.Address, half + "{"), 408);
        var calls = (Task<Reply>[])
            [narrow.PostAsync("/v1/history", question), narrow.PostAsync("/v1/history", question)];
        await KeepAsync("problem-busy", Task.WhenAny(calls).Unwrap(), 503);
        await still.DisposeAsync();
        await Task.WhenAll(calls);
    }

    // As many facts of one person as there may be.
    private async Task FillAsync()
    {
        var lines = Enumerable.Range(0, InsuredDecider.MostFacts).Select(n =>
            Refusals.Payment(28).Replace("\"r\"", $"\"r-{n}\"", StringComparison.Ordinal));
        var report = await ImportAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines)), "?format=ndjson");
        report["accepted"].GetInt32().ShouldBe(InsuredDecider.MostFacts, report.Text);
    }

    private static string Nested => new string('[', 20) + new string(']', 20);
}
