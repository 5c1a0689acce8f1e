using System.Collections.Frozen;
using System.Text.Json;
using Osms.Ledger.Insured;
using Osms.Ledger.Store;
using Osms.Ledger.Telemetry;

namespace Osms.Ledger.Handlers;

/// <summary>Record one fact about a person.</summary>
public sealed record RecordFact(InsuredCommand Command, EventOrigin Origin);

/// <summary>The way in for single commands, from HTTP or the command line.</summary>
public static class RecordFactHandler
{
    private static readonly FrozenDictionary<Type, string> Kinds = typeof(InsuredCommand).GetNestedTypes()
        .ToFrozenDictionary(kind => kind, kind => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.Name));

    public static async Task<RecordResult> Handle(
        RecordFact message, InsuranceLedger ledger, CancellationToken cancellation)
    {
        using var call = HandlerCall.Begin("command");
        var result = await ledger.RecordAsync(message.Command, message.Origin, cancellation);
        var outcome = result switch
        {
            RecordResult.Recorded => "recorded",
            RecordResult.Repeated => "repeated",
            RecordResult.Refused => "refused",
            _ => "contended",
        };
        call?.Tag("command", Kinds[message.Command.GetType()]);
        call?.Ended(outcome);
        LedgerTelemetry.Commands.Add(
            1,
            new KeyValuePair<string, object?>("osms.command", Kinds[message.Command.GetType()]),
            new KeyValuePair<string, object?>("osms.outcome", outcome));
        foreach (var refusal in (result as RecordResult.Refused)?.Refusals ?? [])
        {
            LedgerTelemetry.Refusals.Add(1, new KeyValuePair<string, object?>("osms.code", refusal.CodeText));
        }

        return result;
    }
}
