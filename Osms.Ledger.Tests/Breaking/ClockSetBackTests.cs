using System.Globalization;
using System.Text.Json;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Breaking;

/// <summary>
/// The clock of the service, of PostgreSQL, or of both is set back between two runs, by libfaketime.
/// </summary>
public sealed class ClockSetBackTests
{
    private const string Library = "libfaketime.so.1";

    [Theory]
    [InlineData("-1h", true, true)]
    [InlineData("-1d", true, false)]
    [InlineData("-1d", false, true)]
    public async Task What_was_answered_as_known_at_an_instant_stays_so_and_new_facts_come_after_it(
        string offset, bool server, bool service)
    {
        await using var ledger = await BreakableLedger.StartAsync();
        var random = new Random(1);
        var iin = Fact.Iins.First();
        var before = await RecordAsync(ledger, iin, random, "before", count: 3);
        var then = await LastRecordedAtAsync(ledger, iin);
        var answers = await AskAsync(ledger, iin, then);

        await ledger.StartAgainAsync(Faked(server, offset), Faked(service, offset));

        (await AskAsync(ledger, iin, then)).ShouldBe(answers);
        var back = await RecordAsync(ledger, iin, random, "back", count: 3);
        back.Min().ShouldBeGreaterThan(before.Max());
        await ShouldBeSetBackAsync(ledger, iin, then, server, service && offset == "-1d");
        (await AskAsync(ledger, iin, then)).ShouldBe(answers);
        (await HistoryAsync(ledger, iin, $"{back.Max()}")).ShouldBe(6);
        (await HistoryAsync(ledger, iin, null)).ShouldBe(6);
        var yearAhead = Text(then.AddYears(1));
        (await ledger.Service.PostAsync("/v1/history", $$"""{"iin":"{{iin}}","knownAt":{{yearAhead}}}"""))
            .ShouldBeProblem(422, "instant-ahead");
        // Of an instant before the clock was set back no answer can be other than it was.
        (await HistoryAsync(ledger, iin, Text(then.AddSeconds(-1 - 86_400)))).ShouldBe(0);

        await ledger.StartAgainAsync([], []);

        (await AskAsync(ledger, iin, then)).ShouldBe(answers);
        var after = await RecordAsync(ledger, iin, random, "after", count: 1);
        after.Min().ShouldBeGreaterThan(back.Max());
        (await HistoryAsync(ledger, iin, Text(await LastRecordedAtAsync(ledger, iin)))).ShouldBe(7);
        (await HistoryAsync(ledger, iin, $"{back.Max()}")).ShouldBe(6);
        await using var open = await OpenLedger.OpenAsync(ledger.ConnectionString);
        await open.ShouldBeSoundAsync();
    }

    // A control: the library may be there and do nothing.
    private static async Task ShouldBeSetBackAsync(
        BreakableLedger ledger, string iin, DateTimeOffset then, bool server, bool serviceByADay)
    {
        (await LastRecordedAtAsync(ledger, iin) < then).ShouldBe(server);
        if (serviceByADay)
        {
            var day = CivilDay.In(then);
            (await ledger.Service.PostAsync("/v1/commands", $$"""
                {"command":"record-care","iin":"{{iin}}","on":"{{day:yyyy-MM-dd}}","provider":"990540001230"}
                """)).ShouldBeProblem(422, "date-in-future");
        }
    }

    private static (string, string)[] Faked(bool isFaked, string offset) => !isFaked
        ? []
        :
        [
            ("LD_PRELOAD", FindLibrary()), ("FAKETIME", offset), ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
            ("FAKETIME_DISABLE_SHM", "1"),
        ];

    private static string FindLibrary() =>
        Directory.EnumerateFiles("/usr/lib", Library, new EnumerationOptions { RecurseSubdirectories = true })
            .FirstOrDefault()
        ?? throw new InvalidOperationException($"{Library} is missing: install Debian's package faketime.");

    private static async Task<List<long>> RecordAsync(
        BreakableLedger ledger, string iin, Random random, string name, int count)
    {
        var positions = new List<long>();
        for (var i = 0; i < count; i++)
        {
            var fact = Fact.Of(random, $"{name}-{i}");
            var json = fact.Json.Replace(fact.Iin, iin, StringComparison.Ordinal);
            positions.Add((await ledger.Service.PostAsync("/v1/commands", json)).ShouldBe(201).Position);
        }

        return positions;
    }

    private static async Task<DateTimeOffset> LastRecordedAtAsync(BreakableLedger ledger, string iin)
    {
        var history = (await ledger.Service.PostAsync("/v1/history", $$"""{"iin":"{{iin}}"}""")).ShouldBe(200);
        return history["events"].EnumerateArray().Last().GetProperty("recordedAt").GetDateTimeOffset();
    }

    private static async Task<string> AskAsync(BreakableLedger ledger, string iin, DateTimeOffset knownAt)
    {
        // Without a day the answers are about today, which is set back too.
        var asked = $"{{\"iin\":\"{iin}\",\"knownAt\":{Text(knownAt)},\"at\":\"2024-06-01\"}}";
        var coverage = await ledger.Service.PostAsync("/v1/coverage", asked);
        var history = await ledger.Service.PostAsync("/v1/history", asked);
        return $"{coverage.ShouldBe(200).Text}\n{history.ShouldBe(200).Text}";
    }

    private static async Task<int> HistoryAsync(BreakableLedger ledger, string iin, string? knownAt)
    {
        var known = knownAt is null ? "" : $",\"knownAt\":{knownAt}";
        var history = await ledger.Service.PostAsync("/v1/history", $"{{\"iin\":\"{iin}\"{known}}}");
        return history.ShouldBe(200)["events"].GetArrayLength();
    }

    private static string Text(DateTimeOffset instant) => JsonSerializer.Serialize(
        instant.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
}
