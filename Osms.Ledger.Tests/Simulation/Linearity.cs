using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Naive;
using static Osms.Ledger.Tests.Simulation.NaiveLedger;

namespace Osms.Ledger.Tests.Simulation;

/// <summary>
/// Whether the order of the positions explains what every caller was told: each call took place as a whole at one
/// moment of each of its streams, in the order of its writer, and decided there as the naive decider does.
/// </summary>
internal static class Linearity
{
    /// <summary>Takes the new events into the ledger, each written by one of the calls.</summary>
    internal static void Learn(NaiveLedger ledger, IReadOnlyList<Call> calls, IReadOnlyList<NaiveEntry> news)
    {
        var before = ledger.Entries.GroupBy(e => e.Iin).ToDictionary(g => g.Key, g => g.Count());
        ledger.Add(news);
        foreach (var call in calls)
        {
            MissNothing(ledger, call);
        }

        foreach (var entry in news)
        {
            var call = calls.FirstOrDefault(c => c.Id == entry.Call);
            Require(call is not null, $"an event that nobody wrote: {entry}");
            Require(entry.Position > call!.After, $"an event below {call.After}, acknowledged before: {entry}");
        }

        foreach (var writer in calls.GroupBy(c => c.Writer))
        {
            Dictionary<string, int> earliest = [];
            foreach (var call in writer)
            {
                Explain(ledger, call, before, earliest);
            }
        }
    }

    private static void MissNothing(NaiveLedger ledger, Call call)
    {
        foreach (var recorded in call.Results?.OfType<RecordResult.Recorded>() ?? [])
        {
            var entry = ledger.Entries.FirstOrDefault(e => e.Position == recorded.Position.Value);
            Require(entry is not null, $"acknowledged and missing: {recorded} of {call.Id}");
            Require(
                entry!.Call == call.Id && entry.Version == recorded.Version && entry.Event.Equals(recorded.Event),
                $"acknowledged as {recorded} of {call.Id}, stored is {entry}");
        }
    }

    private static void Explain(
        NaiveLedger ledger, Call call, Dictionary<string, int> before, Dictionary<string, int> earliest)
    {
        var streams = call.Commands.Select(c => c.Iin).Distinct().ToList();
        var happened = streams.Exists(iin => ledger.Of(iin).Exists(e => e.Call == call.Id));
        if (call.Results is [RecordResult.Contended])
        {
            Require(!happened, $"{call.Id} gave up and was written all the same");
            return;
        }

        if (call.Results is null && !happened)
        {
            return;
        }

        foreach (var iin in streams)
        {
            var all = ledger.Of(iin);
            var first = earliest.GetValueOrDefault(iin, before.GetValueOrDefault(iin));
            var written = all.FindIndex(e => e.Call == call.Id);
            var moments = written >= 0 ? [written] : Enumerable.Range(first, all.Count - first + 1);
            var moment = moments.Cast<int?>().FirstOrDefault(v => Fits(all, v!.Value, call, iin));
            Require(moment is not null && moment >= first, NotExplained(call, iin, all, first));
            earliest[iin] = moment!.Value + all.Count(e => e.Call == call.Id);
        }
    }

    /// <summary>Whether the call, taking place once so many events were there, would have ended as it did.</summary>
    private static bool Fits(List<NaiveEntry> all, int version, Call call, string iin)
    {
        var events = all.Take(version).Select(e => e.Event).ToList();
        foreach (var (command, result) in call.On(iin))
        {
            var verdict = NaiveDecider.Decide(events, command, RuleBook.Embedded, RandomPerson.Today);
            if (result is not null && verdict != Verdict(result, all, events.Count))
            {
                return false;
            }

            if (verdict.Event is { } happened)
            {
                if (events.Count == all.Count || all[events.Count].Event != happened
                    || all[events.Count].Call != call.Id)
                {
                    return false;
                }

                events.Add(happened);
            }
        }

        return events.Count - version == all.Count(e => e.Call == call.Id);
    }

    /// <summary>What was answered, in the naive decider's words; something else when a number in it is wrong.</summary>
    private static NaiveVerdict Verdict(RecordResult result, List<NaiveEntry> all, int version) => result switch
    {
        RecordResult.Recorded r when r.Version == version + 1 => new NaiveVerdict("accepted", (InsuredEvent)r.Event),
        RecordResult.Repeated r when all.Exists(e => e.Version == r.Version && e.Position == r.Position.Value
            && e.Event.Equals(r.Event)) => NaiveVerdict.Repeated(r.Version),
        RecordResult.Refused r => NaiveVerdict.Of(new Decision.Refused(r.Refusals)),
        _ => new NaiveVerdict($"not explained: {result}"),
    };

    private static string NotExplained(Call call, string iin, List<NaiveEntry> all, int from)
    {
        var asked = call.On(iin).Select(a => $"\n  {CommandText.Of(a.Command)}\n    -> {a.Result?.ToString() ?? "lost"}"
            + (a.Result is RecordResult.Refused refused ? $" {NaiveVerdict.Of(new Decision.Refused(refused.Refusals))}"
                : ""));
        var events = all.Select(e => $"\n  {e}");
        return $"no moment from version {from} on explains {call.Id} of writer {call.Writer}:{string.Concat(asked)}"
            + $"\nthe stream:{string.Concat(events)}";
    }
}
