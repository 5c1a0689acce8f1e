using Osms.Ledger.Closing;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Closing;

/// <summary>What tests of closings do with a ledger.</summary>
internal static class ClosedLedger
{
    private static readonly EventOrigin Finance = new("finance");

    internal static Task<MonthResult> CloseAsync(this OpenLedger ledger, Month month, LedgerPosition? at = null) =>
        ledger.Get<MonthLedger>().CloseAsync(month, at, Finance, default);

    internal static Task<MonthResult> ReopenAsync(this OpenLedger ledger, Month month, string? reason) =>
        ledger.Get<MonthLedger>().ReopenAsync(month, reason, Finance, default);

    internal static async Task<T> ShouldBecomeAsync<T>(this Task<MonthResult> result)
        where T : MonthEvent =>
        (await result).ShouldBeOfType<MonthResult.Recorded>().Event.ShouldBeOfType<T>();

    internal static async Task<ClosingRefusalCode> ShouldBeRefusedAsync(this Task<MonthResult> result) =>
        (await result).ShouldBeOfType<MonthResult.Refused>().Why.Code;

    internal static Task<Closings> ClosingsAsync(this OpenLedger ledger) =>
        ledger.Get<ClosingsReader>().ReadAsync(default);

    internal static async Task<LedgerPosition> SettledAsync(this OpenLedger ledger) =>
        (await ledger.HighWater.LookAsync(default)).Settled;

    /// <summary>All that is booked in a month by now.</summary>
    internal static async Task<MonthFigures> FiguresAsync(
        this OpenLedger ledger, Month month, LedgerPosition? at = null) =>
        await ledger.Get<MonthFiguresQuery>().AskAsync(
            month, at ?? await ledger.SettledAsync(), await ledger.ClosingsAsync(), default);

    /// <summary>Persons and what came in by payer, of the month as it is known now, wherever it is booked.</summary>
    internal static async Task<IReadOnlyList<FigureLine>> KnownAsync(this OpenLedger ledger, Month month)
    {
        var at = await ledger.SettledAsync();
        var sheet = new AccountSheet(RuleBook.Embedded);
        foreach (var (code, persons) in await ledger.Get<FigureSums>().PayersAsync(month, at, default))
        {
            sheet.AddPersons(month, Account.Of(code, RuleBook.Embedded), persons);
        }

        foreach (var budget in await ledger.Get<TransfersQuery>().ReceivedAsync(month, at, default))
        {
            sheet.AddReceived(month, Account.Of(budget.Payer), budget.Sum);
        }

        return sheet.FiguresOf(month, at).Own;
    }

    /// <summary>Why a month's figures differ: since it was closed, or between two positions.</summary>
    internal static async Task<DifferencesAnswer> DifferencesAsync(
        this OpenLedger ledger, Month month, long? from = null, long? to = null)
    {
        var answered = await ledger.Get<DifferencesQuery>().AskAsync(
            month, At(from), At(to) ?? AsOf.Now.Instance, default);
        return answered.ShouldBeOfType<Answered<DifferencesAnswer>.Found>().Answer;

        static AsOf? At(long? position) => position is { } at ? new AsOf.Position(new LedgerPosition(at)) : null;
    }

    /// <summary>Has everything recorded since the last time be recorded in a month.</summary>
    internal static async Task DateBackAsync(this OpenLedger ledger, Month month)
    {
        await ledger.SettledAsync();
        await ledger.ExecuteAsync($"""
            create table if not exists public.dated_back (position bigint not null);
            update ledger.position_clock
            set at = '{CivilDay.StartOf(month.FirstDay):yyyy-MM-dd HH:mm:ss}+00'::timestamptz
                + position * interval '1 second'
            where position > (select coalesce(max(position), 0) from public.dated_back);
            insert into public.dated_back select coalesce(max(position), 0) from ledger.position_clock;
            """);
    }
}
