using Osms.Ledger.Telemetry;

namespace Osms.Ledger.Handlers;

/// <summary>A command that is recorded, measured: how long it took, and what became of it.</summary>
internal static class RecordCall
{
    internal static async Task<RecordResult> MeasuredAsync(string kind, Func<Task<RecordResult>> record)
    {
        using var call = HandlerCall.Begin("command");
        var result = await record();
        var outcome = result switch
        {
            RecordResult.Recorded => "recorded",
            RecordResult.Repeated => "repeated",
            RecordResult.Refused => "refused",
            _ => "contended",
        };
        call?.Tag("command", kind);
        call?.Ended(outcome);
        LedgerTelemetry.Commands.Add(
            1,
            new KeyValuePair<string, object?>("osms.command", kind),
            new KeyValuePair<string, object?>("osms.outcome", outcome));
        foreach (var refusal in (result as RecordResult.Refused)?.Refusals ?? [])
        {
            LedgerTelemetry.Refusals.Add(1, new KeyValuePair<string, object?>("osms.code", refusal.CodeText));
        }

        return result;
    }
}
