using System.IO.Pipelines;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>reconcile MONTH --persons PAYER</c>: everybody behind a figure, as lines.</summary>
internal static class ReconcilePersons
{
    internal static async Task<int> RunAsync(
        PersonsOfPayer asked, AsOf knownAt, bool asCsv, FileInfo? output, CancellationToken cancellation)
    {
        await using var session = await LedgerSession.OpenAsync(cancellation);
        var query = session.Get<PayerPersonsQuery>();
        var answered = await ReconciliationPersonsHandler.Handle(
            new FixPersons(asked, knownAt), query, session.Get<InsuranceLedger>(), cancellation);
        if (QuestionOptions.AnswerOrSay(answered) is not { } fixedAt)
        {
            return CommandLine.Refused;
        }

        await using var file = new ExportFile(output, gzip: false);
        var lines = PipeWriter.Create(file.Content, new StreamPipeWriterOptions(leaveOpen: true));
        var count = await PersonLines.WriteAsync(
            ReconciliationPersonsHandler.Handle(new ListPersons(asked, fixedAt), query, cancellation), asCsv, lines,
            cancellation);
        await lines.CompleteAsync();
        await file.CompleteAsync(cancellation);
        await Console.Error.WriteLineAsync($"{count} persons, as known at position {fixedAt.Position}");
        return CommandLine.Done;
    }
}
