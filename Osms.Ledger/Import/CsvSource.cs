using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace Osms.Ledger.Import;

/// <summary>
/// CSV: payments or transfers under a header that names their fields, in UTF-8 with or without a byte order mark,
/// separated by <c>,</c> or <c>;</c>. With a wrong header every row is unreadable, and the header is the row that says
/// why.
/// </summary>
public static class CsvSource
{
    /// <summary>The rows in the order of the file, as they are read; the stream is left open.</summary>
    public static IAsyncEnumerable<ImportRow> ReadAsync(
        Stream file, ImportOptions options, CancellationToken cancellation) =>
        ReadAsync(file, options, known: null, cancellation);

    /// <summary>Likewise; what the rows are is known, or told by the header.</summary>
    internal static async IAsyncEnumerable<ImportRow> ReadAsync(
        Stream file, ImportOptions options, CsvColumns? known, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var records = new CsvReader(file, options.MaxLineBytes);
        if (!await records.ReadAsync(cancellation))
        {
            yield break;
        }

        var kind = known ?? CsvColumns.Told(records);
        var columns = Header(records, kind, options, out var problem);
        if (problem is not null)
        {
            yield return ImportRow.FellWith(problem, problem.Line, first: true);
        }

        var fields = new CommandFields(CommandFieldNames.Columns);
        while (await records.ReadAsync(cancellation))
        {
            yield return problem is null
                ? Row(records, kind, columns, fields, options)
                : ImportRow.FellWith(problem, records.Line, first: false);
        }
    }

    private static CommandField[] Header(
        CsvReader header, CsvColumns kind, ImportOptions options, out ImportProblem? problem)
    {
        problem = null;
        var detail = Broken(header, options);
        var columns = Array.Empty<CommandField>();
        if (detail is null)
        {
            (columns, var problems) = kind.Read(header);
            detail = problems.Count == 0 ? null : ImportRow.Sentence(problems);
        }

        if (detail is not null)
        {
            var whole = $"No row can be read, since this is not the header of {kind.What}. {detail}";
            problem = new ImportProblem(header.Line, CodeOf(header), whole);
        }

        return columns;
    }

    private static ImportRow Row(
        CsvReader record, CsvColumns kind, CommandField[] columns, CommandFields fields, ImportOptions options)
    {
        if (Broken(record, options) is { } broken)
        {
            return ImportRow.Unreadable(record.Line, broken, CodeOf(record));
        }

        if (record.Count != columns.Length)
        {
            return ImportRow.Unreadable(record.Line, string.Create(
                CultureInfo.InvariantCulture, $"Expected {columns.Length} fields; there are {record.Count}."));
        }

        fields.Reset();
        if (kind.Command is { } command)
        {
            fields.Claim(CommandField.Command, given: true);
            fields.SetText(CommandField.Command, command);
        }

        for (var i = 0; i < columns.Length; i++)
        {
            var value = record.Field(i);
            fields.Claim(columns[i], given: !value.IsEmpty);
            if (columns[i] != CommandField.Amount && !value.IsEmpty)
            {
                fields.SetText(columns[i], value);
            }
            else if (!value.IsEmpty)
            {
                SetAmount(fields, value, record.SeparatorIsSemicolon);
            }
        }

        return ImportRow.Of(record.Line, kind.Finish(fields));
    }

    // With three digits after it, a mark may as well separate thousands: a payment must not shrink to a thousandth.
    private static void SetAmount(CommandFields fields, ReadOnlySpan<byte> value, bool commas)
    {
        var mark = value.IndexOfAny((byte)'.', (byte)(commas ? ',' : '.'));
        var whole = mark < 0 ? value : value[..mark];
        var decimals = mark < 0 ? "0"u8 : value[(mark + 1)..];
        if (!IsDigits(whole is [(byte)'-', .. var rest] ? rest : whole) || !IsDigits(decimals) || decimals.Length > 2)
        {
            var marks = commas ? "a point or a comma" : "a point";
            fields.Problem(
                CommandField.Amount, $"Expected a number of tenge, with at most two decimals after {marks}.");
            return;
        }

        var number = value.ToArray();
        if (mark >= 0)
        {
            number[mark] = (byte)'.';
        }

        fields.SetAmount(number);
    }

    private static bool IsDigits(ReadOnlySpan<byte> text) =>
        !text.IsEmpty && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static string CodeOf(CsvReader record) =>
        record.Fault == CsvFault.TooLong ? ImportCodes.LineTooLong : ImportCodes.Unreadable;

    private static string? Broken(CsvReader record, ImportOptions options) => record.Fault switch
    {
        CsvFault.TooLong => string.Create(
            CultureInfo.InvariantCulture, $"The record is longer than {options.MaxLineBytes} bytes."),
        CsvFault.QuoteMisplaced => "Expected quotes around a whole field, and doubled within it.",
        CsvFault.QuoteOpen => "Expected a closing quote; the file ends without it.",
        _ => Utf8.IsValid(record.Content) ? null : CommandReader.NotUtf8,
    };
}
