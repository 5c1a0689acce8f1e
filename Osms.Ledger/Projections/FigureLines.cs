using System.Globalization;
using Npgsql;
using Osms.Ledger.Values;

namespace Osms.Ledger.Projections;

/// <summary>Changes of figures, each all of it but the rule data in one line: for comparing them.</summary>
internal static class FigureLines
{
    private const string Payer = "concat_ws(' ', 'payer', position, was, now, first, until, cause)";

    /// <summary>Columns iin, rules, line, of everybody.</summary>
    internal const string OfAll = $"""
        select iin, rules, {Payer} as line from ledger.payer_change
        union all
        select c.iin, l.rules, concat_ws(
            ' ', 'paid', (l.stretch::bigint << 18) + c.place, c.payer, c.amount, c.month, c.marks)
        from ledger.contribution_lot l
        cross join lateral unnest(l.places, l.iins, l.payers, l.amounts, l.months, l.marks)
            as c (place, iin, payer, amount, month, marks)
        """;

    /// <summary>The same of the people in $1, for few: the other columns of a payment are only read there.</summary>
    /// <param name="suffix">Of the tables' names.</param>
    internal static string OfSome(string suffix) => $"""
        select iin, rules, {Payer} as line
        from unnest($1) as asked (iin) join ledger.payer_change{suffix} using (iin)
        union all
        select iin, l.rules, concat_ws(
            ' ', 'paid', (l.stretch::bigint << 18) + l.places[c.n], l.payers[c.n], l.amounts[c.n], l.months[c.n],
            l.marks[c.n])
        from ledger.contribution_lot{suffix} l cross join lateral unnest(l.iins) with ordinality as c (iin, n)
        join unnest($1) as asked (iin) using (iin)
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
        await using var command = database.CreateCommand(OfSome(NextTables.Suffix));
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
