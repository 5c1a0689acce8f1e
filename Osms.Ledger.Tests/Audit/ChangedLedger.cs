using System.Text;
using Osms.Ledger.Handlers;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;
using Osms.Ledger.Tests.Hosting;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Audit;

/// <summary>A small ledger whose rows are changed by hand, and set right again.</summary>
public sealed class ChangedLedger : IAsyncLifetime
{
    internal static readonly string A = People.Person(1).Digits;
    private static readonly string B = People.Person(2).Digits;
    private static readonly string C = People.Person(3).Digits;

    private static readonly string[] Tables =
    [
        "mt_streams", "mt_events", "coverage", "insured_state", "read_model", "high_water", "position_clock", "import",
        "import_problem", "payer_change", "contribution_lot", "figure_stretch", "payer_sum", "contribution_sum",
        "employer_part", "remarkable_payment",
    ];

    internal OpenLedger Ledger { get; private set; } = null!;

    /// <summary>
    /// A: a grant, two payments, a refund of the second, a residence and its annulment, in one batch; B: one grant,
    /// from a file with a bad line.
    /// </summary>
    public async Task InitializeAsync()
    {
        // By the driver that gives a batch one time: then there is one entry of the clock for it.
        Ledger = await OpenLedger.OpenAsync(await TestPostgres.CreateDatabaseAsync(), change: OpenLedger.OnNpgsql);
        var iin = People.Person(1);
        var results = await Ledger.RecordManyAsync(
            People.Grant(1), People.Payment(iin, 0), People.Payment(iin, 1),
            new InsuredCommand.RefundPayment(A, "P1", new DateOnly(2024, 3, 1), "mistaken"),
            new InsuredCommand.RecordResidence(A, "refugee", new DateOnly(2023, 1, 1)),
            new InsuredCommand.AnnulFact(A, 5, "residence_recorded", "wrong person"));
        results.ShouldAllBe(r => r is RecordResult.Recorded);
        await Ledger.Positions.TickAsync(default);
        await ImportAsync($$"""
            {"command":"grant-category","iin":"{{B}}","category":"disabled","from":"2021-01-03","document":"d"}
            nonsense
            """);
        await Ledger.Positions.TickAsync(default);
        await Ledger.ExecuteAsync("create schema saved");
        foreach (var table in Tables)
        {
            await Ledger.ExecuteAsync($"create table saved.{table} as table ledger.{table}");
        }
    }

    public async Task DisposeAsync() => await Ledger.DisposeAsync();

    /// <summary>'A', 'B' and 'C' (who has no stream) stand for the people.</summary>
    internal Task ChangeAsync(string sql) => Ledger.ExecuteAsync(
        sql.Replace("'A'", $"'{A}'").Replace("'B'", $"'{B}'").Replace("'C'", $"'{C}'").Replace("\"C\"", $"\"{C}\""));

    private async Task ImportAsync(string text)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var result = await ImportFileHandler.Handle(
            new ImportFile(file, null, "b.ndjson", OwnKind.Self, "me"), Ledger.Get<FileImports>(), default);
        result.ShouldBeOfType<ImportResult.Done>().Report.Accepted.ShouldBe(1);
    }

    internal Task RestoreAsync() => Ledger.ExecuteAsync($"""
        truncate {string.Join(", ", Tables.Select(t => "ledger." + t))};
        {string.Concat(Tables.Select(t => $"insert into ledger.{t} table saved.{t};"))}
        select setval('ledger.mt_events_sequence', 7);
        alter table ledger.mt_events validate constraint fkey_mt_events_stream_id;
        """);
}
