using Osms.Ledger.Insured;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Naive;

/// <summary>Statistics by the second reading of the law: everybody is looked at, and put on every list.</summary>
internal sealed class NaiveStatistics(DateOnly on)
{
    private static readonly string[] Outside = ["not-in-force", "departed", "not-a-participant"];

    private readonly SortedDictionary<string, (long Insured, long NotInsured)> _lines = new(StringComparer.Ordinal);
    private (long People, long Participants, long Insured, long StatePays) _all;

    internal void Add(Iin iin, IReadOnlyList<InsuredEvent> events)
    {
        var standing = new NaiveDetermination(iin, events, RuleBook.Embedded).On(on);
        var insured = standing.Bases.Count > 0;
        _all.People++;
        _all.Participants += insured || !Outside.Contains(standing.Reason) ? 1 : 0;
        _all.Insured += insured ? 1 : 0;
        _all.StatePays +=
            insured && standing.Bases[0] == "category" && standing.Payer is Payer.Republican or Payer.Local ? 1 : 0;
        Count($"basis {(insured ? standing.Bases[0] : standing.Reason)}", insured);
        Count($"payer {standing.Payer.ToString().ToLowerInvariant()}", insured);
        Count($"category {standing.Category ?? "none"}", insured);
        Count($"region {(on.Year < 2020 ? null : standing.Region) ?? "unknown"}", insured);
        Count($"age {AgeOf(iin)}", insured);
        if (!insured && !Outside.Contains(standing.Reason))
        {
            var level = new NaiveRegister(iin, events, NaiveLaw.AsWritten).Level(on);
            Count($"level {level?.ToString() ?? "none"}", insured);
        }
    }

    /// <summary>Totals, and the lines of all lists in order of their text.</summary>
    internal string Text => Written(_all.People, _all.Participants, _all.Insured, _all.StatePays, _lines
        .Select(line => $"{line.Key}: {line.Value.Insured} and {line.Value.NotInsured}"));

    /// <summary>The ledger's answer, written the same way.</summary>
    internal static string TextOf(StatisticsAnswer answer) => Written(
        answer.People, answer.Participants, answer.Insured, answer.StatePays,
        ((IEnumerable<string>)
        [
            .. Lines("basis", answer.ByBasis), .. Lines("payer", answer.ByPayer),
            .. Lines("category", answer.ByCategory), .. Lines("region", answer.ByRegion),
            .. Lines("age", answer.ByAgeBand),
            .. answer.NotInsuredByWelfareLevel!.Select(line => $"level {line.Value}: 0 and {line.People}"),
        ]).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Lines(string by, IReadOnlyList<StatisticsLine> lines) =>
        lines.Select(line => $"{by} {line.Value}: {line.Insured} and {line.NotInsured}");

    private static string Written(
        long people, long participants, long insured, long statePays, IEnumerable<string> lines) => string.Join(
        '\n', lines.Prepend($"{people} people, {participants} take part, {insured} insured, {statePays} by the state"));

    private void Count(string line, bool insured)
    {
        var (yes, no) = _lines.GetValueOrDefault(line);
        _lines[line] = insured ? (yes + 1, no) : (yes, no + 1);
    }

    // Birthday after birthday.
    private string AgeOf(Iin iin)
    {
        if (iin.BirthDate is not { } born)
        {
            return "unknown";
        }

        if (on < born)
        {
            return "not-born";
        }

        var age = 0;
        while (born.Year + age < on.Year && BirthdayIn(born, born.Year + age + 1) <= on)
        {
            age++;
        }

        return age switch
        {
            <= 5 => "0-5",
            <= 17 => "6-17",
            <= 29 => "18-29",
            <= 44 => "30-44",
            <= 62 => "45-62",
            _ => "63+",
        };
    }

    private static DateOnly BirthdayIn(DateOnly born, int year) =>
        born is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(year)
            ? new DateOnly(year, 3, 1)
            : new DateOnly(year, born.Month, born.Day);
}
