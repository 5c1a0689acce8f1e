using Osms.Ledger.Queries;

namespace Osms.Ledger.Handlers;

/// <summary>Part of a list.</summary>
/// <param name="Asked">Which list; as text it is the same for the same list only.</param>
/// <param name="Part">Which part of it.</param>
public sealed record ListedPart<TAsked, TRow>(TAsked Asked, ListPart Part) : IMessage<Answered<ListPage<TRow>>>
    where TAsked : class;
