using Osms.Ledger.Import;

namespace Osms.Ledger.Handlers;

/// <summary>Import a file.</summary>
/// <param name="File">Can be read more than once. May be compressed with gzip.</param>
/// <param name="Format">Null: told by the content, or else by the name.</param>
/// <param name="Name">What the file is called; null when it has no name.</param>
/// <param name="OwnKind">For bank lists: what people who pay for themselves are.</param>
/// <param name="By">Who imports it.</param>
/// <param name="DryRun">Only find out what the report would be.</param>
/// <param name="Progress">Told where it begins, and after every batch.</param>
/// <param name="Impact">Of a dry run: told whose answers would change.</param>
public sealed record ImportFile(
    Stream File, ImportFormat? Format, string? Name, OwnKind OwnKind, string? By, bool DryRun = false,
    IProgress<ImportProgress>? Progress = null, ImpactWanted? Impact = null) : IMessage<ImportResult>;

/// <summary>The way in for files.</summary>
public static class ImportFileHandler
{
    public static async Task<ImportResult> Handle(
        ImportFile message, FileImports imports, CancellationToken cancellation)
    {
        var inspected = await imports.InspectAsync(message.File, message.Format, message.Name, cancellation);
        if (inspected is not FileInspection.Readable file)
        {
            return new ImportResult.NotRead(inspected);
        }

        var content = imports.ContentOf(message.File, file, message.OwnKind);
        var subject = imports.SubjectOf(file, message.Name, message.OwnKind, message.By);
        return message.DryRun
            ? new ImportResult.Done(await imports.TryOutAsync(
                content, subject, message.Impact, message.Progress, cancellation))
            : await imports.RunAsync(content, subject, joins: false, message.Progress, cancellation);
    }
}
