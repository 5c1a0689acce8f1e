using Npgsql;
using NpgsqlTypes;
using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Projections;

/// <summary>Participants whom nothing insures on a day, by the welfare level in force then.</summary>
/// <param name="People">By level, the last without any.</param>
/// <param name="Others">Those whose facts are not at hand in this format: their events say which level.</param>
internal sealed record UninsuredCount(long[] People, IReadOnlyList<string> Others);

/// <summary>
/// Counts them: <c>ledger.coverage</c> says who they are, and only their facts are read for the level.
/// </summary>
internal static class UninsuredLevels
{
    /// <summary>In the place of a level for whom none is recorded.</summary>
    internal static readonly int None = Code<WelfareLevel>.All.Count;

    private static readonly string IsUninsured = string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"""
        c.rules = $2 and c.position <= $3
            and ledger.standing_on(c.runs, date '2000-01-01' + $1) >> 5 & 7
                in ({(int)NotInsured.Owed}, {(int)NotInsured.NothingPaid})
        """);

    /// <param name="connection">In the transaction in which they are counted.</param>
    /// <param name="rows">Of coverage, as <c>c</c>.</param>
    /// <param name="on">The day.</param>
    /// <param name="rulesTag">Of rows that are right.</param>
    /// <param name="position">Rows of later events do not count.</param>
    /// <param name="mostOthers">How many others there may be.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="FiguresNotReadyException">There are more of them.</exception>
    internal static async Task<UninsuredCount> ReadAsync(
        NpgsqlConnection connection, string rows, DateOnly on, int rulesTag, LedgerPosition position, int mostOthers,
        CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select c.iin, i.facts from {rows}
            left join ledger.insured_state i on i.iin = c.iin and i.version = c.version where {IsUninsured}
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter { Value = CoverageRows.NumberOf(on) });
        command.Parameters.Add(new NpgsqlParameter { Value = rulesTag });
        command.Parameters.Add(new NpgsqlParameter { Value = position.Value });
        await using var found = await command.ExecuteReaderAsync(cancellation);
        var people = new long[None + 1];
        var others = new List<string>();
        while (await found.ReadAsync(cancellation))
        {
            if (!found.IsDBNull(1) && InsuredStateCodec.Decode(found.GetFieldValue<byte[]>(1)) is { } state)
            {
                people[PlaceOf(state, on)]++;
            }
            else if (others.Count == mostOthers)
            {
                throw new FiguresNotReadyException();
            }
            else
            {
                others.Add(found.GetString(0));
            }
        }

        return new UninsuredCount(people, others);
    }

    /// <summary>Where somebody is counted: by level, the last without any.</summary>
    internal static int PlaceOf(InsuredState state, DateOnly on) =>
        new SinceList<WelfareLevel>(state.WelfareLevels).On(on) is { Value: var level } ? (int)level : None;
}
