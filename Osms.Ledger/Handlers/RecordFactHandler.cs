using System.Collections.Frozen;
using System.Text.Json;
using Osms.Ledger.Insured;
using Osms.Ledger.Store;

namespace Osms.Ledger.Handlers;

/// <summary>Record one fact about a person.</summary>
public sealed record RecordFact(InsuredCommand Command, EventOrigin Origin) : IMessage<RecordResult>;

/// <summary>The way in for single commands, from HTTP or the command line.</summary>
public static class RecordFactHandler
{
    private static readonly FrozenDictionary<Type, string> Kinds = typeof(InsuredCommand).GetNestedTypes()
        .ToFrozenDictionary(kind => kind, kind => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.Name));

    public static Task<RecordResult> Handle(
        RecordFact message, InsuranceLedger ledger, CancellationToken cancellation) =>
        RecordCall.MeasuredAsync(
            Kinds[message.Command.GetType()],
            () => ledger.RecordAsync(message.Command, message.Origin, cancellation));
}
