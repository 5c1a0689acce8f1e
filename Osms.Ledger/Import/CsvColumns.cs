using System.Text;

namespace Osms.Ledger.Import;

/// <summary>The header of a CSV: every field of a payment once, in any order.</summary>
internal static class CsvColumns
{
    private const string PaymentCommand = "record-payment";

    /// <summary>The command that every row of payments is, as UTF-8.</summary>
    internal static readonly byte[] Command = Encoding.UTF8.GetBytes(PaymentCommand);

    private static readonly CommandField Payment = CommandField.Iin | CommandShape.Find(PaymentCommand)!.Required;

    private static readonly (CommandField Field, byte[] Name)[] Names =
        [.. CommandFieldNames.Each(Payment).Select(field => (field, NameOf(field)))];

    /// <summary>Whether a file that begins so has the header of payments, right or wrong.</summary>
    internal static bool Begin(ReadOnlySpan<byte> start)
    {
        var end = start.IndexOfAny(",;\r\n"u8);
        return end >= 0
            && start[end] is (byte)',' or (byte)';'
            && Column(start[..end] is [(byte)'"', .. var inside, (byte)'"'] ? inside : start[..end])
                != CommandField.None;
    }

    /// <summary>The columns in their order, and all that is wrong with them.</summary>
    internal static (CommandField[] Columns, IReadOnlyList<FieldProblem> Problems) Read(CsvReader header)
    {
        var fields = new CommandFields(CommandFieldNames.Columns);
        var columns = new CommandField[header.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = Column(header.Field(i));
            if (columns[i] == CommandField.None)
            {
                fields.Problem(
                    TextRule.Harmless(Encoding.UTF8.GetString(header.Field(i))), "This is not a column of payments.");
            }
            else
            {
                fields.Claim(columns[i], given: true);
            }
        }

        foreach (var field in CommandFieldNames.Each(Payment & ~fields.Given))
        {
            fields.Problem(field, "This column is missing.");
        }

        return (columns, fields.Problems);
    }

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
