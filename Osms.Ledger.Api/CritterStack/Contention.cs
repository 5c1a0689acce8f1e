using Osms.Ledger.Handlers;
using Osms.Ledger.Store;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Runtime;
using Wolverine.Runtime.Handlers;

namespace Osms.Ledger.Api.CritterStack;

/// <summary>Others were first: the message is handled again, or this is its answer.</summary>
/// <param name="answer">That of the handler.</param>
public sealed class ContendedException(object answer) : Exception("Others were first.")
{
    /// <summary>Given when the message has been handled often enough.</summary>
    public object Answer => answer;
}

/// <summary>Middleware of commands: an answer that says that others were first becomes an exception.</summary>
public static class CommandContention
{
    /// <exception cref="ContendedException">Others were first.</exception>
    public static void After(RecordResult result)
    {
        if (result is RecordResult.Contended)
        {
            throw new ContendedException(result);
        }
    }
}

/// <summary>The same for those who close months and open them again.</summary>
public static class MonthContention
{
    /// <exception cref="ContendedException">Others were first.</exception>
    public static void After(MonthResult result)
    {
        if (result is MonthResult.Contended)
        {
            throw new ContendedException(result);
        }
    }
}

/// <summary>The policy: a message whose handler found that others were first is handled again, at once.</summary>
internal static class Contention
{
    private const string What = "Pause, then handle it again";

    /// <param name="wolverine">Is given the policy.</param>
    /// <param name="attempts">How often in all.</param>
    internal static void HandleAgain(WolverineOptions wolverine, int attempts)
    {
        wolverine.Policies.AddMiddleware(typeof(CommandContention), Answers<RecordResult>);
        wolverine.Policies.AddMiddleware(typeof(MonthContention), Answers<MonthResult>);
        if (attempts > 1)
        {
            // One for each attempt: Wolverine's own list of pauses ends with the 25th.
            var next = wolverine.OnException<ContendedException>()
                .CustomAction(PauseAsync, What, InvokeResult.TryAgain);
            for (var attempt = 2; attempt < attempts; attempt++)
            {
                next = next.Then.CustomAction(PauseAsync, What, InvokeResult.TryAgain);
            }
        }
    }

    private static async ValueTask PauseAsync(
        IWolverineRuntime runtime, IEnvelopeLifecycle lifecycle, Exception failure) =>
        await Retry.PauseAsync(lifecycle.Envelope!.Attempts, runtime.Cancellation);

    private static bool Answers<TAnswer>(HandlerChain chain) =>
        HandlerMethod.All.Any(handler => handler.Message == chain.MessageType && handler.Answer == typeof(TAnswer));
}
