using System.CommandLine;
using System.Text.Json;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Osms.Ledger.Import;
using Osms.Ledger.Values;
using Spectre.Console;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>import FILE…</c>: bank lists and registers; the same file again changes nothing.</summary>
internal static class ImportVerb
{
    private const int ProblemsShown = 20;

    internal static Command Create()
    {
        var files = new Argument<FileInfo[]>("FILE")
        {
            Description = "MT102 lists or CSV of payments, or NDJSON with one command a line; also with gzip.",
            Arity = ArgumentArity.OneOrMore,
        };
        var format = new Option<string?>("--format")
        {
            Description = "Of all files; else it is told by the content, or by the name.",
        };
        format.AcceptOnlyFromAmong([.. ImportFormats.Codes]);
        var ownKind = new Option<string>("--own-kind")
        {
            Description = "In MT102 lists: what people who pay for themselves are.",
            DefaultValueFactory = _ => Code<OwnKind>.Of(OwnKind.Self),
        };
        ownKind.AcceptOnlyFromAmong([.. Code<OwnKind>.All]);
        var json = new Option<bool>("--json") { Description = "One report a line, as JSON." };
        var verb = new Command("import", "Record every payment and fact of the files, and report on every line.")
        {
            files, format, ownKind, json,
        };
        verb.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(files)!,
            ImportFormats.OfCode(parsed.GetValue(format)),
            Code<OwnKind>.Parse(parsed.GetValue(ownKind)!),
            parsed.GetValue(json),
            cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(
        FileInfo[] files, ImportFormat? format, OwnKind ownKind, bool json, CancellationToken cancellation)
    {
        if (files.FirstOrDefault(f => !f.Exists) is { } missing)
        {
            await Console.Error.WriteLineAsync($"There is no file {missing}.");
            return CommandLine.WrongUsage;
        }

        await using var session = await LedgerSession.OpenAsync(cancellation);
        var exit = CommandLine.Done;
        foreach (var file in files)
        {
            await using var content = file.OpenRead();
            var import = new ImportFile(content, format, file.Name, ownKind, LedgerSession.User);
            var result = await RunAsync(import, session, json, cancellation);
            if (result is not ImportResult.Done { Report: var report })
            {
                var why = result switch
                {
                    ImportResult.NotRead { Why: FileInspection.GzipBroken } => FileInspection.GzipBroken.Detail,
                    ImportResult.NotRead { Why: FileInspection.UnpacksTooFar } => FileInspection.UnpacksTooFar.Detail,
                    ImportResult.NotRead => "the format cannot be told; say which with --format.",
                    _ => "interrupted.",
                };
                await Console.Error.WriteLineAsync($"{file}: {why}");
                exit = CommandLine.Refused;
                continue;
            }

            Show(file, report, json);
            exit = report.Refused + report.Unreadable > 0 ? CommandLine.Refused : exit;
        }

        return exit;
    }

    private static async Task<ImportResult> RunAsync(
        ImportFile import, LedgerSession session, bool json, CancellationToken cancellation)
    {
        var imports = session.Get<FileImports>();
        if (json || Console.IsErrorRedirected)
        {
            return await ImportFileHandler.Handle(import, imports, cancellation);
        }

        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await terminal.Status().StartAsync($"{import.Name}: reading", status =>
        {
            var progress = new Progress<ImportProgress>(p => status.Status($"{import.Name}: {p.Rows:N0} rows"));
            return ImportFileHandler.Handle(import with { Progress = progress }, imports, cancellation);
        });
    }

    private static void Show(FileInfo file, ImportReport report, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, LedgerJson.Options));
            return;
        }

        Console.WriteLine(
            $"{file.Name}: {report.Rows} rows = {report.Accepted} accepted + {report.Repeated} repeated "
            + $"+ {report.Refused} refused + {report.Unreadable} unreadable; position {report.Position}");
        foreach (var problem in report.Problems.Take(ProblemsShown))
        {
            Console.WriteLine($"  line {problem.Line}: {problem.Code}: {problem.Detail}");
        }

        if (report.ProblemsTotal > ProblemsShown)
        {
            Console.WriteLine($"  … {report.ProblemsTotal} problems in all; --json lists {report.Problems.Count}");
        }
    }
}
