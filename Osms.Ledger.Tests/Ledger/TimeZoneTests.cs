using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Osms.Ledger.Api.Commands;
using Osms.Ledger.Handlers;
using Osms.Ledger.Insured;
using Osms.Ledger.Queries;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Ledger;

/// <summary>Days are Kazakhstan's, whatever zone the process, the session or the machine keeps.</summary>
public sealed class TimeZoneTests : IAsyncLifetime
{
    private static readonly Iin Iin = People.Person(1);

    private OpenLedger _ledger = null!;

    public async Task InitializeAsync() => _ledger = await OpenLedger.CreateAsync();

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Theory]
    [InlineData("2026-11-22T18:59:59Z", "2026-11-22")]
    [InlineData("2026-11-22T19:00:00Z", "2026-11-23")]
    public async Task A_question_without_a_day_is_about_today_in_Kazakhstan(string now, string today)
    {
        _ledger.Clock.Now = DateTimeOffset.Parse(now, CultureInfo.InvariantCulture);

        var answered = await AskCoverageHandler.Handle(
            new AskCoverage(Iin.Digits, null, AsOf.Now.Instance, Explain: false),
            _ledger.Get<CoverageQuery>(), _ledger.Commands, default);

        answered.ShouldBeOfType<Answered<CoverageAnswer>.Found>().Answer.At.ShouldBe(Day(today));
    }

    [Theory]
    [InlineData("2026-11-22T18:59:59Z", "refused date-in-future")]
    [InlineData("2026-11-22T19:00:00Z", "recorded 1")]
    public async Task What_is_dated_tomorrow_can_be_recorded_from_midnight_in_Kazakhstan_on(string now, string expected)
    {
        _ledger.Clock.Now = DateTimeOffset.Parse(now, CultureInfo.InvariantCulture);
        var care = new InsuredCommand.RecordCare(Iin.Digits, Day("2026-11-23"), "150140002345");

        PureLedger.Short((await _ledger.RecordManyAsync(care))[0]).ShouldStartWith(expected);
        PureLedger.Short(await _ledger.RecordAsync(care))
            .ShouldStartWith(expected.Replace("recorded", "repeated", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sessions_in_other_zones_read_and_write_the_same()
    {
        await using var almaty = await OpenLedger.OpenAsync(InZone("Asia/Almaty"));
        await using var samoa = await OpenLedger.OpenAsync(InZone("Pacific/Pago_Pago"));
        (await almaty.ScalarAsync<string>("show timezone")).ShouldBe("Asia/Almaty");
        (await samoa.ScalarAsync<string>("show timezone")).ShouldBe("Pacific/Pago_Pago");
        OpenLedger[] services = [_ledger, almaty, samoa];
        var random = new RandomCommands(41).Take(90, 1);
        for (var n = 0; n < random.Count; n++)
        {
            await services[n % 3].RecordAsync(random[n]);
            await services[(n + 1) % 3].RecordManyAsync(random[n]);
            await services[(n + 2) % 3].Positions.TickAsync(default);
        }

        var people = await _ledger.ShouldHoldTogetherAsync();
        await almaty.ShouldHoldTogetherAsync();
        foreach (var one in people[random[0].Iin].Stored)
        {
            foreach (var service in services)
            {
                (await SettleAsync(service, one.RecordedAt)).ShouldBe(one.Position);
                (await SettleAsync(service, one.RecordedAt.ToOffset(TimeSpan.FromHours(5)))).ShouldBe(one.Position);
                (await SettleAsync(service, one.RecordedAt.AddMicroseconds(-1))).Value.ShouldBe(one.Position.Value - 1);
                var read = await service.Store.LoadAsync(one.Stream, one.Position, default);
                read[^1].RecordedAt.ShouldBe(one.RecordedAt);
            }
        }
    }

    [Fact]
    public async Task The_program_says_the_same_byte_for_byte_in_every_zone()
    {
        foreach (var command in new RandomCommands(42).Take(40, 1))
        {
            await _ledger.RecordAsync(command);
        }

        var recordedAt = (await _ledger.PeopleAsync())[People.Person(0).Digits].Stored[9].RecordedAt;
        var answers = new List<(string History, string Coverage)>();
        foreach (var (process, session) in (ValueTuple<string, string>[])
            [("UTC", "UTC"), ("Asia/Almaty", "UTC"), ("UTC", "Asia/Almaty"), ("Pacific/Pago_Pago", "Asia/Almaty")])
        {
            var connection = InZone(session);
            var known = $"{recordedAt:yyyy-MM-dd'T'HH:mm:ss.ffffffzzz}";
            var iin = People.Person(0).Digits;
            var both = await Task.WhenAll(
                RunAsync(process, connection, "history", iin, "--known-at", known, "--json"),
                RunAsync(process, connection, "coverage", iin, "--at", "2024-03-01", "--known-at", known, "--json"));
            answers.Add((both[0], both[1]));
        }

        answers[0].History.ShouldContain($"\"recordedAt\": \"{recordedAt:yyyy-MM-dd'T'HH:mm}");
        answers[0].History.ShouldContain("\"version\": 10");
        answers[0].History.ShouldNotContain("\"version\": 11");
        answers[0].Coverage.ShouldContain("\"at\": \"2024-03-01\"");
        answers.Distinct().Count().ShouldBe(1);
    }

    private static async Task<string> RunAsync(string zone, string connection, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            ["exec", typeof(CommandLine).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
            Environment = { ["TZ"] = zone, ["ConnectionStrings__Ledger"] = connection },
        };
        using var process = Process.Start(start).ShouldNotBeNull();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await error);
        return output;
    }

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task<LedgerPosition> SettleAsync(OpenLedger service, DateTimeOffset instant) =>
        (await service.Positions.SettleAsync(new AsOf.Instant(instant), default))
            .ShouldBeOfType<Settlement.At>().Position;

    private string InZone(string zone) =>
        new NpgsqlConnectionStringBuilder(_ledger.ConnectionString) { Timezone = zone }.ConnectionString;
}
