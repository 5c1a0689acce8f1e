using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;

namespace Osms.Ledger.Handlers;

/// <summary>Calls handlers as methods: looks the message's up and calls it.</summary>
public sealed class DirectCalls : ILedgerCalls
{
    private readonly FrozenDictionary<Type, HandlerMethod> _methods;
    private readonly ConcurrentDictionary<Type, Delegate> _calls = [];
    private readonly Func<Type, Delegate> _make;

    /// <exception cref="InvalidOperationException">A handler wants a service that there is not; says which.</exception>
    public DirectCalls(IServiceProvider services, IServiceProviderIsService known)
        : this(HandlerMethod.All, services, known)
    {
    }

    internal DirectCalls(
        IEnumerable<HandlerMethod> handlers, IServiceProvider services, IServiceProviderIsService known)
    {
        _methods = handlers.ToFrozenDictionary(handler => handler.Message);
        foreach (var handler in _methods.Values)
        {
            if (handler.Services.FirstOrDefault(service => !known.IsService(service)) is { } missing)
            {
                throw new InvalidOperationException($"{handler.Method.DeclaringType} wants {missing}: no service.");
            }
        }

        // Made when first called: a verb has one or two of them.
        _make = message => _methods[message].ToCall(services.GetRequiredService);
    }

    public Task<TAnswer> CallAsync<TAnswer>(IMessage<TAnswer> message, CancellationToken cancellation) =>
        ((Func<IMessage<TAnswer>, CancellationToken, Task<TAnswer>>)_calls.GetOrAdd(message.GetType(), _make))(
            message, cancellation);
}
