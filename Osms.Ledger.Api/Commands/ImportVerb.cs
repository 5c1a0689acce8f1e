using System.CommandLine;
using Osms.Ledger.Import;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>import FILE|FOLDER…</c>: bank lists and registers; the same file again changes nothing.</summary>
internal static class ImportVerb
{
    private const int MostAtOnce = 64;

    internal static Command Create()
    {
        var files = new Argument<FileSystemInfo[]>("FILE")
        {
            Description = "MT102 lists or CSV of payments, CSV of budget transfers, NDJSON with one command a line, or "
                + "exported events; also with gzip. A folder means its files, in the order of their names.",
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
        var parallel = new Option<int>("--parallel")
        {
            Description = "Files at once, when their order does not matter.",
            DefaultValueFactory = _ => 1,
        };
        parallel.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.GetValueOrDefault<int>() is < 1 or > MostAtOnce)
            {
                result.AddError($"--parallel is a number from 1 to {MostAtOnce}.");
            }
        });
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Only say what each report would be; nothing is recorded.",
        };
        var impact = new Option<bool>("--impact")
        {
            Description = "With --dry-run: also whose answer for a day each file would change.",
        };
        var at = QuestionOptions.At();
        var json = new Option<bool>("--json")
        {
            Description = "One report a line, as JSON; with --impact people before it, and the report in the sums.",
        };
        var verb = new Command("import", "Record every payment and fact of the files, and report on every line.")
        {
            files, format, ownKind, parallel, dryRun, impact, at, json,
        };
        verb.Validators.Add(parsed =>
        {
            if (parsed.GetValue(impact) && (!parsed.GetValue(dryRun) || parsed.GetValue(parallel) > 1))
            {
                parsed.AddError("--impact goes with --dry-run, one file after another. Of an import: the verb impact.");
            }

            if (parsed.GetValue(at) is not null && !parsed.GetValue(impact))
            {
                parsed.AddError("--at is the day of --impact.");
            }
        });
        verb.SetAction((parsed, cancellation) => new ImportRun(
            ImportFormats.OfCode(parsed.GetValue(format)),
            Code<OwnKind>.Parse(parsed.GetValue(ownKind)!),
            parsed.GetValue(parallel),
            parsed.GetValue(dryRun),
            parsed.GetValue(impact) ? new ImpactOfFiles(parsed.GetValue(at), parsed.GetValue(json)) : null,
            parsed.GetValue(json)).RunAsync(parsed.GetValue(files)!, cancellation));
        return verb;
    }
}
