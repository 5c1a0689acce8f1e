using System.Runtime.ExceptionServices;
using Marten.Exceptions;
using Osms.Ledger.Insured;

namespace Osms.Ledger.CritterStack;

/// <summary>Marten wraps what PostgreSQL says; the ledger decides by what PostgreSQL said.</summary>
internal static class MartenErrors
{
    internal static Task UnwrapAsync(Func<Task> work) => UnwrapAsync(async () =>
    {
        await work();
        return true;
    });

    internal static async Task<T> UnwrapAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (Inner(e) is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    private static Exception? Inner(Exception e) => e switch
    {
        MartenCommandException or ConcurrentUpdateException or EventDeserializationFailureException =>
            e.InnerException is null ? null : Inner(e.InnerException) ?? e.InnerException,
        UnknownEventTypeException or InvalidCastException =>
            new UnknownEventException($"The ledger holds an event that this version does not know: {e.Message}"),
        _ => null,
    };
}
