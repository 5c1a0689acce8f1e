using System.Collections.Frozen;
using Osms.Ledger.Insured;
using F = Osms.Ledger.Import.CommandField;

namespace Osms.Ledger.Import;

/// <summary>Which fields a command has, and how it is made of them.</summary>
/// <param name="Name">The value of its field <c>command</c>.</param>
/// <param name="Required">Fields of its own that must be there.</param>
/// <param name="Optional">Fields that may be.</param>
/// <param name="Texts">Of these, those that people write freely and that are stored as they are.</param>
/// <param name="Build">Makes the command once every field has been read.</param>
internal sealed record CommandShape(
    string Name,
    CommandField Required,
    CommandField Optional,
    CommandField Texts,
    Func<CommandFields, InsuredCommand> Build)
{
    private static readonly CommandShape[] All =
    [
        new("record-residence", F.Residence | F.From, F.Reference, F.Reference, f =>
            new InsuredCommand.RecordResidence(f.Iin, f.Text(F.Residence), f.Day(F.From), f.TextOrNull(F.Reference))),
        new("record-region", F.Region | F.From, F.Reference, F.Reference, f =>
            new InsuredCommand.RecordRegion(f.Iin, f.Text(F.Region), f.Day(F.From), f.TextOrNull(F.Reference))),
        new("record-payment", F.Reference | F.Kind | F.Period | F.Amount | F.PaidOn | F.Payer, F.None, F.Reference, f =>
            new InsuredCommand.RecordPayment(
                f.Iin, f.Text(F.Reference), f.Text(F.Kind), f.Period, f.Amount, f.Day(F.PaidOn), f.Text(F.Payer))),

        // The reason of a refund is a code, checked with the other codes.
        new("refund-payment", F.Reference | F.On | F.Reason, F.None, F.Reference, f =>
            new InsuredCommand.RefundPayment(f.Iin, f.Text(F.Reference), f.Day(F.On), f.Text(F.Reason))),
        new("grant-category", F.Category | F.From | F.Document, F.Through | F.Reference, F.Document | F.Reference, f =>
            new InsuredCommand.GrantCategory(
                f.Iin,
                f.Text(F.Category),
                f.Day(F.From),
                f.DayOrNull(F.Through),
                f.Text(F.Document),
                f.TextOrNull(F.Reference))),
        new("end-category", F.Category | F.On | F.Reason, F.Reference, F.Reason | F.Reference, f =>
            new InsuredCommand.EndCategory(
                f.Iin, f.Text(F.Category), f.Day(F.On), f.Text(F.Reason), f.TextOrNull(F.Reference))),
        new("record-welfare-level", F.Level | F.From, F.Reference, F.Reference, f =>
            new InsuredCommand.RecordWelfareLevel(f.Iin, f.Text(F.Level), f.Day(F.From), f.TextOrNull(F.Reference))),
        new("record-care", F.On | F.Provider, F.Reference, F.Reference, f =>
            new InsuredCommand.RecordCare(f.Iin, f.Day(F.On), f.Text(F.Provider), f.TextOrNull(F.Reference))),
        new("record-departure", F.On | F.Kind, F.Reference, F.Reference, f =>
            new InsuredCommand.RecordDeparture(f.Iin, f.Day(F.On), f.Text(F.Kind), f.TextOrNull(F.Reference))),
        new("annul-fact", F.Version | F.Type | F.Reason, F.Reference, F.Reason | F.Reference, f =>
            new InsuredCommand.AnnulFact(
                f.Iin, f.Version, f.Text(F.Type), f.Text(F.Reason), f.TextOrNull(F.Reference))),
    ];

    private static readonly FrozenDictionary<string, CommandShape> ByName =
        All.ToFrozenDictionary(shape => shape.Name, StringComparer.Ordinal);

    /// <summary>Every command's name, in the order of the documentation.</summary>
    internal static IReadOnlyList<string> Names { get; } = [.. All.Select(shape => shape.Name)];

    internal static CommandShape? Find(string? name) => name is null ? null : ByName.GetValueOrDefault(name);
}
