using System.Text;

namespace Osms.Ledger.Import;

/// <summary>The header of a CSV: every field of what its rows are once, in any order.</summary>
/// <param name="What">The rows are, in the plural.</param>
/// <param name="Required">Columns that must be there.</param>
/// <param name="Optional">Columns that may be.</param>
/// <param name="Command">Each row is this command, as UTF-8; null for what is no command.</param>
/// <param name="Finish">What the fields of a row come to.</param>
internal sealed record CsvColumns(
    string What, CommandField Required, CommandField Optional, byte[]? Command, Func<CommandFields, ReadResult> Finish)
{
    private const string PaymentCommand = "record-payment";

    internal static readonly CsvColumns Payments = new(
        "payments", CommandField.Iin | CommandShape.Find(PaymentCommand)!.Required, CommandField.None,
        Encoding.UTF8.GetBytes(PaymentCommand), CommandReader.Finish);

    internal static readonly CsvColumns Transfers = new(
        "transfers", TransferReader.Required, TransferReader.Optional, Command: null, TransferReader.Finish);

    private static readonly (CommandField Field, byte[] Name)[] Names =
    [
        .. CommandFieldNames.Each(Payments.All | Transfers.All).Select(field => (field, NameOf(field))),
    ];

    private CommandField All => Required | Optional;

    /// <summary>What a file that begins so has the header of, right or wrong; null when it has none of ours.</summary>
    internal static CsvColumns? Begin(ReadOnlySpan<byte> start)
    {
        var end = start.IndexOfAny("\r\n"u8);
        var line = end < 0 ? start : start[..end];
        if (line.IndexOfAny(",;"u8) is var first && (first < 0 || Column(Unquoted(line[..first])) == CommandField.None))
        {
            return null;
        }

        var columns = CommandField.None;
        foreach (var range in line.SplitAny(",;"u8))
        {
            columns |= Column(Unquoted(line[range]));
        }

        return Told(columns);
    }

    /// <summary>What the rows under a header are: transfers when it has a column that only they have.</summary>
    internal static CsvColumns Told(CsvReader header)
    {
        var columns = CommandField.None;
        for (var i = 0; i < header.Count; i++)
        {
            columns |= Column(header.Field(i));
        }

        return Told(columns);
    }

    /// <summary>The columns in their order, and all that is wrong with them.</summary>
    internal (CommandField[] Columns, IReadOnlyList<FieldProblem> Problems) Read(CsvReader header)
    {
        var fields = new CommandFields(CommandFieldNames.Columns);
        var columns = new CommandField[header.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = Column(header.Field(i)) & All;
            if (columns[i] == CommandField.None)
            {
                fields.Problem(
                    TextRule.Harmless(Encoding.UTF8.GetString(header.Field(i))), $"This is not a column of {What}.");
            }
            else
            {
                fields.Claim(columns[i], given: true);
            }
        }

        foreach (var field in CommandFieldNames.Each(Required & ~fields.Given))
        {
            fields.Problem(field, "This column is missing.");
        }

        return (columns, fields.Problems);
    }

    private static CsvColumns Told(CommandField columns) =>
        (columns & Transfers.All & ~Payments.All) != CommandField.None ? Transfers : Payments;

    private static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> name) =>
        name is [(byte)'"', .. var inside, (byte)'"'] ? inside : name;

    private static CommandField Column(ReadOnlySpan<byte> name)
    {
        foreach (var (field, known) in Names)
        {
            if (name.SequenceEqual(known))
            {
                return field;
            }
        }

        return CommandField.None;
    }

    private static byte[] NameOf(CommandField field) =>
        Encoding.UTF8.GetBytes(CommandFieldNames.Columns[CommandFieldNames.IndexOf(field)]);
}
