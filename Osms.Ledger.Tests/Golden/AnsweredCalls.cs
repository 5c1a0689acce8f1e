using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Insured;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Hosting;
using Osms.Ledger.Tests.Import;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Tests.OpenApi;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Golden;

/// <summary>One conversation with a service on an empty ledger; every reply with a name is kept.</summary>
public sealed partial class AnsweredCalls : LedgerApi
{
    private const string Register = "register.ndjson";
    private const string ImportsPath = "/v1/imports";
    private const string Employer = "employer-2026-10.mt102";

    private readonly Dictionary<string, string> _replies = [];
    private readonly Draining _draining = new();
    private DatabaseRelay? _relay;
    private RivalStore? _store;

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, string> Replies => _replies;

    /// <summary>The same, as they came.</summary>
    internal List<Reply> Kept { get; } = [];

    /// <summary>What the service says of itself.</summary>
    internal ApiDocument Document { get; private set; } = new(default);

    protected override string[] Settings =>
    [
        "--Ledger:SettlePatience", "00:00:00.100", "--Ledger:MaxAttempts", "2", "--Ledger:ImportPatience", "0",
        "--Ledger:StatisticsFoldedAtMost", "0",
    ];

    public override async Task InitializeAsync()
    {
        var database = await TestPostgres.CreateDatabaseAsync();
        _relay = new DatabaseRelay(database);
        await StartAsync(_relay.ConnectionString);
        Document = await ApiDocument.OfAsync(this);
        await ImportAsync();
        await CommandsAsync();
        await CoverageAsync();
        await QuestionsAsync();
        await ReconciliationAsync();
        await ContributionsAsync();
        await LawAsync();
        await RefusalsAsync(database);
        await UnreadableAsync();
        await LimitsAsync(database);
        await ImportsAsync();
        await TransfersAsync();
        await MonthsAsync(database);
        await ExplainedAsync();
        await HistoriesAsync();
        await TroubleAsync(database);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _relay!.DisposeAsync();
    }

    protected override void Replace(IServiceCollection services)
    {
        base.Replace(services);
        services.AddSingleton(_draining);
        services.AddInFrontOfStore(real =>
        {
            (var store, _store) = RivalStore.InFrontOf(real);
            return store;
        });
    }

    private async Task ImportAsync()
    {
        var register = await File.ReadAllBytesAsync(SampleFiles.PathOf(Register));
        var employer = await File.ReadAllBytesAsync(SampleFiles.PathOf(Employer));
        await KeepAsync("import", ImportAsync(register, $"?name={Register}", null, ("Osms-Actor", "akimat")));
        await KeepAsync("import-list", ImportAsync(employer, $"?name={Employer}", null, ("Osms-Actor", "bank")));
        await KeepAsync("import-again", ImportAsync(register));
        var wrong = Encoding.UTF8.GetBytes($"not json\n{Refusals.Payment(1, amount: "-1", payer: "x")}\n");
        await KeepAsync("import-problems", ImportAsync(wrong, "?format=ndjson"));
        var sum = Encoding.UTF8.GetString(employer).Replace("KZT526500,85", "KZT526500,86", StringComparison.Ordinal);
        await KeepAsync("import-list-refused", ImportAsync(Encoding.UTF8.GetBytes(sum)));
    }

    private async Task CommandsAsync()
    {
        var payment = Refusals.Payment(100, amount: "4250.5");
        await KeepAsync("recorded", RecordAsync(payment), 201);
        await KeepAsync("repeated", RecordAsync(payment));
    }

    private async Task RefusalsAsync(string database)
    {
        await FillAsync();
        foreach (var (code, commands) in Refusals.All)
        {
            foreach (var command in commands[..^1])
            {
                (await RecordAsync(command)).ShouldBe(201);
            }

            if (code == RefusalCode.StreamArchived)
            {
                await ExecuteAsync(database, $"select ledger.mt_archive_stream('{Refusals.Archived}')");
            }

            await KeepAsync($"refused-{Code<RefusalCode>.Of(code)}", RecordAsync(commands[^1]), 422);
        }

        await KeepAsync("refused-for-many-reasons", RecordAsync("""
            {"command":"record-payment","iin":"850412499002","reference":"r","kind":"gift","period":"2031-01",
             "amount":-1.001,"paidOn":"2027-01-01","payer":"clinic"}
            """), 422);
    }

