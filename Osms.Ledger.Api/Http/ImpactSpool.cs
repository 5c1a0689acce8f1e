using System.IO.Pipelines;
using Osms.Ledger.Api.Hosting;
using Osms.Ledger.Queries;

namespace Osms.Ledger.Api.Http;

/// <summary>
/// The answers that a file would change, in a temporary file until the dry run has ended: whoever reads slowly must not
/// keep others from importing.
/// </summary>
internal sealed class ImpactSpool : IAsyncDisposable
{
    private readonly FileStream _file = Create();
    private (ImpactSummary Summary, DateOnly At)? _last;

    /// <summary>Takes the answers.</summary>
    /// <exception cref="SpoolException">There is no room for them.</exception>
    internal async Task TakeAsync(
        DateOnly at, IAsyncEnumerable<ImpactPage> pages, CancellationToken cancellation)
    {
        var lines = PipeWriter.Create(_file, new StreamPipeWriterOptions(leaveOpen: true));
        try
        {
            _last = (await ImpactLines.WriteAsync(pages, at, ImpactBy.Lines, asCsv: false, lines, cancellation), at);
            await lines.CompleteAsync();
        }
        catch (IOException e) when (e is not SpoolException)
        {
            throw new SpoolException(e);
        }
    }

    /// <summary>Writes them, and the numbers with the report as the last line.</summary>
    internal async Task WriteAsync(ImportReport report, PipeWriter output, CancellationToken cancellation)
    {
        var (summary, at) = _last ?? throw new InvalidOperationException("Nothing was taken.");
        _file.Position = 0;
        await _file.CopyToAsync(output, cancellation);
        await ImpactLines.WriteAsync(ImpactLines.ToBody(summary, at, report.Id, report: report), output, cancellation);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static FileStream Create()
    {
        try
        {
            return new FileStream(Path.GetTempFileName(), new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.ReadWrite,
                BufferSize = 0,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SpoolException(e);
        }
    }
}
