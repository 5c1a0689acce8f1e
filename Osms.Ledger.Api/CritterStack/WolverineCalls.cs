using Osms.Ledger.Handlers;
using Wolverine;
using Wolverine.Runtime;

namespace Osms.Ledger.Api.CritterStack;

/// <summary>Messages are carried by Wolverine, which handles them at once, in the caller's own flow.</summary>
internal sealed class WolverineCalls(IWolverineRuntime runtime) : ILedgerCalls
{
    public async Task<TAnswer> CallAsync<TAnswer>(IMessage<TAnswer> message, CancellationToken cancellation)
    {
        try
        {
            return await new MessageBus(runtime).InvokeAsync<TAnswer>(message, cancellation);
        }
        catch (ContendedException e)
        {
            return (TAnswer)e.Answer;
        }
    }
}
