using System.Text.Json;
using System.Text.Unicode;

namespace Osms.Ledger.Import;

/// <summary>
/// One JSON object to a command, strictly: every field known, once, and of its type, so that nothing a sender writes
/// is lost. IINs and codes are only text here; whether they are right is decided with the request.
/// </summary>
public static class CommandReader
{
    internal const string NotUtf8 = "Expected UTF-8; these bytes are not.";

    internal const string NotAnObject = "Expected one JSON object.";

    internal static readonly JsonReaderOptions Options = new()
    {
        MaxDepth = JsonDepth.Most,
        CommentHandling = JsonCommentHandling.Disallow,
    };

    /// <param name="utf8">The whole text of one object, without a byte order mark.</param>
    /// <returns>The command, or all of its problems.</returns>
    public static ReadResult Read(ReadOnlySpan<byte> utf8) => Read(utf8, new CommandFields(CommandFieldNames.Json));

    /// <summary>As above, for one line of many.</summary>
    /// <param name="utf8">The whole text of one object.</param>
    /// <param name="fields">Named as in JSON; used again for every line.</param>
    internal static ReadResult Read(ReadOnlySpan<byte> utf8, CommandFields fields) => Read(utf8, fields, Finish);

    /// <summary>As above, of whatever the fields are finished to.</summary>
    internal static ReadResult Read(
        ReadOnlySpan<byte> utf8, CommandFields fields, Func<CommandFields, ReadResult> finish)
    {
        fields.Reset();
        if (!Utf8.IsValid(utf8))
        {
            return Whole(NotUtf8);
        }

        try
        {
            var reader = new Utf8JsonReader(utf8, Options);
            if (!JsonFields.Read(ref reader, fields))
            {
                return Whole(NotAnObject);
            }
        }
        catch (JsonException e)
        {
            return Broken(utf8, e);
        }

        return finish(fields);
    }

    /// <summary>What is wrong with a text that is no JSON, or nested too deep.</summary>
    internal static ReadResult.Unreadable Broken(ReadOnlySpan<byte> utf8, JsonException stopped)
    {
        if (JsonDepth.IsExceeded(utf8))
        {
            return Whole($"Expected at most {JsonDepth.Most} levels of nesting.", ImportCodes.NestedTooDeep);
        }

        var (line, column) = (stopped.LineNumber + 1, stopped.BytePositionInLine + 1);
        return Whole($"Expected one JSON object; reading stopped in line {line}, byte {column}.");
    }

    /// <summary>All of it is wrong.</summary>
    internal static ReadResult.Unreadable Whole(string detail, string code = ImportCodes.Unreadable) =>
        new([FieldProblem.Of("", detail, code)]);

    /// <summary>The command that the fields make, in whatever format they were written.</summary>
    internal static ReadResult Finish(CommandFields fields)
    {
        var shape = CommandShape.Find(fields.TextOrNull(CommandField.Command));
        Check(fields, shape);
        return shape is not null && fields.Problems.Count == 0
            ? new ReadResult.Read(shape.Build(fields))
            : new ReadResult.Unreadable(fields.Problems);
    }

    // Without a known command only what holds for all of them can be said.
    private static void Check(CommandFields fields, CommandShape? shape)
    {
        const CommandField common = CommandField.Command | CommandField.Iin;
        const CommandField anyText = CommandField.Reference | CommandField.Document | CommandField.Reason;
        var required = common | (shape?.Required ?? CommandField.None);
        if (shape is null && fields.TextOrNull(CommandField.Command) is not null)
        {
            fields.Problem(CommandField.Command, $"Expected one of: {string.Join(", ", CommandShape.Names)}.");
        }

        fields.Check(
            required, shape?.Optional ?? CommandField.None, shape?.Texts ?? anyText, shape?.Name);
    }
}
