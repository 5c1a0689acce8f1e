using System.Security.Cryptography;
using System.Text;

namespace Osms.Ledger.Tests.Api;

/// <summary>What an import does when its sender, its service or another sender does something.</summary>
public sealed class ImportLifeTests : LedgerApi
{
    private const int Rows = 12;
    private const int HeldRow = 7;

    private static readonly string Held = TestIin.Grown(HeldRow);

    protected override string[] Settings => ["--Ledger:ImportBatchRows", "2"];

    [Fact]
    public async Task A_client_that_goes_away_does_not_stop_what_it_has_sent()
    {
        var file = FileOf("gone");
        await using var held = await HeldPerson.HoldAsync(Database, Held);
        using var client = new HttpClient();
        using var leave = new CancellationTokenSource();
        using var body = new ByteArrayContent(file);
        var sent = client.PostAsync(new Uri(Address, "/v1/imports?format=ndjson"), body, leave.Token);
        await held.WantedAsync();

        await leave.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(sent);
        await held.LetGoAsync();

        await DoneAsync(this, file);
        (await PostAsync("/v1/history", $$"""{"iin":"{{TestIin.Grown(Rows)}}"}"""))["events"].GetArrayLength()
            .ShouldBe(1);
    }

    [Fact]
    public async Task A_second_sender_waits_for_the_first_and_gets_the_same_report()
    {
        var file = FileOf("twice");
        await using var held = await HeldPerson.HoldAsync(Database, Held);
        var first = ImportAsync(file);
        await held.WantedAsync();
        var second = ImportAsync(file);
        var accepted = await ImportAsync(file, "?wait=false");

        accepted.ShouldBe(202).Location.ShouldBe(PathOf(file));
        accepted["id"].GetString().ShouldBe(IdOf(file));
        (await GetAsync(PathOf(file)))["state"].GetString().ShouldBe("running");
        first.IsCompleted.ShouldBeFalse();
        await held.LetGoAsync();

        (await first).ShouldBe(200)["accepted"].GetInt32().ShouldBe(Rows);
        (await second).Text.ShouldBe((await first).Text);
        FilesIn(Spool).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_services_one_imports_and_both_answer_alike()
    {
        var file = FileOf("both");
        await using var other = await Beside.RunAsync(Database);
        await using var held = await HeldPerson.HoldAsync(Database, Held);
        var first = ImportAsync(file);
        await held.WantedAsync();
        var second = other.ImportAsync(file);
        await Eventually.TrueAsync(() => Task.FromResult(FilesIn(other.OwnSpool).Length == 1), "It is not kept.");

        await held.LetGoAsync();

        (await first).ShouldBe(200)["accepted"].GetInt32().ShouldBe(Rows);
        (await second).Text.ShouldBe((await first).Text);
        (await other.GetAsync(PathOf(file)))["report"].GetProperty("accepted").GetInt32().ShouldBe(Rows);
    }

    [Fact]
    public async Task A_service_that_stops_leaves_what_it_has_accepted_to_the_next_one()
    {
        var file = FileOf("stopped");
        var spool = Path.Combine(Spool, "of-both");
        await using var held = await HeldPerson.HoldAsync(Database, Held);
        await using (var first = await Beside.RunAsync(Database, spool))
        {
            (await first.ImportAsync(file, "?wait=false")).ShouldBe(202);
            await held.WantedAsync();
            using var client = new HttpClient();
            using var body = new ByteArrayContent(file);
            var waits = client.PostAsync(new Uri(first.Address, "/v1/imports"), body);
            await Eventually.TrueAsync(() => Task.FromResult(FilesIn(spool).Length == 1), "Both are kept.");
            await Eventually.TrueAsync(
                async () => (await GetAsync(PathOf(file)))["report"].GetProperty("rows").GetInt32() == 6,
                "The batches before the held one are committed.");
            first.TellToStop();
            using var told = await waits;
            ((int)told.StatusCode, told.Headers.RetryAfter?.ToString()).ShouldBe((503, "30"));
            (await told.Content.ReadAsStringAsync()).ShouldContain("\"code\":\"import-interrupted\"");
        }

        (await StandsAsync(this, file, "interrupted"))["report"].GetProperty("rows").GetInt32().ShouldBe(6);
        FilesIn(spool).Length.ShouldBe(1);
        await held.LetGoAsync();

        await using var second = await Beside.RunAsync(Database, spool);

        var done = await DoneAsync(second, file);
        done["report"].GetProperty("accepted").GetInt32().ShouldBe(Rows);
        await Eventually.TrueAsync(() => Task.FromResult(FilesIn(spool).Length == 0), "The file is not deleted.");
    }

    [Fact]
    public async Task Problems_are_read_in_pages()
    {
        var file = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{}\n", 25)));
        await ImportAsync(file);
        var lines = new List<int>();
        string? after = "0";
        while (after is not null)
        {
            var page = await GetAsync($"{PathOf(file)}?after={after}&limit=10");
            lines.AddRange(page["problems"].EnumerateArray().Select(p => p.GetProperty("line").GetInt32()));
            after = page.Json.TryGetProperty("next", out var next) ? next.ToString() : null;
        }

        lines.ShouldBe(Enumerable.Range(1, 25));
    }

    [Fact]
    public async Task A_dry_run_leaves_neither_an_event_nor_an_import_nor_a_file()
    {
        var file = FileOf("dry");

        var report = await ImportAsync(file, "?dryRun=true");

        report.ShouldBe(200)["accepted"].GetInt32().ShouldBe(Rows);
        (await GetAsync(PathOf(file))).ShouldBeProblem(404, "import-unknown");
        FilesIn(Spool).ShouldBeEmpty();
        (await ImportAsync(file))["accepted"].GetInt32().ShouldBe(Rows);
    }

    [Theory]
    [InlineData("/x")]
    [InlineData("/0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF")]
    public async Task An_id_that_is_none_is_unreadable(string id) =>
        (await GetAsync($"/v1/imports{id}")).ShouldBeProblem(400, "unreadable").Errors.ShouldBe(["id: unreadable"]);

    [Fact]
    public async Task Flags_are_true_or_false() => (await ImportAsync([], "?wait=no&dryRun=1"))
        .ShouldBeProblem(400, "unreadable").Errors.ShouldBe(["wait: unreadable", "dryRun: unreadable"]);

    private static byte[] FileOf(string reference) => Encoding.UTF8.GetBytes(string.Join('\n',
        Enumerable.Range(1, Rows).Select(
            i => CommandCallTests.Payment(TestIin.Grown(i), reference).ReplaceLineEndings(""))));

    private static string IdOf(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file));

