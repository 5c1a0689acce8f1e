namespace Osms.Ledger.Handlers;

/// <summary>What a handler is asked or told; a plain record.</summary>
/// <typeparam name="TAnswer">What its handler answers.</typeparam>
public interface IMessage<TAnswer>;

/// <summary>
/// How a message gets to its handler, which stands in the same file: the static <c>Handle</c> of a class called
/// <c>…Handler</c>, with the message first, then services, then the cancellation. Who hosts the handlers is all that
/// differs.
/// </summary>
public interface ILedgerCalls
{
    /// <summary>Gives the message to its handler; what that throws comes through as it is.</summary>
    Task<TAnswer> CallAsync<TAnswer>(IMessage<TAnswer> message, CancellationToken cancellation);
}
