using System.IO.Pipelines;
using Osms.Ledger.Api.Hosting;
using Osms.Ledger.Queries;

namespace Osms.Ledger.Api.Http;

/// <summary>
/// Changed answers in a temporary file until all of them are there: whoever reads slowly must hold neither the database
/// nor a place for imports, and what fails is told as a problem.
/// </summary>
internal sealed class ImpactSpool(ImpactBy by, bool asCsv) : IAsyncDisposable
{
    private readonly FileStream _file = TemporaryFile.Create(FileOptions.Asynchronous);
    private (ImpactSummary Summary, DateOnly At)? _taken;

    /// <summary>Takes the answers.</summary>
    /// <exception cref="SpoolException">There is no room for them.</exception>
    internal async Task TakeAsync(DateOnly at, IAsyncEnumerable<ImpactPage> pages, CancellationToken cancellation)
    {
        try
        {
            var lines = PipeWriter.Create(_file, new StreamPipeWriterOptions(leaveOpen: true));
            _taken = (await ImpactLines.WriteAsync(pages, at, by, asCsv, lines, cancellation), at);
            await lines.CompleteAsync();
        }
        catch (IOException e) when (e is not SpoolException)
        {
            throw new SpoolException(e);
        }
    }

    /// <summary>Sends what was taken; NDJSON ends with the numbers.</summary>
    /// <param name="http">Whose answer it is.</param>
    /// <param name="id">Of the import.</param>
    /// <param name="report">Of a dry run.</param>
    internal async Task SendAsync(HttpContext http, string id, ImportReport? report)
    {
        var (summary, at) = _taken ?? throw new InvalidOperationException("Nothing was taken.");
        BodyLimits.Lift(http);
        http.Response.ContentType = asCsv ? Csv.MediaType : Ndjson.MediaType;
        var silence = http.RequestServices.GetRequiredService<LedgerOptions>().IdleTimeout;
        var output = new PatientAnswer(http.Response.BodyWriter, silence);
        _file.Position = 0;
        await _file.CopyToAsync(output, http.RequestAborted);
        if (!asCsv)
        {
            await ImpactLines.WriteAsync(
                ImpactLines.ToBody(summary, at, id, report: report), output, http.RequestAborted);
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