    private static string PathOf(byte[] file) => $"/v1/imports/{IdOf(file)}";

    private static string[] FilesIn(string spool) =>
        Directory.Exists(spool) ? Directory.GetFiles(spool, "*", SearchOption.AllDirectories) : [];

    private static Task<Reply> DoneAsync(LedgerApi service, byte[] file) => StandsAsync(service, file, "done");

    private static async Task<Reply> StandsAsync(LedgerApi service, byte[] file, string state)
    {
        Reply? reply = null;
        await Eventually.TrueAsync(
            async () => (reply = await service.GetAsync(PathOf(file)))["state"].GetString() == state,
            $"The import is not {state}.");
        return reply!;
    }

    /// <summary>Another service on the same database.</summary>
    private sealed class Beside(string? spool) : LedgerApi, IAsyncDisposable
    {
        private bool _isDisposed;

        internal string OwnSpool => Spool;

        protected override string Spool => spool ?? base.Spool;

        protected override string[] Settings => ["--Ledger:ImportBatchRows", "2"];

        internal static async Task<Beside> RunAsync(string database, string? spool = null)
        {
            var service = new Beside(spool);
            await service.StartAsync(database);
            return service;
        }

        public override async Task DisposeAsync()
        {
            if (!_isDisposed)
            {
                _isDisposed = true;
                await base.DisposeAsync();
            }
        }

        ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());
    }
}
