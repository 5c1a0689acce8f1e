using Osms.Ledger.Queries;

namespace Osms.Ledger.Handlers;

/// <summary>Is this person insured if these commands are recorded?</summary>
/// <param name="Iin">12 digits.</param>
/// <param name="Asked">What is tried.</param>
public sealed record AskWhatIf(string Iin, WhatIfAsked Asked) : IMessage<Answered<WhatIfAnswer>>;

/// <summary>The way in for what is only tried.</summary>
public static class AskWhatIfHandler
{
    public static Task<Answered<WhatIfAnswer>> Handle(
        AskWhatIf message, WhatIfQuery query, InsuranceLedger ledger, CancellationToken cancellation) =>
        Question.AnswerAsync(
            "what-if", message.Iin, iin => query.AskAsync(iin, message.Asked, ledger.Today, cancellation));
}
