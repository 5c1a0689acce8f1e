using Osms.Ledger.Queries;
using Osms.Ledger.Values;

namespace Osms.Ledger.Handlers;

/// <summary>Which days of a person are answered differently than before, and because of which event?</summary>
/// <param name="Iin">12 digits.</param>
/// <param name="From">As known then; not after <paramref name="To"/>.</param>
/// <param name="To">As known then, or now.</param>
public sealed record AskChanges(string Iin, LedgerPosition From, AsOf To) : IMessage<Answered<ChangesAnswer>>;

/// <summary>The way in for changes of answers.</summary>
public static class AskChangesHandler
{
    public static Task<Answered<ChangesAnswer>> Handle(
        AskChanges message, ChangesQuery query, CancellationToken cancellation) =>
        Question.AnswerAsync(
            "changes", message.Iin, iin => query.AskAsync(iin, message.From, message.To, cancellation));
}
