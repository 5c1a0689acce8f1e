using System.Diagnostics;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>What came of a command that was only tried.</summary>
/// <param name="Command">As it was sent.</param>
/// <param name="Decision">Accepted, repeated or refused.</param>
/// <param name="Version">Of the event that it would become, or that already says so; 0: it is refused.</param>
public sealed record TriedCommand(InsuredCommand Command, Decision Decision, int Version);

/// <summary>A person as they would be.</summary>
/// <param name="Commands">In the order in which they were tried.</param>
/// <param name="Events">Those that are recorded, and after them those that the commands would become.</param>
public sealed record TriedOut(IReadOnlyList<TriedCommand> Commands, IReadOnlyList<InsuredEvent> Events)
{
    /// <summary>Nothing of it is refused.</summary>
    public bool IsPossible => Commands.All(one => one.Decision is not Decision.Refused);
}

/// <summary>
/// Commands tried one after another on top of what is recorded, decided as if they were recorded; nothing is written.
/// What is refused is left out, and those after it are tried without it.
/// </summary>
public static class WhatIf
{
    /// <param name="events">What is recorded of the person, from the first event on.</param>
    /// <param name="commands">All of them about that person.</param>
    /// <param name="rules">The law.</param>
    /// <param name="today">The day on which they are tried: nothing they say to have happened may be after it.</param>
    public static TriedOut Try(
        IReadOnlyList<InsuredEvent> events, IEnumerable<InsuredCommand> commands, RuleBook rules, DateOnly today)
    {
        List<InsuredEvent> all = [.. events];
        var state = InsuredState.Fold(events);
        var tried = new List<TriedCommand>();
        foreach (var command in commands)
        {
            var decision = InsuredDecider.Decide(state, all, command, rules, today);
            switch (decision)
            {
                case Decision.Accepted { Event: var happened }:
                    all.Add(happened);
                    state = state.Evolve(happened);
                    tried.Add(new TriedCommand(command, decision, all.Count));
                    break;
                case Decision.Repeated { Version: var version }:
                    tried.Add(new TriedCommand(command, decision, version));
                    break;
                case Decision.Refused:
                    tried.Add(new TriedCommand(command, decision, 0));
                    break;
                default:
                    throw new UnreachableException($"{decision} with the whole history at hand.");
            }
        }

        return new TriedOut(tried, all);
    }

    /// <summary>
    /// The latest day on which the commands say that something happened, not before the real today. Only such days are
    /// compared with today; a category may be granted ahead.
    /// </summary>
    public static DateOnly TodayOf(IEnumerable<InsuredCommand> commands, DateOnly realToday) =>
        commands.Select(HappenedOn).Append(realToday).Max();

    private static DateOnly HappenedOn(InsuredCommand command) => command switch
    {
        InsuredCommand.RecordPayment payment => payment.PaidOn,
        InsuredCommand.RefundPayment refund => refund.On,
        InsuredCommand.RecordCare care => care.On,
        InsuredCommand.RecordDeparture departure => departure.On,
        _ => DateOnly.MinValue,
    };
}
