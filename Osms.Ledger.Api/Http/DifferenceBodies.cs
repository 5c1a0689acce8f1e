using System.Text.Json.Serialization;
using Osms.Ledger.Closing;
using Osms.Ledger.Queries;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>Why a month's figures differ at two positions.</summary>
public sealed record DifferencesBody(
    Month Month, LedgerPosition From, LedgerPosition To, bool Explained, IReadOnlyList<DifferenceBody> Accounts);

/// <summary>One payer's figures at both positions, and what changed them.</summary>
public sealed record DifferenceBody(
    Payer Payer, string? Region, Sums From, Sums To, Sums Difference, IReadOnlyList<CauseBody> Causes,
    Sums Unexplained);

/// <summary>What one cause changed.</summary>
public sealed record CauseBody(DifferenceCause Cause, long People, long Persons, Tenge Expected, Tenge Received);

/// <summary>A page of the people whose payer of the month changed, in the order of the events behind it.</summary>
public sealed record DifferencePersonsBody(
    Month Month, LedgerPosition Position, IReadOnlyList<ChangedPersonBody> Persons,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Cursor);

/// <summary>A person whose payer of the month an event changed.</summary>
public sealed record ChangedPersonBody(
    string Iin, DifferenceCause Cause, MonthPayerBody? Was, MonthPayerBody Now, HistoryEvent Event);

/// <summary>Who pays for a person's month, and the category that makes it so.</summary>
public sealed record MonthPayerBody(Payer Payer, string? Region, string? Category);

/// <summary>From answers about differences to what is written.</summary>
internal static class DifferenceBodies
{
    internal static DifferencesBody Of(DifferencesAnswer answer) => new(
        answer.Month, answer.From, answer.To, answer.Accounts.All(line => line.Unexplained == default),
        [.. answer.Accounts.Select(Of)]);

    private static DifferenceBody Of(AccountDifference line) => new(
        line.Account.Payer, line.Account.Region, line.From, line.To, line.To - line.From,
        [
            .. line.Causes.Select(cause => new CauseBody(
                cause.Cause, cause.People, cause.Change.Persons, cause.Change.Expected, cause.Change.Received)),
        ],
        line.Unexplained);
}
