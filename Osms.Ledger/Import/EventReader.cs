using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Osms.Ledger.Import;

/// <summary>
/// One exported event to the command that recorded it, as strictly as commands are read. It is decided again like any
/// other: only what follows from what is there gets in.
/// </summary>
internal static class EventReader
{
    private static readonly FrozenDictionary<string, CommandShape> Shapes = new Dictionary<string, string>
    {
        ["residence_recorded"] = "record-residence",
        ["region_recorded"] = "record-region",
        ["payment_recorded"] = "record-payment",
        ["payment_refunded"] = "refund-payment",
        ["category_granted"] = "grant-category",
        ["category_ended"] = "end-category",
        ["welfare_level_recorded"] = "record-welfare-level",
        ["care_sought"] = "record-care",
        ["departure_recorded"] = "record-departure",
        ["fact_annulled"] = "annul-fact",
    }.ToFrozenDictionary(kind => kind.Key, kind => CommandShape.Find(kind.Value)!, StringComparer.Ordinal);

    private const string Transfer = "transfer_received";

    private const string OfMonths = "month_";

    private const string CloseItHere = "A month's closing or reopening is about positions of the ledger that it was "
        + "made in. All other events are read; close the month in this ledger.";

    private static readonly string[] DataNames = [.. CommandFieldNames.Json.Select(Named)];

    /// <summary>The kinds of event that become commands, as they are stored.</summary>
    internal static IEnumerable<string> Types => [.. Shapes.Keys, Transfer];

    /// <param name="line">Where it begins in the file, from 1.</param>
    /// <param name="utf8">The whole text of one object, without a byte order mark.</param>
    internal static ImportRow Read(long line, ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            return ImportRow.Of(line, CommandReader.Whole(CommandReader.NotUtf8));
        }

        var data = new CommandFields(DataNames);
        var envelope = new EventEnvelope(data);
        try
        {
            var reader = new Utf8JsonReader(utf8, CommandReader.Options);
            if (!envelope.Read(ref reader))
            {
                return ImportRow.Of(line, CommandReader.Whole(CommandReader.NotAnObject));
            }
        }
        catch (JsonException e)
        {
            return ImportRow.Of(line, CommandReader.Broken(utf8, e));
        }

        if (IsOfMonth(envelope.Type))
        {
            return ImportRow.Refused(line, ImportCodes.ClosingNotImported, CloseItHere);
        }

        return ImportRow.Of(line, Finish(data, envelope)) with { Before = envelope.Before };
    }

    /// <summary>What becomes of a line that is too long: figures that were frozen may be.</summary>
    /// <param name="line">Where it begins in the file, from 1.</param>
    /// <param name="start">Its beginning.</param>
    /// <param name="maxBytes">How long it may be.</param>
    internal static ImportRow ReadTooLong(long line, ReadOnlySpan<byte> start, int maxBytes) =>
        IsOfMonth(EventEnvelope.TypeAt(start))
            ? ImportRow.Refused(line, ImportCodes.ClosingNotImported, CloseItHere)
            : ImportRow.TooLong(line, maxBytes);

    private static bool IsOfMonth(string? type) => type?.StartsWith(OfMonths, StringComparison.Ordinal) == true;

    private static ReadResult Finish(CommandFields data, EventEnvelope envelope)
    {
        var isTransfer = envelope.Type == Transfer;
        var around = CommandField.Command | (isTransfer ? CommandField.Payer : CommandField.Iin);
        foreach (var field in CommandFieldNames.Each(data.Named & around))
        {
            data.Problem(CommandFieldNames.Json[CommandFieldNames.IndexOf(field)], "This is not a field of the data.");
        }

        envelope.CheckComplete(ofBudget: isTransfer);
        if (envelope.Type is { } type && !isTransfer && !Shapes.ContainsKey(type))
        {
            data.Problem(
                "type", "This program does not know this kind of event; a newer version may have written it.");
        }

        // What is wrong already is all there is to say: the rest would be said of another command.
        if (data.Problems.Count > 0)
        {
            return new ReadResult.Unreadable(data.Problems);
        }

        if (isTransfer)
        {
            Set(CommandField.Payer, envelope.Payer!);
            return TransferReader.Finish(data);
        }

        Set(CommandField.Command, Shapes[envelope.Type!].Name);
        Set(CommandField.Iin, envelope.Iin!);
        return CommandReader.Finish(data);

        void Set(CommandField field, string text)
        {
            data.Claim(field, given: true);
            data.SetText(field, Encoding.UTF8.GetBytes(text));
        }
    }

    private static string Named(string field) => field is "command" ? "type" : field is "iin" ? field : $"data.{field}";
}
