namespace Osms.Ledger.Import;

/// <summary>The kinds of file that can be imported.</summary>
public enum ImportFormat
{
    /// <summary>One command a line.</summary>
    Ndjson,

    /// <summary>Payments, one a record, under a header; or transfers, told by it.</summary>
    Csv,

    /// <summary>Lists of payments from a bank.</summary>
    Mt102,

    /// <summary>Exported events, one a line.</summary>
    Events,

    /// <summary>Transfers of budgets, one a record, under a header.</summary>
    Transfers,
}

/// <summary>Tells formats apart by a file's name or first bytes.</summary>
public static class ImportFormats
{
    /// <summary>The codes of <c>?format=</c> and <c>--format</c>.</summary>
    public static IReadOnlyList<string> Codes { get; } = ["ndjson", "csv", "mt102", "events", "transfers"];

    /// <summary>By the code of <c>?format=</c>; null when there is none like it.</summary>
    public static ImportFormat? OfCode(string? code) => code switch
    {
        "ndjson" => ImportFormat.Ndjson,
        "csv" => ImportFormat.Csv,
        "mt102" => ImportFormat.Mt102,
        "events" => ImportFormat.Events,
        "transfers" => ImportFormat.Transfers,
        _ => null,
    };

    public static string CodeOf(ImportFormat format) => Codes[(int)format];

    /// <summary>By extension, that of gzip aside; null when it tells nothing.</summary>
    public static ImportFormat? OfFileName(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".gz" => OfFileName(Path.GetFileNameWithoutExtension(name)),
        ".csv" => ImportFormat.Csv,
        ".ndjson" or ".jsonl" => ImportFormat.Ndjson,
        ".mt102" or ".mt" or ".txt" => ImportFormat.Mt102,
        _ => null,
    };

    /// <summary>
    /// By the first bytes that are not blank: <c>{1:</c> begins an MT102 list, <c>{"</c> a JSON object, an event when
    /// it has a position and a type, the name of a field of a payment or transfer a header. Null when they are none of
    /// these, or too few to tell.
    /// </summary>
    public static ImportFormat? OfContent(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("\uFEFF"u8))
        {
            start = start[3..];
        }

        start = start.TrimStart(" \t\r\n"u8);
        if (start.Length < 2 || start[0] != '{')
        {
            return CsvColumns.Begin(start) is { } columns
                ? columns == CsvColumns.Transfers ? ImportFormat.Transfers : ImportFormat.Csv
                : null;
        }

        if (char.IsAsciiDigit((char)start[1]))
        {
            return start.Length > 2 && start[2] == ':' ? ImportFormat.Mt102 : null;
        }

        var inside = start[1..].TrimStart(" \t\r\n"u8);
        if (inside.Length == 0 || inside[0] is not ((byte)'"' or (byte)'}'))
        {
            return null;
        }

        return EventEnvelope.Begins(start) ? ImportFormat.Events : ImportFormat.Ndjson;
    }
}
