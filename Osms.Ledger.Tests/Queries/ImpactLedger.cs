using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Osms.Ledger.Handlers;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;
using Osms.Ledger.Journal;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Journal;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Queries;

/// <summary>Impacts of files and rules, and the same naively: everybody asked one by one.</summary>
internal static class ImpactLedger
{
    internal static byte[] FileOf(params IEnumerable<InsuredCommand> commands) =>
        Encoding.UTF8.GetBytes(string.Concat(commands.Select(c => RandomFile.LineOf(c) + "\n")));

    internal static string IdOf(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file));

    internal static async Task<ImpactAnswer> AskImpactAsync(this OpenLedger ledger, string id, DateOnly? at = null) =>
        await ImpactHandler.Handle(
            new AskImportImpact(id, at), ledger.Get<ImportJournal>(), ledger.Get<ImportImpactQuery>(), ledger.Commands,
            default);

    internal static async Task<ImpactRead> ImpactAsync(this OpenLedger ledger, byte[] file, DateOnly at) =>
        await ReadAsync((await ledger.AskImpactAsync(IdOf(file), at)).ShouldBeOfType<ImpactAnswer.Found>());

    internal static async Task<ImpactRead> RulesImpactAsync(
        this OpenLedger ledger, RuleBook other, DateOnly at) =>
        await ReadAsync((await ImpactHandler.Handle(
            new AskRulesImpact(other, at), ledger.Get<RulesImpactQuery>(), ledger.Commands, default))
            .ShouldBeOfType<ImpactAnswer.Found>());

    /// <summary>What an import would change, before anything is written; with lines instead of positions.</summary>
    internal static async Task<(ImpactRead Impact, ImportReport Report)> TryOutAsync(
        this OpenLedger ledger, byte[] file, DateOnly at, IProgress<ImportProgress>? progress = null)
    {
        ImpactRead? read = null;
        var import = new ImportFile(
            new MemoryStream(file), null, "file.ndjson", OwnKind.Self, "clerk", DryRun: true, progress,
            new ImpactWanted(at, async (day, pages) =>
                read = await ReadAsync(new ImpactAnswer.Found(day, pages))));
        var result = await ImportFileHandler.Handle(import, ledger.Imports, default);
        return (read.ShouldNotBeNull(), result.ShouldBeOfType<ImportResult.Done>().Report);
    }

    /// <summary>Everybody of whom an event came from the file, asked at both positions as an auditor would.</summary>
    internal static async Task<ImpactRead> NaivelyAsync(this OpenLedger ledger, byte[] file, DateOnly at)
    {
        var own = (await ledger.PeopleAsync())
            .Select(p => (p.Key, Positions: p.Value.Stored
                .Where(e => e.Origin is { Line: not null } origin && origin.CorrelationId == IdOf(file)[..16])
                .Select(e => e.Position.Value).ToList()))
            .Where(p => p.Positions.Count > 0)
            .ToList();
        if (own.Count == 0)
        {
            return new ImpactRead([], new ImpactTally().ToSummary(), at);
        }

        var from = new LedgerPosition(own.Min(p => p.Positions[0]) - 1);
        var to = new LedgerPosition(own.Max(p => p.Positions[^1]));
        var people = new List<ChangedAnswer>();
        foreach (var (digits, positions) in own)
        {
            var iin = Iin.Parse(digits);
            var (before, after) = (
                await AnswerAsync(ledger, iin, at, from), await AnswerAsync(ledger, iin, at, to));
            people.Add(new ChangedAnswer(iin, before.Standing, after.Standing, positions));
        }

        return Of(people, at, from, to);
    }

    /// <summary>All of these people, compared by the words of their answers.</summary>
    internal static ImpactRead Of(
        IReadOnlyList<ChangedAnswer> people, DateOnly at, LedgerPosition? from, LedgerPosition? to)
    {
        var changed = people.Where(p => ImpactRead.Words(p.Before) != ImpactRead.Words(p.After))
            .OrderBy(p => p.Iin.Digits, StringComparer.Ordinal).ToList();
        var tally = new ImpactTally();
        tally.Add(new ImpactPage(people.Count, changed, from, to));
        return new ImpactRead(changed, tally.ToSummary(), at);
    }

    private static async Task<CoverageAnswer> AnswerAsync(
        OpenLedger ledger, Iin iin, DateOnly at, LedgerPosition position) =>
        (await ledger.Get<CoverageQuery>().AskAsync(iin, at, new AsOf.Position(position), explain: false, default))
            .ShouldBeOfType<Answered<CoverageAnswer>.Found>().Answer;

    private static async Task<ImpactRead> ReadAsync(ImpactAnswer.Found found)
    {
        var changed = new List<ChangedAnswer>();
        var tally = new ImpactTally();
        await foreach (var page in found.Pages)
        {
            changed.AddRange(page.Changed);
            tally.Add(page);
        }

        return new ImpactRead(changed, tally.ToSummary(), found.At);
    }
}

/// <summary>A list of changed answers that was read to its end.</summary>
internal sealed record ImpactRead(IReadOnlyList<ChangedAnswer> Changed, ImpactSummary Summary, DateOnly At)
{
    /// <summary>Everything, as text.</summary>
    internal string Text => string.Join('\n', [.. Lines(behind: true), Numbers]);

    /// <summary>The same but for what depends on when it was recorded: positions and lines.</summary>
    internal string TextOfAnswers => string.Join('\n', [.. Lines(behind: false), NumbersOfAnswers]);

    private string Numbers => $"{Summary.From} {Summary.To} {NumbersOfAnswers}";

    private string NumbersOfAnswers => string.Create(
        CultureInfo.InvariantCulture,
        $"{Summary.People} {Summary.Changed} {Summary.BecameInsured} {Summary.LostCover} "
        + $"{string.Join(' ', Summary.ByPayer)} {string.Join(' ', Summary.ByRegion)}");

    /// <summary>What an answer says of a day, as it is sent.</summary>
    internal static string Words(Osms.Ledger.Coverage.Standing standing)
    {
        var region = standing.Payer is Payer.None ? "" : standing.Region ?? (standing.Payer is Payer.Local ? "?" : "");
        return $"{standing.IsInsured} {standing.BasisCode} {standing.Payer} {standing.Category} {region}";
    }

    private IEnumerable<string> Lines(bool behind) => Changed.Select(c =>
        $"{c.Iin.Digits} {Words(c.Before)} -> {Words(c.After)} {(behind ? string.Join(',', c.Behind) : "")}");
}
