namespace Osms.Ledger.Import;

/// <summary>A command as a sender sees it: its name and its fields in JSON, the IIN aside.</summary>
/// <param name="Name">The value of the field <c>command</c>.</param>
/// <param name="Required">Fields that must be there.</param>
/// <param name="Optional">Fields that may be.</param>
public sealed record CommandOutline(string Name, IReadOnlyList<string> Required, IReadOnlyList<string> Optional)
{
    /// <summary>Every command, in the order of the documentation.</summary>
    public static IReadOnlyList<CommandOutline> All { get; } =
    [
        .. CommandShape.Names.Select(name => CommandShape.Find(name)!)
            .Select(shape => new CommandOutline(shape.Name, Names(shape.Required), Names(shape.Optional))),
    ];

    private static string[] Names(CommandField fields) =>
        [.. CommandFieldNames.Each(fields).Select(field => CommandFieldNames.Json[CommandFieldNames.IndexOf(field)])];
}
