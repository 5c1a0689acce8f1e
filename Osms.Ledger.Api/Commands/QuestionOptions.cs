using System.CommandLine;
using System.CommandLine.Parsing;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Closing;
using Osms.Ledger.Queries;
using Osms.Ledger.Store;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Commands;

/// <summary>What verbs that ask have in common.</summary>
internal static class QuestionOptions
{
    internal static Argument<string> Iin() => new("IIN") { Description = "12 digits." };

    internal static Argument<Month> Month() => new("MONTH")
    {
        Description = "yyyy-MM.",
        CustomParser = result => ReadMonth(result) ?? default,
    };

    /// <summary>Null when left out.</summary>
    internal static Argument<Month?> MonthOrNull(string description) => new("MONTH")
    {
        Description = description,
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ReadMonth,
    };

    internal static Option<bool> Json() => new("--json") { Description = "The answer as JSON." };

    internal static Option<Language> Lang() => new("--lang")
    {
        Description = "The language of texts: kk, ru or en; English when left out.",
        HelpName = "kk|ru|en",
        DefaultValueFactory = _ => Languages.Default,
        CustomParser = result =>
        {
            if (Code<Language>.TryParse(result.Tokens[0].Value, out var language))
            {
                return language;
            }

            result.AddError("--lang is kk, ru or en.");
            return Languages.Default;
        },
    };

    /// <summary>Null when left out: as known now.</summary>
    internal static Option<AsOf?> KnownAt() => Known(
        "--known-at", "As known at a position, or at an instant (2026-11-22T10:00:00Z); now when left out.");

    /// <summary>A position or an instant; null when left out.</summary>
    internal static Option<AsOf?> Known(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            var known = QuestionReader.ReadKnownAt(result.Tokens[0].Value);
            if (known is null)
            {
                result.AddError($"{name} is a position or an instant with its zone (2026-11-22T10:00:00Z).");
            }

            return known;
        },
    };

    // No default of the option itself: the help would show it as the name of a type.
    internal static AsOf OrNow(this AsOf? known) => known ?? AsOf.Now.Instance;

    private static Month? ReadMonth(ArgumentResult result)
    {
        if (Values.Month.TryParse(result.Tokens[0].Value, out var month))
        {
            return month;
        }

        result.AddError("MONTH is a month, yyyy-MM.");
        return null;
    }

    internal static Option<DateOnly?> At() => Day("--at");

    internal static Option<DateOnly?> Day(string name)
    {
        var option = new Option<DateOnly?>(name)
        {
            Description = "The day asked about, yyyy-MM-dd; today in Kazakhstan when left out.",
            CustomParser = result =>
            {
                if (QuestionReader.TryReadDay(result.Tokens[0].Value, out var day))
                {
                    return day;
                }

                result.AddError($"{name} is a day, yyyy-MM-dd.");
                return null;
            },
        };
        return option;
    }

    /// <summary>Null when there is no answer; then the sentence has been written and the exit code is 1.</summary>
    internal static T? AnswerOrSay<T>(Answered<T> answered)
        where T : class
    {
        if (answered is Answered<T>.Found found)
        {
            return found.Answer;
        }

        Console.Error.WriteLine(answered switch
        {
            Answered<T>.Unsettled unsettled => Sentence(unsettled.Why),
            Answered<T>.MonthOutOfRange range =>
                $"month-out-of-range: there are figures for the months from {range.First} to {range.Last}.",
            Answered<T>.MonthNotClosed =>
                $"{ClosingRefusal.NotClosed.CodeText}: the month is open: name --from.",
            Answered<T>.ServiceUnknown => "service-unknown: the verb packages lists all care with its codes.",
            _ => "iin-invalid: an IIN is 12 digits with a real birth date and a right control digit.",
        });
        return null;
    }

    /// <summary>Why a question cannot be answered as known then.</summary>
    internal static string Sentence(Settlement why) => why switch
    {
        Settlement.PositionAhead ahead =>
            $"position-ahead: the ledger has handed out positions up to {ahead.Last}.",
        Settlement.InstantAhead => "instant-ahead: this instant has not come yet.",
        _ => "position-not-settled: a transaction below it is still running; ask again.",
    };
}
