using System.Text.Json;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Insured;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Naive;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;
using static Osms.Ledger.Tests.Simulation.NaiveLedger;

namespace Osms.Ledger.Tests.Simulation;

/// <summary>
/// Compares answers with the list of events, and with what was answered before: the same question at the same position
/// has the same bytes for ever.
/// </summary>
internal sealed class NaiveAnswers(NaiveLedger ledger)
{
    private readonly Dictionary<string, string> _told = [];
    private readonly List<(Question Question, long Position)> _asked = [];
    private readonly InstantsTold _instants = new(ledger);

    /// <summary>How many were compared.</summary>
    internal int Count { get; private set; }

    /// <summary>One of the questions answered so far; null when there is none.</summary>
    internal (Question Question, long Position)? Earlier(double share) =>
        _asked.Count == 0 ? null : _asked[(int)(share * _asked.Count)];

    /// <param name="answer">What came back.</param>
    /// <param name="unfinished">The lowest number that a running transaction has drawn; null for none.</param>
    /// <param name="isQuiet">Nobody wrote while it was asked.</param>
    internal void Check(Answer answer, long? unfinished, bool isQuiet)
    {
        Count++;
        if (answer.Why is { } why)
        {
            CheckRefusal(answer, why, unfinished, isQuiet);
            return;
        }

        CheckPosition(answer, unfinished);
        for (var i = 0; i < answer.Bodies.Count; i++)
        {
            CheckBody(answer, answer.Question.People[i], answer.Bodies[i]);
        }

        _asked.Add((answer.Question, answer.Position));
    }

    private static void CheckRefusal(Answer answer, Settlement why, long? unfinished, bool isQuiet)
    {
        var (asked, held) = (answer.KnownAt, !isQuiet || unfinished is not null);
        var isRight = why switch
        {
            Settlement.NotSettled => held && !(asked is AsOf.Position { At.Value: var at } && at <= answer.Settled),
            Settlement.PositionAhead => answer.Question.When is When.Ahead
                || (asked is AsOf.Position { At.Value: var at } && at > answer.HandedOut),
            Settlement.InstantAhead => answer.Question.When is When.NextHour,
            _ => false,
        };
        Require(isRight, $"{why} is no answer to {answer}, with {unfinished?.ToString() ?? "nothing"} unfinished");
    }

    private void CheckPosition(Answer answer, long? unfinished)
    {
        var position = answer.Position;
        Require(
            answer.Question.When is not (When.Ahead or When.NextHour), $"{answer} was answered with {position}");
        switch (answer.KnownAt)
        {
            case AsOf.Position { At.Value: var at }:
                Require(position == at, $"{answer} was answered as known at {position}");
                break;
            case AsOf.Instant { At: var at }:
                _instants.Check(at, position, $"{answer}");
                break;
            default:
                Require(
                    answer.After.All(last => last <= position),
                    $"{answer} was answered as known at {position}, acknowledged: {string.Join(", ", answer.After)}");
                break;
        }

        // A person's own last event may lie above somebody else's unfinished one.
        var isOwn = answer.KnownAt is AsOf.Now && answer.Question.What != What.Many
            && ledger.Of(answer.Question.People[0].Digits).Exists(e => e.Position == position);
        Require(
            isOwn || !(position >= unfinished), $"{answer} was answered with {position}, unfinished is {unfinished}");
    }

    private void CheckBody(Answer answer, Iin iin, object body)
    {
        var position = answer.Position;
        var (key, bytes) = body switch
        {
            CoverageAnswer a => (
                $"cover {iin.Digits} {a.At} {position} {a.Why is not null}", Json(Bodies.Of(a, AsOf.Now.Instance))),
            TimelineAnswer a => ($"runs {iin.Digits} {position}", Json(Bodies.Of(a))),
            HistoryAnswer a => (
                $"history {iin.Digits} {a.At} {position}",
                Json(HistoryShown.ToBody(a, LanguageTexts.Of(Languages.Default)))),
            _ => throw new InvalidOperationException($"{body} is no answer."),
        };
        if (!_told.TryAdd(key, bytes))
        {
            Require(_told[key] == bytes, $"{answer}, at {position}, was\n  {_told[key]}\nand now is\n  {bytes}");
            return;
        }

        // What was compared once need not be compared again: it is the same.
        var different = body switch
        {
            CoverageAnswer a => Difference(iin, a),
            TimelineAnswer a => TimelineDifference.Of(ledger.Determine(iin, position), a),
            HistoryAnswer a => Difference(iin, a),
            _ => null,
        };
        Require(different is null, $"{answer}, at {position}: {different}");
    }

    private string? Difference(Iin iin, CoverageAnswer answer)
    {
        var naive = ledger.Determine(iin, answer.Position.Value);
        var (told, expected) = (NaiveStanding.Of(answer.Standing), naive.On(answer.At));
        if (answer.At < RuleBook.Beginning)
        {
            expected = expected with { Region = told.Region };
        }

        if (told != expected || answer.Iin != iin)
        {
            return $"the ledger says {told}\n  and the list {expected}";
        }

        if (!EndsThere(naive, answer))
        {
            return $"the ledger says {(answer.Since, answer.Through)}\n  and the list {naive.Unbroken(answer.At)}";
        }

        var known = ledger.Of(iin.Digits, answer.Position.Value).Select(e => e.Position).ToList();
        var unknown = answer.Why?.SelectMany(w => w.Events).FirstOrDefault(p => !known.Contains(p.Value));
        return unknown is { Value: > 0 } ? $"it explains itself with {unknown}, which is not known there" : null;
    }

    /// <summary>
    /// Whether the run of days has these ends: one time in four day by day, else at its ends and middles.
    /// </summary>
    private static bool EndsThere(NaiveDetermination naive, CoverageAnswer answer)
    {
        var (at, since, through) = (answer.At, answer.Since, answer.Through);
        if ((at.DayNumber + answer.Position.Value) % 4 == 0)
        {
            return (since, through) == naive.Unbroken(at);
        }

        var (first, last) = (since ?? RuleBook.Beginning.AddDays(-1), through ?? naive.LastDay);
        DateOnly[] days = [first, Middle(first, at), Middle(at, last), last];
        return Array.TrueForAll(days, IsLikeIt)
            && (since is null || !IsLikeIt(first.AddDays(-1))) && (through is null || !IsLikeIt(last.AddDays(1)));

        bool IsLikeIt(DateOnly day) => naive.On(day).Bases.Count > 0 == answer.Standing.IsInsured;
        static DateOnly Middle(DateOnly one, DateOnly other) =>
            DateOnly.FromDayNumber((one.DayNumber + other.DayNumber) / 2);
    }

    private string? Difference(Iin iin, HistoryAnswer answer)
    {
        var known = ledger.Of(iin.Digits, answer.Position.Value);
        var told = answer.Events.Select(e => e.Stored).Select(e => new NaiveEntry(
            e.Position.Value, e.Stream, e.Version, EventCatalogue.Deserialize(e.Type, e.Data), e.RecordedAt,
            e.Origin.CorrelationId, e.Origin.By, e.Origin.Source, e.Origin.Line)).ToList();
        return told.SequenceEqual(known)
            ? null
            : $"the ledger says\n  {string.Join("\n  ", told)}\nand the list\n  {string.Join("\n  ", known)}";
    }

    private static string Json(object body) => JsonSerializer.Serialize(body, LedgerJson.Options);
}
