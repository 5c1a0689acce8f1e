using Npgsql;
using NpgsqlTypes;
using Osms.Ledger.Import;
using Osms.Ledger.Values;

namespace Osms.Ledger.Journal;

/// <summary>How a row of <c>ledger.import</c> is read and written.</summary>
internal static class ImportRows
{
    internal const string Columns = """
         id, bytes, name, format, own_kind, imported_by, program, state, attempt, started_at, updated_at, finished_at,
        bytes_read, accepted, repeated, refused, unreadable, position, problems_total
        """;

    /// <summary>How many columns these are.</summary>
    internal const int Count = 19;

    internal static ImportEntry Read(NpgsqlDataReader row) => new(
        new ImportSubject(
            row.GetString(0),
            row.GetInt64(1),
            TextAt(row, 2),
            ImportFormats.OfCode(row.GetString(3)) ?? throw new FormatException("The journal has an unknown format."),
            TextAt(row, 4) is { } kind ? Code<OwnKind>.Parse(kind) : null,
            TextAt(row, 5),
            row.GetString(6)),
        Code<ImportState>.Parse(row.GetString(7)),
        row.GetInt64(8),
        row.GetFieldValue<DateTimeOffset>(9),
        row.GetFieldValue<DateTimeOffset>(10),
        row.IsDBNull(11) ? null : row.GetFieldValue<DateTimeOffset>(11),
        row.GetInt64(12),
        new ImportCounts(
            row.GetInt64(13), row.GetInt64(14), row.GetInt64(15), row.GetInt64(16),
            new LedgerPosition(row.GetInt64(17)), row.GetInt64(18)));

    /// <summary>Which file, and all that its rows depend on: $1 to $4.</summary>
    internal static NpgsqlParameter[] Reading(ImportSubject subject) =>
    [
        Text(subject.Id), Text(ImportFormats.CodeOf(subject.Format)),
        Text(subject.OwnKind is { } kind ? Code<OwnKind>.Of(kind) : null), Text(subject.Program),
    ];

    internal static NpgsqlParameter Text(string? value) =>
        new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar };

    private static string? TextAt(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}
