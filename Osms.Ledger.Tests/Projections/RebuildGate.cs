using System.Diagnostics;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Projections;

/// <summary>
/// Stops a rebuild in the last moment, when it holds all its locks and has changed the tables, until it is opened.
/// </summary>
internal sealed class RebuildGate(OpenLedger ledger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // Each statement of the loop sees what has been committed by then.
    private const string Close = """
        create schema gate;
        create table gate.opened ();
        create function gate.wait() returns trigger language plpgsql as
        $wait$
        begin
            while not exists (select from gate.opened) loop
                perform pg_sleep(0.005);
            end loop;
            return new;
        end
        $wait$;
        create trigger wait before insert or update on ledger.read_model for each row execute function gate.wait();
        """;

    internal Task CloseAsync() => ledger.ExecuteAsync(Close);

    /// <summary>Waits until a rebuild stands before it.</summary>
    internal Task ReachedAsync() => BecomesAsync(
        """
        select exists (
            select from pg_locks where locktype = 'relation' and granted and mode = 'AccessExclusiveLock'
            and database = (select oid from pg_database where datname = current_database())
            and relation::regclass::text like 'ledger.%')
        and exists (select from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database())
        """);

    internal Task OpenAsync() => ledger.ExecuteAsync("insert into gate.opened default values");

    /// <summary>Waits until a question is answered with true.</summary>
    internal async Task BecomesAsync(string question)
    {
        for (var clock = Stopwatch.StartNew(); !await ledger.ScalarAsync<bool>(question); await Task.Delay(1))
        {
            clock.Elapsed.ShouldBeLessThan(Patience, question);
        }
    }
}
