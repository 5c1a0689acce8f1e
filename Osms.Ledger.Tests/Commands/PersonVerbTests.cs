using System.Text.Json;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Commands;

/// <summary>The verbs about one person that draw, compare and try.</summary>
public sealed class PersonVerbTests(LedgerApi api) : IClassFixture<LedgerApi>, IDisposable
{
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("osms-verbs-");

    [Fact]
    public async Task A_timeline_is_drawn_a_year_a_line_and_changes_name_their_event()
    {
        var iin = TestIin.Grown(4);
        await api.RecordAsync($$"""
            {"command":"grant-category","iin":"{{iin}}","category":"disabled","from":"2020-08-15",
            "through":"2021-12-31","document":"d"}
            """.ReplaceLineEndings(""));

        var drawn = (await RunAsync("timeline", iin)).ShouldEndWith(0).Output.Split('\n');
        var changes = (await RunAsync("changes", iin, "--from", "0")).ShouldEndWith(0).Output;

        drawn[1].ShouldBe("2020  TTT TTT TTT TTT TTT TTT ... ./C CCC CCC CCC CCC");
        drawn[2].ShouldBe("2021  CCC CCC CCC CCC CCC CCC CCC CCC CCC CCC CCC CCC");
        drawn[3].ShouldBe("2022  PPP PPP PPP ... ... ... ... ... ... ... ... ...");
        drawn.ShouldContain(line => line.StartsWith("2026"));
        drawn.ShouldContain(line => line.StartsWith("Each sign is ten days: T transition, C category"));
        changes.ShouldMatch(
            @"\| 2020-08-15 \| 2021-12-31 +\| no: owed +\| yes: category, republican +\| category_granted");
        changes.ShouldContain("2 of these went from insured to not insured or back");
        (await RunAsync("changes", iin, "--from", "0", "--to", "0")).ShouldEndWith(0).Output
            .ShouldBe("No day is answered differently between positions 0 and 0.\n");
        JsonDocument.Parse((await RunAsync("timeline", iin, "--json")).Output).RootElement.GetProperty("runs")
            .GetArrayLength().ShouldBeGreaterThan(3);
        JsonDocument.Parse((await RunAsync("changes", iin, "--from", "0", "--json")).Output).RootElement
            .GetProperty("changes")[0].GetProperty("flipped").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task What_payments_would_change_is_tried_and_nothing_is_recorded()
    {
        var iin = TestIin.Grown(5);
        var file = await WriteAsync("tried.ndjson", CommandCallTests.Payment(iin).ReplaceLineEndings(""));
        var late = await WriteAsync("refused.ndjson", $$"""
            {"command":"refund-payment","iin":"{{iin}}","reference":"none","on":"2026-11-20","reason":"mistaken"}
            """);
        string[] year = [.. Enumerable.Range(1, 12).Select(n => $"{new Month(2025, 10) + n}")];

        var paid = await RunAsync(["what-if", iin, "--pay", .. year, "--today", "2026-11-22"]);

        paid.ShouldEndWith(0).Output.ShouldContain("payment_recorded would be recorded at");
        paid.Output.ShouldMatch("insured +yes");
        (await RunAsync("what-if", iin, "--file", file, "--json")).ShouldEndWith(0).Output.ShouldContain("\"today\"");
        (await RunAsync("what-if", iin, "--file", late)).ShouldEndWith(1).Error
            .ShouldStartWith("commands[0].reference: payment-unknown: ");
        var another = CommandCallTests.Payment(TestIin.Grown(6)).ReplaceLineEndings("");
        var mixed = await WriteAsync("mixed.ndjson", $"\n{another}\nx\n");
        (await RunAsync("what-if", iin, "--file", mixed)).ShouldEndWith(1).Error
            .ShouldMatch("^line 2: unreadable: This is no command about the person(.|\n)*line 3: unreadable: ");
        (await RunAsync("what-if", iin, "--pay", "2026-13")).ShouldEndWith(2).Error.ShouldContain("--pay is a month");
        (await RunAsync("what-if", iin)).ShouldEndWith(2).Error.ShouldContain("Name either months to --pay");
        (await api.PostAsync("/v1/history", $$"""{"iin":"{{iin}}"}"""))["events"].GetArrayLength().ShouldBe(0);
    }

    public void Dispose() => _files.Delete(recursive: true);

    private async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(_files.FullName, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }

    private Task<Ended> RunAsync(params string[] args) =>
        LedgerProgram.RunAsync([("ConnectionStrings__Ledger", api.Database)], args);
}
