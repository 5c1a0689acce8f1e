using System.Globalization;
using Npgsql;
using Osms.Ledger.Values;

namespace Osms.Ledger.Projections;

/// <summary>Changes of figures, each all of it but the rule data in one line: for comparing them.</summary>
internal static class FigureLines
{
    /// <summary>Columns iin, rules, line.</summary>
    /// <param name="suffix">Of the tables' names.</param>
    /// <param name="where">A condition, or nothing.</param>
    internal static string Select(string suffix, string where) => $"""
        select iin, rules, concat_ws(' ', 'payer', position, was, now, first, until, cause) as line
        from ledger.payer_change{suffix} {where}
        union all
        select c.iin, l.rules, concat_ws(
            ' ', 'paid', (l.stretch::bigint << 18) + c.place, c.payer, c.amount, c.month, c.marks)
        from ledger.contribution_lot{suffix} l
        cross join lateral unnest(l.places, l.iins, l.payers, l.amounts, l.months, l.marks)
            as c (place, iin, payer, amount, month, marks) {where}
        """;

    /// <summary>What a person's events make, in order.</summary>
    internal static List<string> Of(NewFigures of) =>
    [
        .. of.Figures.Payers.Select(p => string.Create(
            CultureInfo.InvariantCulture,
            $"payer {of.PositionOf(p.Version)} {p.Was} {p.Now} {p.First} {p.Until} {(int)p.Cause}"))
        .Concat(of.Figures.Contributions.Select(c => string.Create(
            CultureInfo.InvariantCulture,
            $"paid {of.PositionOf(c.Version)} {c.Payer} {c.Amount} {c.Month} {ContributionLots.MarksOf(c)}")))
        .Order(StringComparer.Ordinal),
    ];

    /// <summary>Of some people in the tables of a rebuild, by IIN and in order.</summary>
    internal static async Task<ILookup<string, string>> NextAsync(
        NpgsqlDataSource database, IEnumerable<Iin> people, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Select(NextTables.Suffix, "where iin = any ($1)"));
        command.CommandTimeout = 0;
        command.Parameters.Add(new NpgsqlParameter { Value = people.Select(iin => iin.Number).ToArray() });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var lines = new List<(string Iin, string Line)>();
        while (await rows.ReadAsync(cancellation))
        {
            lines.Add((StreamOf(rows.GetInt64(0)), rows.GetString(2)));
        }

        return lines.OrderBy(l => l.Line, StringComparer.Ordinal).ToLookup(l => l.Iin, l => l.Line);
    }

    internal static string StreamOf(long iin) => iin.ToString("D12", CultureInfo.InvariantCulture);
}
