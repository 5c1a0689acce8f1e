using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>What is tried, and what is asked then.</summary>
/// <param name="At">The day asked about; null: the day on which the commands are tried.</param>
/// <param name="Today">Null: see <see cref="WhatIf.TodayOf"/>.</param>
/// <param name="Commands">About the person.</param>
/// <param name="Explain">With <c>why</c>, hints and ways back.</param>
public sealed record WhatIfAsked(
    DateOnly? At, DateOnly? Today, IReadOnlyList<InsuredCommand> Commands, bool Explain);

/// <summary>A command that was tried, with the position of the event that it would become.</summary>
/// <param name="Tried">What came of it.</param>
/// <param name="Position">Of the event; null when it is refused.</param>
/// <param name="Event">What would be recorded, or was; null when it is refused.</param>
public sealed record TriedAnswer(TriedCommand Tried, LedgerPosition? Position, InsuredEvent? Event);

/// <summary>The answer if the commands were recorded.</summary>
/// <param name="Today">The day on which they were tried.</param>
/// <param name="Commands">In the order in which they were tried.</param>
/// <param name="Answer">
/// Null when something is refused. Its position is that of what is recorded; events that are only tried are numbered
/// on from it.
/// </param>
public sealed record WhatIfAnswer(DateOnly Today, IReadOnlyList<TriedAnswer> Commands, CoverageAnswer? Answer);

/// <summary>Is somebody insured if these commands are recorded? Nothing is.</summary>
public sealed class WhatIfQuery(PersonReader people, RuleBook rules)
{
    /// <param name="iin">Who.</param>
    /// <param name="asked">All commands are about this person.</param>
    /// <param name="realToday">The civil day it is in Kazakhstan.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<Answered<WhatIfAnswer>> AskAsync(
        Iin iin, WhatIfAsked asked, DateOnly realToday, CancellationToken cancellation)
    {
        var (known, position, why) = await people.ReadHistoryAsync(iin, AsOf.Now.Instance, cancellation);
        if (known is null)
        {
            return new Answered<WhatIfAnswer>.Unsettled(why!);
        }

        var today = asked.Today ?? WhatIf.TodayOf(asked.Commands, realToday);
        var tried = WhatIf.Try(known.Events, asked.Commands, rules, today);
        var history = new KnownHistory(
            [
                .. known.Positions,
                .. Enumerable.Range(1, tried.Events.Count - known.Events.Count)
                    .Select(n => new LedgerPosition(position.Value + n)),
            ],
            tried.Events,
            InsuredState.Fold(tried.Events));
        return new Answered<WhatIfAnswer>.Found(new WhatIfAnswer(
            today,
            [
                .. tried.Commands.Select(one => one.Version == 0
                    ? new TriedAnswer(one, null, null)
                    : new TriedAnswer(one, history.Positions[one.Version - 1], tried.Events[one.Version - 1])),
            ],
            tried.IsPossible ? Answer(iin, asked.At ?? today, position, history, asked.Explain) : null));
    }

    private CoverageAnswer Answer(Iin iin, DateOnly at, LedgerPosition position, KnownHistory history, bool explain) =>
        explain
            ? ExplainedPerson.Answer(iin, at, position, history, rules)
            : CoverageAnswer.Of(iin, at, position, Determination.Of(iin, history.State, rules).Around(at), rules);
}
