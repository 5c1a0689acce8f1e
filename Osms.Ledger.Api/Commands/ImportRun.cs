using System.Text.Json;
using Osms.Ledger.Api.Hosting;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Osms.Ledger.Import;

namespace Osms.Ledger.Api.Commands;

/// <summary>One run of the verb <c>import</c>: its files one after another, or several at once.</summary>
internal sealed class ImportRun(
    ImportFormat? format, OwnKind ownKind, int parallel, bool dryRun, ImpactOfFiles? impact, bool json)
{
    private const int ProblemsShown = 20;

    private readonly Lock _output = new();
    private int _exit = CommandLine.Done;

    internal async Task<int> RunAsync(FileSystemInfo[] named, CancellationToken cancellation)
    {
        if (named.FirstOrDefault(f => !f.Exists) is { } missing)
        {
            await Console.Error.WriteLineAsync($"There is no file {missing}.");
            return CommandLine.WrongUsage;
        }

        var files = await ImportFolder.FilesOfAsync(named, format, cancellation);
        await using var session = await LedgerSession.OpenAsync(cancellation);
        await ImportScreen.RunAsync(json, async screen =>
        {
            var atOnce = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellation };
            await Parallel.ForEachAsync(files, atOnce, async (file, ct) => Show(
                file, screen, await ImportAsync(file, session, screen, ct)));
        });
        impact?.Show();
        return _exit;
    }

    private async Task<ImportResult> ImportAsync(
        FileInfo file, LedgerSession session, ImportScreen screen, CancellationToken cancellation)
    {
        await using var content = file.OpenRead();
        var import = new ImportFile(
            content, format, file.Name, ownKind, LedgerSession.User, dryRun, screen.ProgressOf(file),
            impact?.Of(file, cancellation));
        return await session.CallAsync(import, cancellation);
    }

    private void Show(FileInfo file, ImportScreen screen, ImportResult result)
    {
        lock (_output)
        {
            if (result is not ImportResult.Done { Report: var report })
            {
                _exit = CommandLine.Refused;
                screen.Say(Console.Error, $"{file}: {Sentence(result)}");
                return;
            }

            _exit = report.Refused + report.Unreadable > 0 ? CommandLine.Refused : _exit;
            if (json)
            {
                screen.Say(Console.Out, impact is null
                    ? JsonSerializer.Serialize(report, LedgerJson.Options)
                    : JsonSerializer.Serialize(impact.BodyOf(report), LedgerJson.Options));
                return;
            }

            foreach (var line in Lines(file, report))
            {
                screen.Say(Console.Out, line);
            }
        }
    }

    private static string Sentence(ImportResult result) => result switch
    {
        ImportResult.NotRead { Why: FileInspection.GzipBroken } => FileInspection.GzipBroken.Detail,
        ImportResult.NotRead { Why: FileInspection.UnpacksTooFar } => FileInspection.UnpacksTooFar.Detail,
        ImportResult.Interrupted { Why: var why } =>
            $"interrupted. {DatabaseFailure.Sentence(why)} The same command goes on where it stopped.",
        _ => "the format cannot be told; say which with --format.",
    };

    private IEnumerable<string> Lines(FileInfo file, ImportReport report)
    {
        yield return
            $"{file.Name}: {report.Rows} rows = {report.Accepted} accepted + {report.Repeated} repeated "
            + $"+ {report.Refused} refused + {report.Unreadable} unreadable; "
            + (dryRun ? "a dry run: nothing was recorded" : $"position {report.Position}");
        foreach (var problem in report.Problems.Take(ProblemsShown))
        {
            yield return $"  line {problem.Line}: {problem.Code}: {problem.Detail}";
        }

        if (report.ProblemsTotal > ProblemsShown)
        {
            yield return $"  … {report.ProblemsTotal} problems in all; --json lists {report.Problems.Count}";
        }
    }
}
