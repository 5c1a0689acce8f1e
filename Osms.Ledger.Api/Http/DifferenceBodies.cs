using Osms.Ledger.Closing;
using Osms.Ledger.Queries;
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