    private async Task UnreadableAsync()
    {
        await KeepAsync("problem-unreadable", RecordAsync("{"), 400);
        await KeepAsync("problem-unreadable-fields", RecordAsync("""{"command":"record-care","on":"1","x":1}"""), 400);
        await KeepAsync("problem-unreadable-question", PostAsync("/v1/coverage", """{"iin":1,"at":"x","y":2}"""), 400);
        await KeepAsync("problem-unreadable-query", ImportAsync([], "?format=xml&ownKind=x&name=%00"), 400);
        await KeepAsync("problem-body-too-large", RecordAsync(new string(' ', 70_000)), 413);
        await KeepAsync("problem-unsupported-media-type", SendAsync(
            HttpMethod.Post, "/v1/commands", "{}"u8.ToArray(), "text/plain", []), 415);
        await KeepAsync("problem-format-unknown", ImportAsync("hello"u8.ToArray()), 415);
        await KeepAsync("problem-not-found", GetAsync("/v1"), 404);
        await KeepAsync("problem-method-not-allowed", GetAsync("/v1/commands"), 405);
    }

    private async Task ImportsAsync()
    {
        var wrong = Encoding.UTF8.GetBytes($"not json\n{Refusals.Payment(1, amount: "-1", payer: "y")}\n");
        var state = $"{ImportsPath}/{IdOf(wrong)}";
        await ImportAsync(wrong, "?format=ndjson", null, ("Osms-Actor", "akimat"));
        await KeepAsync("import-state", GetAsync($"{state}?limit=2"));
        await KeepAsync("import-state-last-page", GetAsync($"{state}?limit=2&after=2"));
        await KeepAsync("problem-import-unknown", GetAsync($"{ImportsPath}/{new string('0', 64)}"), 404);
        await KeepAsync("problem-unreadable-import", GetAsync($"{ImportsPath}/x?after=-1&limit=1001"), 400);
        var payment = Encoding.UTF8.GetBytes(Refusals.Payment(103));
        await KeepAsync("import-dry-run", ImportAsync(payment, "?format=ndjson&dryRun=true"));
        await ImpactsAsync(payment);
        await KeepAsync("import-accepted", ImportAsync(payment, "?format=ndjson&wait=false&name=later.ndjson"), 202);
        (await ImportAsync(payment, "?format=ndjson")).ShouldBe(200);
    }

    private async Task TroubleAsync(string database)
    {
        await ExecuteAsync(database, "update ledger.coverage set rules = 0");
        await KeepAsync("problem-figures-not-ready", GetAsync("/v1/statistics"), 503);

        _store!.Rivals = 2;
        await KeepAsync("problem-conflict", RecordAsync(Refusals.Payment(101)), 409);
        _store.Rivals = 0;

        _store.Outages = 1;
        var file = Encoding.UTF8.GetBytes(Refusals.Payment(102));
        await KeepAsync("problem-import-interrupted", ImportAsync(file, "?format=ndjson"), 503);
        await KeepAsync("problem-import-not-done", GetAsync($"{ImportsPath}/{IdOf(file)}/impact"), 409);
        _store.Outages = 0;
        Directory.Delete(Spool, recursive: true);
        await File.WriteAllTextAsync(Spool, "no directory");
        await KeepAsync("problem-spool-unavailable", ImportAsync(file), 503);

        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(database) { Pooling = false });
        await using (var connection = await source.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using var draw = new NpgsqlCommand(
                "lock table ledger.mt_events in row exclusive mode; select nextval('ledger.mt_events_sequence')",
                connection, transaction);
            var question = $$"""{"iin":"{{TestIin.Grown(1)}}","knownAt":{{await draw.ExecuteScalarAsync()}}}""";
            await KeepAsync("problem-position-not-settled", PostAsync("/v1/history", question), 503);
        }

        await ExecuteAsync(database, DatabaseTrouble.Raising(PostgresErrorCodes.DiskFull));
        await KeepAsync("problem-database-full", RecordAsync(Refusals.Payment(102)), 503);

        await ExecuteAsync(database, "alter table ledger.mt_events rename to mt_events_away");
        await KeepAsync("problem-internal", PostAsync("/v1/history", $$"""{"iin":"{{TestIin.Grown(1)}}"}"""), 500);

        _relay!.GoAway();
        await KeepAsync("problem-database-unavailable", GetAsync("/health/ready"), 503);
        _draining.Begin();
        await KeepAsync("problem-stopping", GetAsync("/health/ready"), 503);
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(database) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static string IdOf(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file));

    private async Task KeepAsync(string name, Task<Reply> call, int status = 200)
    {
        var reply = await call;
        reply.ShouldBe(status);
        _replies.Add(name, HttpText.Of(reply));
        Kept.Add(reply);
    }
}
