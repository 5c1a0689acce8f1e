using System.Data;
using Npgsql;
using Osms.Ledger.Coverage;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Projections;

/// <summary>How many people of an age stand alike on a day.</summary>
internal readonly record struct StandingCount(Standing Standing, string AgeBand, long People);

/// <summary>Everybody, in numbers.</summary>
/// <param name="Counts">Of those whose rows are right.</param>
/// <param name="Levels">Likewise, of those among them whom nothing insures; null when nobody asked.</param>
/// <param name="Others">All others.</param>
internal sealed record CoverageCount(
    IReadOnlyList<StandingCount> Counts, UninsuredCount? Levels, IReadOnlyList<string> Others);

/// <summary>
/// <c>ledger.coverage</c> counted in one pass, and who is not counted because no row says what is known of them.
/// </summary>
public sealed class CoverageCounts(NpgsqlDataSource database, CoverageTable table, RuleBook rules)
{
    private const int RightBit = 1;
    private const int CutsAt = 1;
    private const int CenturyAt = 5;
    private const int StandingAt = 9;
    private const int FourBits = 0xF;
    private const long OfStreams = -1;

    // As long as it is held, nobody puts another table in the place of this one.
    private const string Hold = "lock table ledger.coverage in access share mode";

    private const string Rows = "ledger.coverage c";

    // Neither a row without its stream nor one that was left behind.
    private const string RowsOfStreams = $"""
        ledger.coverage c join ledger.mt_streams s on s.id = c.iin and s.version = c.version and {StreamsOf.People}
        """;

    // Grouped by one number: standing, seventh digit, cuts below the IIN, and whether the row is right. The number of
    // rows and a digest of who is at which version show without a join that streams and rows are the same people's.
    // Both tables are one set with columns of the same types: only so does the server count parts of it at once.
    private const string Count = """
        select who, count(*), coalesce(bit_xor(digest), 0) from (
            select (coalesce(ledger.standing_on(c.runs, date '2000-01-01' + $1), 0)::bigint << 9)
                    | ((ascii(substr(c.iin, 7, 1)) & 15) << 5)
                    | (width_bucket(c.iin::text collate "C", $2) << 1)
                    | coalesce(c.rules = $3 and c.position <= $4, false)::integer as who,
                hashtextextended(c.iin, c.version) as digest
        """;

    private const string AndStreams = $"""
            union all
            select -1::bigint, hashtextextended(id, version)
            from ledger.mt_streams where version > 0 and {StreamsOf.People}) as rows_and_streams
        group by who
        """;

    private const string Wrong = """
        select iin from ledger.coverage where not coalesce(rules = $1 and position <= $2, false)
        """;

    private const string WrongOrMissing = $"""
        select s.id from ledger.mt_streams s
        left join ledger.coverage c
            on c.iin = s.id and c.version = s.version and c.rules = $1 and c.position <= $2
        where s.version > 0 and {StreamsOf.People} and c.iin is null
        """;

    /// <summary>In one snapshot.</summary>
    /// <param name="on">The day.</param>
    /// <param name="position">Settled; rows of later events do not count.</param>
    /// <param name="withLevels">Whether to look for welfare levels too.</param>
    /// <param name="mostOthers">How many others there may be.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The counts, the levels of whom nothing insures, and the streams of all others.</returns>
    /// <exception cref="FiguresNotReadyException">There are more of them.</exception>
    internal async Task<CoverageCount> ReadAsync(
        DateOnly on, LedgerPosition position, bool withLevels, int mostOthers, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(
            IsolationLevel.RepeatableRead, cancellation);
        await using (var hold = new NpgsqlCommand(Hold, connection))
        {
            await hold.ExecuteNonQueryAsync(cancellation);
        }

        var bands = new AgeBands(on);
        var pass = await PassAsync(connection, Rows, on, position, bands, cancellation);
        var from = pass.AreSamePeople ? Rows : RowsOfStreams;
        List<string> others = pass is { AreSamePeople: true, Wrong: 0 }
            ? []
            : await OthersAsync(
                connection, pass.AreSamePeople ? Wrong : WrongOrMissing, position, mostOthers, cancellation);
        if (!pass.AreSamePeople)
        {
            pass = await PassAsync(connection, from, on, position, bands, cancellation);
        }

        var levels = withLevels
            ? await UninsuredLevels.ReadAsync(
                connection, from, on, table.RulesTag, position, mostOthers, cancellation)
            : null;
        return new CoverageCount(pass.Counts, levels, others);
    }

    private async Task<Pass> PassAsync(
        NpgsqlConnection connection, string from, DateOnly on, LedgerPosition position, AgeBands bands,
        CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"{Count} from {from} {AndStreams}", connection);
        // As a number: the driver takes the first and the last of all days for no days.
        command.Parameters.Add(new NpgsqlParameter { Value = CoverageRows.NumberOf(on) });
        command.Parameters.Add(new NpgsqlParameter { Value = bands.Cuts.ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = table.RulesTag });
        command.Parameters.Add(new NpgsqlParameter { Value = position.Value });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var counts = new List<StandingCount>();
        var (people, wrong, digest) = (0L, 0L, 0L);
        while (await rows.ReadAsync(cancellation))
        {
            var (group, count) = (rows.GetInt64(0), rows.GetInt64(1));
            digest ^= rows.GetInt64(2);
            if (group == OfStreams)
            {
                people -= count;
                continue;
            }

            people += count;
            if ((group & RightBit) == 0)
            {
                wrong += count;
                continue;
            }

            counts.Add(new StandingCount(
                StandingOf((int)(group >> StandingAt)),
                bands.Of((int)((group >> CenturyAt) & FourBits), (int)((group >> CutsAt) & FourBits)),
                count));
        }

        return new Pass(counts, wrong, AreSamePeople: people == 0 && digest == 0);
    }

    // No code is 0: what holds on a day has a basis or a reason against, but before OSMS there is no run.
    private Standing StandingOf(int code) => code == 0 ? Timeline.BeforeOsms : StandingCode.Unpack(code, rules);

    private async Task<List<string>> OthersAsync(
        NpgsqlConnection connection, string which, LedgerPosition position, int most, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(which, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = table.RulesTag });
        command.Parameters.Add(new NpgsqlParameter { Value = position.Value });

        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var others = new List<string>();
        while (await rows.ReadAsync(cancellation))
        {
            if (others.Count == most)
            {
                throw new FiguresNotReadyException();
            }

            others.Add(rows.GetString(0));
        }

        return others;
    }

    private sealed record Pass(IReadOnlyList<StandingCount> Counts, long Wrong, bool AreSamePeople);
}
