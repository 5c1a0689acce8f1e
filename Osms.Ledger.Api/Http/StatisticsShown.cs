using System.Globalization;
using System.Text;
using Osms.Ledger.Queries;

namespace Osms.Ledger.Api.Http;

/// <summary>Statistics as JSON and as CSV; the command line writes the same.</summary>
internal static class StatisticsShown
{
    internal static StatisticsBody ToBody(StatisticsAnswer answer) => new(
        answer.On, answer.Position, answer.Rules, answer.People, answer.Participants, answer.Insured,
        answer.NotInsured, answer.StatePays, answer.InsuredPercent, answer.StatePaysPercent,
        Of(answer.ByBasis), Of(answer.ByPayer), Of(answer.ByCategory), Of(answer.ByRegion), Of(answer.ByAgeBand),
        answer.NotInsuredByWelfareLevel?.Select(line => new UninsuredLineBody(line.Value, line.People)).ToList());

    /// <summary>
    /// One line for each value of each list, by the list's name; the first is all people. Of welfare levels nothing is
    /// said of who is insured.
    /// </summary>
    internal static string ToCsv(StatisticsBody body)
    {
        var csv = new StringBuilder("dimension,value,insured,notInsured\n");
        foreach (var (dimension, lines) in Lists(body))
        {
            foreach (var line in lines)
            {
                // Codes and numbers: nothing that would have to be quoted.
                csv.Append(
                    CultureInfo.InvariantCulture, $"{dimension},{line.Value},{line.Insured},{line.NotInsured}\n");
            }
        }

        foreach (var line in body.NotInsuredByWelfareLevel ?? [])
        {
            csv.Append(CultureInfo.InvariantCulture, $"welfareLevel,{line.Value},,{line.NotInsured}\n");
        }

        return csv.ToString();
    }

    /// <summary>In the order of the fields, but for welfare levels.</summary>
    internal static IEnumerable<(string Dimension, IReadOnlyList<StatisticsLineBody> Lines)> Lists(
        StatisticsBody body) =>
    [
        ("all", [new StatisticsLineBody("people", body.Insured, body.NotInsured)]),
        ("basis", body.ByBasis), ("payer", body.ByPayer), ("category", body.ByCategory), ("region", body.ByRegion),
        ("age", body.ByAgeBand),
    ];

    private static List<StatisticsLineBody> Of(IReadOnlyList<StatisticsLine> lines) =>
        [.. lines.Select(line => new StatisticsLineBody(line.Value, line.Insured, line.NotInsured))];
}
