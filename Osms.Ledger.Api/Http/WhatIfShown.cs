using Osms.Ledger.Insured;
using Osms.Ledger.Queries;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>What came of commands that were only tried, as it is sent and as a verb writes it.</summary>
internal static class WhatIfShown
{
    /// <param name="answer">Nothing in it is refused.</param>
    /// <param name="texts">In which language to say why.</param>
    internal static WhatIfBody Of(WhatIfAnswer answer, LanguageTexts texts) => new(
        answer.Today,
        [.. answer.Commands.Select(Of)],
        Bodies.Of(answer.Answer!, AsOf.Now.Instance, texts));

    /// <summary>What is refused, each with the number of its command from 0 on; empty when nothing is.</summary>
    internal static IReadOnlyList<ProblemError> RefusedOf(WhatIfAnswer answer) =>
    [
        .. answer.Commands.Index()
            .Where(one => one.Item.Tried.Decision is Decision.Refused)
            .SelectMany(one => ((Decision.Refused)one.Item.Tried.Decision).Refusals.Select(refusal =>
                new ProblemError(refusal.CodeText, $"commands[{one.Index}].{refusal.Field}", refusal.Detail))),
    ];

    private static TriedCommandBody Of(TriedAnswer tried) => new(
        tried.Position!.Value, tried.Tried.Version, LedgerEvents.NameOf(tried.Event!),
        Bodies.Data(LedgerEvents.Serialize(tried.Event!)),
        tried.Tried.Decision is Decision.Repeated ? true : null);
}
