using System.CommandLine;
using System.IO.Pipelines;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Queries;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Commands;

/// <summary>A whole list from the command line, one row a line: NDJSON, or CSV.</summary>
internal static class ListLines
{
    /// <summary>Where the lines go.</summary>
    internal static Option<FileInfo?> Output(string list) => new("--out")
    {
        Description = $"With {list}: the file, which is whole once it has this name; standard output otherwise.",
    };

    /// <summary>Writes all rows, and says on standard error how many there were.</summary>
    /// <param name="ask">Answers part of the list.</param>
    /// <param name="knownAt">As known when.</param>
    /// <param name="form">How a row is written.</param>
    /// <param name="asCsv">Or as NDJSON.</param>
    /// <param name="output">Null: standard output.</param>
    /// <param name="rows">What the rows are, more than one.</param>
    /// <param name="cancellation">Stops.</param>
    internal static async Task<int> WriteAsync<TRow>(
        Func<ListPart, Task<Answered<ListPage<TRow>>>> ask, AsOf knownAt, ListForm<TRow> form, bool asCsv,
        FileInfo? output, string rows, CancellationToken cancellation)
    {
        var part = new ListPart(knownAt, ListPlace.Beginning, ListForm.RowsAtOnce);
        if (QuestionOptions.AnswerOrSay(await ask(part)) is not { } first)
        {
            return CommandLine.Refused;
        }

        await using var file = new ExportFile(output, gzip: false);
        var lines = PipeWriter.Create(file.Content, new StreamPipeWriterOptions(leaveOpen: true));
        var count = await form.WriteAsync(
            first.WithAllFurtherAsync(part, ask, cancellation), asCsv, lines, cancellation);
        await lines.CompleteAsync();
        await file.CompleteAsync(cancellation);
        await Console.Error.WriteLineAsync($"{rows}: {count}, as known at position {first.Position}");
        return CommandLine.Done;
    }
}
