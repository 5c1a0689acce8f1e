using System.Security.Cryptography;

namespace Osms.Ledger.Store;

/// <summary>Events of a batch as rows of <c>mt_events</c>, for COPY.</summary>
internal static class EventCopy
{
    internal const string Sql = """
        copy ledger.mt_events (
            seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, user_name)
        from stdin (format binary)
        """;

    private const int Columns = 10;
    private const int IdBytes = 16;

    /// <param name="appends">Each with the version its stream has.</param>
    /// <param name="positions">Of their events, one after another.</param>
    /// <param name="at">When they are recorded, UTC.</param>
    internal static CopyRows Rows(IReadOnlyList<StreamAppend> appends, long[] positions, DateTime at)
    {
        // One draw for all: each of its own is a call of the system.
        var random = RandomNumberGenerator.GetBytes(positions.Length * IdBytes);
        var rows = new CopyRows();
        var next = 0;
        foreach (var append in appends)
        {
            long version = append.ExpectedVersion;
            foreach (var (type, data, origin, _) in append.Events)
            {
                rows.Row(Columns);
                rows.Bigint(positions[next]);
                rows.Uuid(IdOf(at, random.AsSpan(next++ * IdBytes, IdBytes)));
                rows.Text(append.Stream);
                rows.Bigint(++version);
                rows.Json(data);
                rows.Text(type);
                rows.Instant(at);
                rows.Text(origin.CorrelationId);
                rows.Text(Causation.Of(origin));
                rows.Text(origin.By);
            }
        }

        return rows;
    }

    /// <summary>A UUID of version 7 (RFC 9562): the milliseconds first.</summary>
    private static Guid IdOf(DateTime at, Span<byte> random)
    {
        var milliseconds = new DateTimeOffset(at).ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++)
        {
            random[i] = (byte)((milliseconds >> (8 * (5 - i))) & 0xFF);
        }

        random[6] = (byte)(0x70 | (random[6] & 0x0F));
        random[8] = (byte)(0x80 | (random[8] & 0x3F));
        return new Guid(random, bigEndian: true);
    }
}
