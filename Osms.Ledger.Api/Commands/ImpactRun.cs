using System.IO.Pipelines;
using System.Security.Cryptography;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Osms.Ledger.Journal;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Api.Commands;

/// <summary>One run of the verb <c>impact</c>.</summary>
/// <param name="At">The day; today when null.</param>
/// <param name="AsLines">Every person, else numbers and the first people.</param>
/// <param name="AsCsv">The lines are CSV, else NDJSON.</param>
/// <param name="Output">Where the lines go; standard output when null.</param>
internal sealed record ImpactRun(DateOnly? At, bool AsLines, bool AsCsv, FileInfo? Output)
{
    internal async Task<int> RunAsync(string? import, FileInfo? rules, CancellationToken cancellation)
    {
        var isId = import is not null && ImportId.IsOne(import);
        if ((rules?.FullName ?? (isId ? null : import)) is { } file && !File.Exists(file))
        {
            await Console.Error.WriteLineAsync($"There is no file {file}.");
            return CommandLine.WrongUsage;
        }

        // What is wrong with a file is told before a database is looked for.
        var other = rules is null
            ? null
            : RuleBook.Parse(await File.ReadAllBytesAsync(rules.FullName, cancellation));
        var id = other is not null ? string.Empty : isId ? import! : await IdOfAsync(import!, cancellation);
        await using var session = await LedgerSession.OpenAsync(cancellation);
        var asked = other is null ? OfImport(id, session, cancellation) : OfRules(other, session, cancellation);

        // Bars would tear lines apart that go to the same terminal.
        var read = AsLines && Output is null
            ? await ReadAsync(asked, null, cancellation)
            : await StepsShown.RunAsync<ImpactProgress, ImpactShown?>(
                progress => ("people", progress.Done, progress.Total),
                progress => ReadAsync(asked, progress, cancellation));
        if (read is null)
        {
            return CommandLine.Refused;
        }

        if (!AsLines || Output is not null)
        {
            read.Show(asked.Name, asked.Value);
        }

        return CommandLine.Done;
    }

    /// <summary>Null when there is no answer; then the sentence has been written.</summary>
    private async Task<ImpactShown?> ReadAsync(
        Asked asked, IProgress<ImpactProgress>? progress, CancellationToken cancellation)
    {
        var answer = await asked.Ask(progress);
        if (answer is not ImpactAnswer.Found found)
        {
            await Console.Error.WriteLineAsync(Sentence(answer));
            return null;
        }

        if (!AsLines)
        {
            return await ImpactShown.OfAsync(found.Pages, found.At, cancellation);
        }

        await using var file = new ExportFile(Output, gzip: false);
        var lines = PipeWriter.Create(file.Content, new StreamPipeWriterOptions(leaveOpen: true));
        var summary = await ImpactLines.WriteAsync(
            found.Pages, found.At, asked.By, AsCsv, lines, cancellation);
        if (!AsCsv)
        {
            await ImpactLines.WriteAsync(
                ImpactLines.ToBody(summary, found.At, asked.Id, asked.Rules), lines, cancellation);
        }

        await lines.CompleteAsync();
        await file.CompleteAsync(cancellation);
        return new ImpactShown(summary, found.At);
    }

    private Asked OfImport(string id, LedgerSession session, CancellationToken cancellation) => new(
        progress => session.CallAsync(new AskImportImpact(id, At, progress), cancellation),
        ImpactBy.Positions, "import", id, id, Rules: null);

    private Asked OfRules(RuleBook other, LedgerSession session, CancellationToken cancellation)
    {
        var digests = new RulesImpactBody(session.Get<RuleBook>().Digest, other.Digest);
        return new Asked(
            progress => session.CallAsync(new AskRulesImpact(other, At, progress), cancellation),
            ImpactBy.Nothing, "rules", $"{digests.Before} before, {digests.After} after", Id: null, digests);
    }

    private static async Task<string> IdOfAsync(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
    }

    private static string Sentence(ImpactAnswer answer) => answer switch
    {
        ImpactAnswer.Unsettled { Why: var why } => QuestionOptions.Sentence(why),
        ImpactAnswer.NotDone { State: ImportState.Interrupted } =>
            "import-not-done: the import was interrupted; import the file again, and it goes on where it stopped.",
        ImpactAnswer.NotDone => "import-not-done: the import has not come to its end.",
        ImpactAnswer.NotTraced => "import-not-traced: exported events keep what they belonged to when they were first "
            + "recorded: none of them is this import's.",
        _ => "import-unknown: no such file was imported. What it would change: import --dry-run --impact.",
    };

    /// <summary>What is asked, and what the answers are changed by.</summary>
    private sealed record Asked(
        Func<IProgress<ImpactProgress>?, Task<ImpactAnswer>> Ask, ImpactBy By, string Name, string Value, string? Id,
        RulesImpactBody? Rules);
}
