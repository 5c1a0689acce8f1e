using Osms.Ledger.Budgets;
using F = Osms.Ledger.Import.CommandField;

namespace Osms.Ledger.Import;

/// <summary>One JSON object to a transfer of a budget, as strictly as commands are read.</summary>
public static class TransferReader
{
    internal const CommandField Required = F.Reference | F.Payer | F.Month | F.Amount | F.ReceivedOn;

    internal const CommandField Optional = F.Corrects;

    /// <param name="utf8">The whole text of one object, without a byte order mark.</param>
    /// <returns>The transfer, or all of its problems.</returns>
    public static ReadResult Read(ReadOnlySpan<byte> utf8) =>
        CommandReader.Read(utf8, new CommandFields(CommandFieldNames.Json), Finish);

    /// <summary>The transfer that the fields make, in whatever format they were written.</summary>
    internal static ReadResult Finish(CommandFields fields)
    {
        fields.Check(Required, Optional, F.Reference | F.Corrects, "transfers");
        return fields.Problems.Count > 0
            ? new ReadResult.Unreadable(fields.Problems)
            : new ReadResult.Transfer(new RecordTransfer(
                fields.Text(F.Reference), fields.Text(F.Payer), fields.Month, fields.Amount, fields.Day(F.ReceivedOn),
                fields.TextOrNull(F.Corrects)));
    }
}
