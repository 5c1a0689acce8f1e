using System.IO.Pipelines;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Queries;

namespace Osms.Ledger.Api.Commands;

/// <summary>Whose answers files that are only tried out would change, one file after another.</summary>
/// <param name="at">The day; today when null.</param>
/// <param name="json">Every person is a line, written at once; else numbers and the first people at the end.</param>
internal sealed class ImpactOfFiles(DateOnly? at, bool json)
{
    private readonly List<(string File, ImpactShown Shown)> _shown = [];
    private (ImpactSummary Summary, DateOnly At)? _last;

    internal ImpactWanted Of(FileInfo file, CancellationToken cancellation) => new(at, async (day, pages) =>
    {
        if (!json)
        {
            _shown.Add((file.Name, await ImpactShown.OfAsync(pages, day, cancellation)));
            return;
        }

        await using var standard = Console.OpenStandardOutput();
        var lines = PipeWriter.Create(standard, new StreamPipeWriterOptions(leaveOpen: true));
        _last = (await ImpactLines.WriteAsync(pages, day, ImpactBy.Lines, asCsv: false, lines, cancellation), day);
        await lines.CompleteAsync();
    });

    /// <summary>The last line of a file, which holds its report too.</summary>
    internal ImpactBody BodyOf(ImportReport report) => _last is { } last
        ? ImpactLines.ToBody(last.Summary, last.At, report.Id, report: report)
        : throw new InvalidOperationException("A file was reported on before its impact was taken.");

    /// <summary>Once the bars are gone.</summary>
    internal void Show()
    {
        foreach (var (file, shown) in _shown)
        {
            Console.WriteLine();
            shown.Show("file", file);
        }
    }
}
