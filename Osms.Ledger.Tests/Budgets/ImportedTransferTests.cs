using System.Text;
using Osms.Ledger.Audit;
using Osms.Ledger.Budgets;
using Osms.Ledger.Tests.Audit;
using Osms.Ledger.Tests.Hosting;
using Osms.Ledger.Tests.Journal;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Budgets;

/// <summary>Transfers come by the same door as every other file.</summary>
public sealed class ImportedTransferTests
{
    private const string Header = "reference,payer,month,amount,received_on,corrects\n";

    [Fact]
    public async Task A_csv_is_told_by_its_header_and_every_row_is_counted()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        var file = Encoding.UTF8.GetBytes(Header + """
            R1,republican,2026-02,9000000000,2026-03-04,
            T1,75,2026-02,1000.50,2026-03-05,
            T2,75,2026-02,-0.50,2026-03-06,T1
            T3,02,2026-02,1,2026-03-06,
            T4,75,2026-02,-1001,2026-03-06,T1
            T5,75,2026-13,x,2026-03-06
            T1,75,2026-02,1000.50,2026-03-05,
            T6,75,2026-2,1.001,,

            """);

        var dry = await ledger.ImportAsync(file, dryRun: true);
        (await ledger.LastNumberAsync()).ShouldBe(0);
        var report = await ledger.ImportAsync(file);

        (report.Rows, report.Accepted, report.Repeated, report.Refused, report.Unreadable).ShouldBe((8, 3, 1, 2, 2));
        report.Problems.Select(p => $"{p.Line} {p.Code}: {p.Detail}").ShouldBe(
        [
            "5 payer-unknown: payer: A budget is republican or a region, by the first two digits of its KATO code.",
            "6 correction-exceeds: amount: Of that transfer 1000 tenge are left to take back.",
            "7 unreadable: Expected 6 fields; there are 5.",
            "9 unreadable: month: Expected a month, written yyyy-MM. amount: Expected a number of tenge, with at most "
                + "two decimals after a point. received_on: This field is missing.",
        ]);
        dry.Problems.ShouldBe(report.Problems);
        (dry with { Position = report.Position, Problems = report.Problems }).ShouldBe(report);
        (await ledger.TransferRowsAsync()).ShouldBe(
        [
            "1 republican 73 900000000000 2026-03-04 R1", "2 75 73 100050 2026-03-05 T1",
            "3 75 73 -50 2026-03-06 T2 T1",
        ]);
        (await ledger.Store.LoadAsync("budget-75", null, default))
            .Select(e => (e.Origin.By, e.Origin.Source, e.Origin.Line))
            .ShouldBe([("clerk", "file.ndjson", 3), ("clerk", "file.ndjson", 4)]);

        var again = await ledger.ImportAsync([.. file, (byte)'\n']);
        (again.Accepted, again.Repeated).ShouldBe((0, 4));
        (await ledger.LastNumberAsync()).ShouldBe(3);
    }

    [Theory]
    [InlineData("reference;payer;month;amount;received_on\nT1;75;2026-02;1000,5;2026-03-05\n")]
    [InlineData("\"received_on\",month,amount,payer,reference\n2026-03-05,2026-02,1000.5,75,T1\n")]
    public async Task Columns_may_be_in_any_order_and_nobody_need_correct(string text)
    {
        await using var ledger = await OpenLedger.CreateAsync();

        (await ledger.ImportAsync(Encoding.UTF8.GetBytes(text))).Accepted.ShouldBe(1);
        (await ledger.TransferRowsAsync()).ShouldBe(["1 75 73 100050 2026-03-05 T1"]);
    }

    [Fact]
    public async Task A_header_with_columns_of_both_says_which_are_none_of_transfers()
    {
        await using var ledger = await OpenLedger.CreateAsync();

        var report = await ledger.ImportAsync(
            Encoding.UTF8.GetBytes("reference,iin,payer,month,amount\nT1,1,75,2026-02,1000.5\n"));

        report.Problems.Single().Detail.ShouldBe(
            "No row can be read, since this is not the header of transfers. iin: This is not a column of transfers. "
            + "received_on: This column is missing.");
    }

    [Fact]
    public async Task A_file_that_was_interrupted_goes_on_where_it_stopped()
    {
        const int Rows = 90;
        var (ledger, store) = await ImportedLedger.OpenAsync(
            await TestPostgres.CreateDatabaseAsync(), new LedgerOptions { ImportBatchRows = 10 });
        await using var opened = ledger;
        var file = FileOf(Rows);
        using var stop = new CancellationTokenSource();
        store.Deadlocks = 2;
        await Should.ThrowAsync<OperationCanceledException>(
            ledger.ImportAsync(file, new Told(_ => stop.Cancel()), cancellation: stop.Token));
        var before = (await ledger.TransferRowsAsync()).Count;
        before.ShouldBeInRange(1, Rows - 1);

        var report = await ledger.ImportAsync(file);

        (report.Rows, report.Accepted).ShouldBe((Rows, Rows));
        (await ledger.TransferRowsAsync()).Count.ShouldBe(Rows);
        (await ledger.Get<Verification>().RunAsync(null, 0, null, default)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_export_brings_transfers_and_people_in_their_order()
    {
        await using var original = await OpenLedger.CreateAsync();
        await using var copy = await OpenLedger.CreateAsync();
        await original.RecordAsync(Transfers.Of("T1", "75", "2026-02", 10.5m, "2026-02-10"));
        await original.RecordAsync(People.Grant(1));
        await original.RecordAsync(Transfers.Of("T2", "75", "2026-02", -10, "2026-02-11", "T1"));
        await original.RecordAsync(Transfers.Of("T1", "republican", "2026-02", 10.5m, "2026-02-10"));
        await original.RecordAsync(People.Payment(People.Person(1), 1));
        var export = await Exports.OfAsync(original);

        (await Exports.ImportAsync(copy, export)).Accepted.ShouldBe(5);
        Exports.WithoutPlace(await Exports.OfAsync(copy)).ShouldBe(Exports.WithoutPlace(export));
        (await copy.TransferRowsAsync()).ShouldBe(await original.TransferRowsAsync());
        (await Exports.ImportAsync(copy, export + "\n")).Repeated.ShouldBe(5);
        (await copy.Get<Verification>().RunAsync(null, 0, null, default)).Findings.ShouldBeEmpty();
    }

    private static byte[] FileOf(int rows) => Encoding.UTF8.GetBytes(Header + string.Concat(
        Enumerable.Range(1, rows).Select(n => n % 3 == 0
            ? $"T{n},75,2026-02,-1,2026-03-05,T{n - 2}\n"
            : $"T{n},75,2026-02,{n},2026-03-05,\n")));
}
